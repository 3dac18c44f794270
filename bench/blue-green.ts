// Twenty switches of a service behind nginx while it is asked without pause: from outside and by another service, both
// through the proxy, which must lose nothing; and by the service's alias, where Docker's DNS decides.
import { startBlueGreenYard } from '../e2e/harness/blue-green-yard'
import { type LoadOptions, type LoadResult, startLoad, startLoadInContainer } from '../e2e/harness/load-generator'
import { median, rounded } from './statistics'

const switches = Number(process.env['BENCH_SWITCHES'] ?? 20)
const fewestPerSecond = 200

type Loads = Readonly<Record<'outside' | 'service' | 'alias' | 'aliasFirstAddress', LoadResult>>

/** What one way of asking came to; `reconnected`: a kept connection was closed as a request was put on it. */
function told({ requests, slow, perSecond, failed, reconnected, failures, p99Ms }: LoadResult): object {
  return { requests, slow, perSecond, failed, reconnected, failures, p99Ms }
}

async function main(): Promise<void> {
  const yard = await startBlueGreenYard('bench-blue-green')
  try {
    const inside = (name: string, options: LoadOptions): ReturnType<typeof startLoadInContainer> =>
      startLoadInContainer(yard.engine, { name, image: yard.image, network: yard.network }, options)
    const alias = { url: 'http://web:8080', ratePerSecond: 20, slowPerSecond: 1 }
    const service = await inside('asker', { url: yard.insideUrl, ratePerSecond: 40, slowPerSecond: 1 })
    const byAlias = await inside('asker-by-alias', alias)
    const firstAddress = await inside('asker-first-address', { ...alias, nextAddress: false })
    const outside = startLoad({ url: yard.outsideUrl, ratePerSecond: 220 })
    const tookMs: number[] = []
    for (let count = 0; count < switches; count += 1) {
      const startedAtMs = performance.now()
      await yard.switchOnce()
      tookMs.push(performance.now() - startedAtMs)
      if (process.env['BENCH_EACH']) console.error('switch', count + 1, rounded(tookMs.at(-1) ?? 0, 0), 'ms')
    }
    const [a, b, c, d] = await Promise.all([outside.end(), service.end(), byAlias.end(), firstAddress.end()])
    report({ outside: a, service: b, alias: c, aliasFirstAddress: d }, tookMs)
  } finally {
    yard.remove()
  }
}

function report(loads: Loads, tookMs: readonly number[]): void {
  const throughProxy = [loads.outside, loads.service]
  const perSecond = throughProxy.reduce((sum, load) => sum + load.perSecond, 0)
  if (perSecond < fewestPerSecond) throw new Error(`void: only ${perSecond} requests a second were asked`)
  // A load that only ever saw one version has shown nothing.
  if (throughProxy.some(({ answeredBy }) => Object.keys(answeredBy).length < 2))
    throw new Error('void: one version alone')
  const failed = throughProxy.reduce((sum, load) => sum + load.failed, 0)
  console.log(
    JSON.stringify({
      bench: 'blue-green',
      switches: tookMs.length,
      medianSwitchMs: rounded(median(tookMs), 0),
      perSecond,
      failed,
      outside: told(loads.outside),
      service: told(loads.service),
      byAlias: told(loads.alias),
      byAliasFirstAddressOnly: told(loads.aliasFirstAddress),
      within: failed === 0,
    }),
  )
}

await main()
