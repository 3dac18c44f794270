// Twenty switches of a service behind nginx while it is asked without pause: from outside and by another service, both
// through the proxy, which must lose nothing; and by the service's alias, where Docker's DNS decides. A container that
// nobody switches is asked beside: where that fails too, the machine could not carry the load and the run is void.
import { type BlueGreenYard, startBlueGreenYard } from '../e2e/harness/blue-green-yard'
import { freePorts } from '../e2e/harness/free-port'
import { type LoadOptions, type LoadResult, startLoad, startLoadInContainer } from '../e2e/harness/load-generator'
import { waitUntil } from '../e2e/harness/wait-until'
import { type WaitSample, watchProcessorWait } from './processor-wait'
import { median, rounded } from './statistics'
import { linesOf, toldIncidents, toldSteps } from './told-incidents'

const switches = Number(process.env['BENCH_SWITCHES'] ?? 20)
const fewestPerSecond = 200
const mostComplaints = 200

type Loads = Readonly<Record<'outside' | 'service' | 'alias' | 'aliasFirstAddress' | 'unswitched', LoadResult>>

const never = new AbortController().signal

/** A container that stays as it is. Answers with its address on the host. */
async function startUnswitched({ client, image }: BlueGreenYard): Promise<string> {
  const [port = 0] = await freePorts(1)
  const bindings = { '8080/tcp': [{ HostPort: String(port) }] }
  const body = { Image: image, ExposedPorts: { '8080/tcp': {} }, HostConfig: { PortBindings: bindings } }
  const id = await client.createContainer('unswitched', body, never)
  await client.startContainer(id, never)
  await waitUntil('the unswitched one to serve', 60_000, async () => {
    return (await client.observeContainer(id, never))?.health === 'healthy'
  })
  return `http://127.0.0.1:${port}`
}

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
    const url = await startUnswitched(yard)
    const unswitched = startLoad({ url, ratePerSecond: 20, slowPerSecond: 1 })
    const watch = watchProcessorWait(yard.engine)
    const outside = startLoad({ url: yard.outsideUrl, ratePerSecond: 220 })
    const tookMs: number[] = []
    for (let count = 0; count < switches; count += 1) {
      const startedAtMs = performance.now()
      await yard.switchOnce()
      tookMs.push(performance.now() - startedAtMs)
      if (process.env['BENCH_EACH']) console.error('switch', count + 1, rounded(tookMs.at(-1) ?? 0, 0), 'ms')
    }
    const ends = [outside, service, byAlias, firstAddress, unswitched].map((load) => load.end())
    const [a, b, c, d, e] = (await Promise.all(ends)) as [LoadResult, LoadResult, LoadResult, LoadResult, LoadResult]
    const loads = { outside: a, service: b, alias: c, aliasFirstAddress: d, unswitched: e }
    const waits = watch.end()
    await explain(yard, loads, waits)
    report(loads, tookMs, waits)
  } finally {
    yard.remove()
  }
}

/** Says to people what happened when, before the line that says what it came to. */
async function explain(
  { engine, proxy, steps }: BlueGreenYard,
  { outside, service, unswitched }: Loads,
  waits: readonly WaitSample[],
): Promise<void> {
  const told = toldIncidents({ outside, service, unswitched }, steps, waits)
  const complaints = await linesOf(engine, proxy.id, /\d{4}\/\d\d\/\d\d .*\[(warn|error|crit|alert|emerg)\].*/)
  for (const line of [...toldSteps(steps), ...told, ...complaints.slice(0, mostComplaints)]) console.error(line)
  for (const [load, { stalls }] of Object.entries({ outside, service, unswitched })) {
    if (stalls.length > 0) console.error(`the load itself stood still (${load}):`, JSON.stringify(stalls))
  }
}

function report(loads: Loads, tookMs: readonly number[], waits: readonly WaitSample[]): void {
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
      worstWaitForProcessor: Math.max(...waits.map(({ waited }) => waited)),
      outside: told(loads.outside),
      service: told(loads.service),
      byAlias: told(loads.alias),
      byAliasFirstAddressOnly: told(loads.aliasFirstAddress),
      unswitched: told(loads.unswitched),
      // What was lost is told of all the same: the reader may judge.
      void: loads.unswitched.failed > 0,
      within: failed === 0 && loads.unswitched.failed === 0,
    }),
  )
}

await main()
