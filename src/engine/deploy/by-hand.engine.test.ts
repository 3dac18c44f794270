import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Shop, startShop } from '../../../e2e/harness/shop'
import { SHOP_BUILDS } from '../../../e2e/harness/shop-catalog'
import { openShopDeployer, type ShopDeployer } from '../../../e2e/harness/shop-deployer'
import { waitUntil } from '../../../e2e/harness/wait-until'

let shop: Shop
let me: ShopDeployer

beforeAll(async () => {
  shop = await startShop({
    name: 'by-hand',
    slots: { dev1: 'dashboard' },
    onHost: ['dashboard', 'payment'],
    inRegistry: [],
  })
  await shop.untilHealthy('dev1')
  me = openShopDeployer(shop, '정유진')
}, 180_000)

afterAll(async () => {
  await me?.close()
  shop?.remove()
})

/** The commands of the page, as they stand there. */
function commandsOfPage(): string {
  const page = readFileSync(new URL('../../../docs/how-a-deployment-proceeds.md', import.meta.url), 'utf8')
  const block = /```sh\n(SLOT=dev1[\s\S]*?)```/.exec(page)?.[1]
  if (block === undefined) throw new Error('the page has no such block')
  return block
}

test('the commands of the page bring a kept release back without Berth', async () => {
  const tag = SHOP_BUILDS.payment.tag
  const deployed = await me.run('dev1', { kind: 'deploy', tag, services: null, recreate: 'changed' })
  expect(deployed).toEqual({ kind: 'succeeded' })
  const kept = (await me.ledger.refresh('h1', new AbortController().signal)).kept.get('dev1') ?? []
  const old = kept.find(({ releaseId }) => releaseId.startsWith('found-'))
  const { engine } = shop
  await engine.call({ method: 'DELETE', path: '/containers/dev1_api_1?force=1' })
  const environment = {
    PATH: process.env['PATH'],
    HOME: engine.directory,
    DOCKER_HOST: engine.address,
    DOCKER_SOCKET: engine.socketPath,
    RELEASE: old?.releaseId ?? '',
  }
  const cwd = mkdtempSync(join(engine.directory, 'by-hand-'))
  await promisify(execFile)('bash', ['-e', '-c', commandsOfPage()], { cwd, env: environment, timeout: 60_000 })
  await waitUntil('the old api to answer', 20_000, async () => {
    const answer = await (await fetch(`http://127.0.0.1:${String(shop.slots['dev1']?.ports.api)}/`)).text()
    if (!answer.includes(SHOP_BUILDS.dashboard.revision)) throw new Error(answer)
    return true
  })
}, 120_000)
