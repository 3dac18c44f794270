import { publishedRecord } from '../../src/engine/slots-file/publish-record'
import { bundleChecksum, packBundle, publishedBundleName } from '../../src/engine/slots-file/published-bundle'
import { parseSlotsFile } from '../../src/engine/slots-file/parse-slots-file'
import { freePorts } from './free-port'
import { startProxy, type TestProxy } from './proxy'
import type { Shop } from './shop'
import { openShopDeployer } from './shop-deployer'
import { SHOP_BUILDS } from './shop-catalog'

/** A slot with one service, web, that a published slots file leads a proxy to; it was deployed by a colleague. */
export type ProxiedSlot = {
  readonly proxy: TestProxy
  /** Where people reach web, through the proxy. */
  readonly url: string
  /** Addresses as the upstream file has them: where web is, and where it would be in its other color. */
  readonly blue: string
  readonly green: string
  /** What somebody runs in the proxy by hand; it is told to reload afterwards, as `docker kill -s HUP` does. */
  readonly byHand: (command: string) => Promise<void>
}

const never = new AbortController().signal
const template = 'upstream web { server 127.0.0.1:{port}; }'

/** Publishes the file, starts the proxy (it leads nowhere yet) and deploys `dashboard` to the slot. */
export async function startProxiedSlot(shop: Shop, slot: string): Promise<ProxiedSlot> {
  const [port = 0, blue = 0, green = 0] = await freePorts(3)
  const upstream = 'upstream web { server 127.0.0.1:9; }'
  const proxy = await startProxy(shop.engine, { name: 'front', port, network: null, upstream, template })
  const colleague = openShopDeployer(shop, '정유진')
  try {
    const composeText = fileOf(shop, slot, { blue, green })
    const bundle = { composeText, composeName: 'compose.yaml', files: {}, environment: {} }
    const read = parseSlotsFile(bundle)
    if (read.kind === 'faulty') throw new Error(JSON.stringify(read.faults, null, 2))
    await colleague.ledger.writePrivate('h1', [{ name: publishedBundleName(1), bytes: packBundle(bundle) }], never)
    const record = { file: read.file, hostName: 'shop', version: 1, checksum: bundleChecksum(bundle) }
    await colleague.ledger.append('h1', [publishedRecord({ ...record, by: '정유진', note: '' })], never)
    const { tag } = SHOP_BUILDS.dashboard
    const result = await colleague.run(slot, { kind: 'deploy', tag, services: null, recreate: 'changed' })
    if (result.kind !== 'succeeded') throw new Error(JSON.stringify(result))
    return {
      proxy,
      url: `http://127.0.0.1:${port}`,
      blue: `127.0.0.1:${blue}`,
      green: `127.0.0.1:${green}`,
      byHand: async (command) => {
        const by = openShopDeployer(shop, '박서준')
        const { exitCode, output } = await by.client.exec(proxy.id, ['sh', '-c', command], never)
        await by.client.killContainer(proxy.id, 'HUP', never)
        await by.close()
        if (exitCode !== 0) throw new Error(output)
      },
    }
  } finally {
    await colleague.close()
  }
}

function fileOf(shop: Shop, slot: string, ports: { readonly blue: number; readonly green: number }): string {
  return `
x-berth:
  proxy:
    container: front
    file: /etc/nginx/berth/web.conf
    template: '${template}'
    test: [nginx, -t]
    reload: [nginx, -s, reload]
    drain: 1s
  slots:
    ${slot}: { blue: { WEB_PORT: ${ports.blue} }, green: { WEB_PORT: ${ports.green} } }
services:
  web:
    image: ${shop.imagePrefix}/web:\${TAG}
    ports: ['\${WEB_PORT}:8080']
    x-berth: { strategy: blue-green }
`
}
