import { release } from 'node:os'
import type { Duplex } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { waitUntil } from '../../../e2e/harness/wait-until'
import {
  type HostMetrics,
  hostMetricsSchema,
  type ServiceMetrics,
  slotMetricsSchema,
} from '../../contract/metrics-contract'
import { composeLabels } from '../../domain/label-names'
import { MetricsSeries, unpackUsage } from '../../domain/metrics-series'
import { type MetricsUsage, unknownUsage } from '../../domain/metrics-usage'
import { createFakeHostAccess } from '../../testing/fake-host-access'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'
import type { Route } from '../transport/route'
import { createMetrics, type Metrics } from './metrics'

const image = 'shop/tool:one'
const never = new AbortController().signal
let engine: DockerEngine

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'metrics' })
  const built = { repository: 'shop/tool', tag: 'one', service: 'tool', version: '1', revision: 'a' }
  const tool = {
    ...built,
    createdAt: '2024-05-10T09:00:00Z',
    healthEveryMs: null,
    behaviour: { kind: 'healthy' },
  } as const
  await loadImages(engine, await buildImages([tool]))
})
afterAll(() => engine?.remove())

/** A route that knows the streams which measure: by the first line of what is asked over them. */
function countingRoute(route: Route): { readonly route: Route; readonly measuring: () => number } {
  const streams = new Set<Duplex>()
  const open = async (signal: AbortSignal): Promise<Duplex> => {
    const stream = await route.open(signal)
    const write = stream.write.bind(stream) as (...words: unknown[]) => boolean
    stream.write = (...words: unknown[]) => {
      if (String(words[0]).includes('/stats?stream=true')) streams.add(stream)
      return write(...words)
    }
    stream.once('close', () => streams.delete(stream))
    return stream
  }
  return { route: { ...route, open }, measuring: () => streams.size }
}

describe('metrics of real containers', () => {
  let client: DockerClient
  let measuring: () => number
  let hostAccess: ReturnType<typeof createFakeHostAccess>
  let metrics: Metrics
  const containers: string[] = []

  beforeEach(() => {
    const counting = countingRoute(socketRoute(engine.address))
    measuring = counting.measuring
    client = createDockerClient(counting.route, { clock: systemClock })
    hostAccess = createFakeHostAccess(client)
    metrics = createMetrics({ hostAccess, clock: systemClock, log: () => undefined })
  })
  afterEach(async () => {
    metrics.closeAll()
    client.close()
    const remove = (id: string): Promise<string> => engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
    await Promise.all(containers.splice(0).map((id) => remove(id).catch(() => '')))
  })

  const run = async (service: string, script: string, hostConfig: object = {}): Promise<string> => {
    const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: service }
    const body = { Image: image, Labels, HostConfig: hostConfig, Cmd: ['sh', '-c', script], StopSignal: 'SIGKILL' }
    const answer = await engine.call({ method: 'POST', path: '/containers/create', body })
    const { Id: id } = JSON.parse(answer) as { readonly Id: string }
    containers.push(id)
    await engine.call({ method: 'POST', path: `/containers/${id}/start` })
    await hostAccess.look()
    return id
  }

  type Look = {
    readonly of: (service: string) => ServiceMetrics | undefined
    readonly usage: (service: string) => MetricsUsage
    readonly series: (service: string) => MetricsSeries
    readonly close: () => void
  }
  const look = (viewId = 'view'): Look => {
    const ending = new AbortController()
    const series = new Map<string, MetricsSeries>()
    let services: readonly ServiceMetrics[] = []
    metrics.onSlot((payload) => {
      if (payload.viewId !== viewId) return
      services = slotMetricsSchema.parse(payload).services
      for (const { service, rows } of services) {
        series.set(service, series.get(service) ?? new MetricsSeries())
        series.get(service)?.add(rows)
      }
    })
    metrics.watchSlot(viewId, { hostId: 'host-1', slot: 'dev1' }, ending.signal).catch(() => undefined)
    const of = (service: string): ServiceMetrics | undefined => services.find((each) => each.service === service)
    return {
      of,
      usage: (service) => unpackUsage(of(service)?.now ?? []) ?? unknownUsage,
      series: (service) => series.get(service) ?? new MetricsSeries(),
      close: () => ending.abort(),
    }
  }

  it('a busy loop takes a processor, a fifth of one under a limit; idle ones take none, and limits of memory are shown', async () => {
    const busyId = await run('busy', 'while :; do :; done')
    await run('held', 'while :; do :; done', { NanoCpus: 200_000_000, Memory: 64 * 1_048_576 })
    await run('idle', 'sleep 600', { Memory: 32 * 1_048_576, NetworkMode: 'host' })
    const view = look()
    await waitUntil(
      'what they use',
      20_000,
      () => (view.usage('busy').cpuCores ?? 0) > 0 && view.usage('idle').cpuCores !== null,
    )
    // Others have the machine's processors too: what a loop gets is what the kernel counted, by the clock.
    const counted = async (): Promise<{ readonly cpuNs: number; readonly atMs: number }> => {
      const reading = await client.statsOnce(busyId, never)
      return { cpuNs: reading?.cpuNs ?? NaN, atMs: reading?.atMs ?? NaN }
    }
    await waitUntil('rows of the series', 30_000, () => view.series('busy').length >= 1)
    const [rows, before] = [view.series('busy').length, await counted()]
    await waitUntil('two more rows', 30_000, () => view.series('busy').length >= rows + 2)
    const after = await counted()
    const truth = (after.cpuNs - before.cpuNs) / 1e6 / (after.atMs - before.atMs)
    const told = view
      .series('busy')
      .points('cpuCores')
      .slice(rows)
      .map(({ value }) => value ?? NaN)
    const mean = told.reduce((sum, value) => sum + value, 0) / told.length
    expect(Math.abs(mean - truth)).toBeLessThan(0.25)
    // On a busy machine both are small.
    expect(truth).toBeGreaterThan(0.01)
    expect(mean).toBeGreaterThan(truth / 3)
    expect(mean).toBeLessThan(1.15)
    expect(view.of('busy')).toMatchObject({ state: 'live', containers: 1, isMemoryLimited: false })
    expect(view.of('held')).toMatchObject({ cores: 0.2, memoryLimitBytes: 64 * 1_048_576, isMemoryLimited: true })
    await waitUntil('the limit to hold', 20_000, () => {
      const cores = view.usage('held').cpuCores ?? 0
      return cores > 0.02 && cores < 0.3
    })
    expect(view.usage('idle').cpuCores).toBeLessThan(0.1)
    expect(view.usage('idle').memoryBytes).toBeLessThan(32 * 1_048_576)
    // In the host's network a container has no counters of its own.
    expect(view.usage('idle').receivedPerSecond).toBeNull()
    expect(view.usage('busy').receivedPerSecond).not.toBeNull()
    expect(view.of('busy')?.cores).toBeGreaterThanOrEqual(1)
    view.close()
  })

  it('agrees with what docker stats would count of memory', async () => {
    const id = await run('api', 'head -c 8000000 /dev/zero > /dev/shm/eight; sleep 600')
    const view = look()
    await waitUntil('8 MB', 20_000, () => (view.usage('api').memoryBytes ?? 0) > 8_000_000)
    type Answer = { memory_stats: { usage: number; stats: { total_inactive_file?: number; inactive_file: number } } }
    const { memory_stats: memory } = await engine.read<Answer>(`/containers/${id}/stats?stream=false&one-shot=true`)
    const counted = memory.usage - (memory.stats.total_inactive_file ?? memory.stats.inactive_file)
    expect(Math.abs((view.usage('api').memoryBytes ?? 0) - counted)).toBeLessThan(2_000_000)
    view.close()
  })

  it('one stream a container however many look, none for one that stopped, and none once nobody looks', async () => {
    const ids = [await run('api', 'sleep 600'), await run('web', 'sleep 600')]
    expect(measuring()).toBe(0)
    const [first, second] = [look('one'), look('two')]
    await waitUntil(
      'both to be measured',
      20_000,
      () => first.of('api')?.state === 'live' && second.of('web')?.state === 'live',
    )
    expect(measuring()).toBe(2)
    first.close()
    await engine.call({ method: 'POST', path: `/containers/${ids[0] ?? ''}/kill` })
    await engine.call({ method: 'POST', path: `/containers/${ids[0] ?? ''}/wait` })
    await hostAccess.look()
    await waitUntil('its stream to end', 10_000, () => measuring() === 1)
    expect(second.of('web')?.state).toBe('live')
    await engine.call({ method: 'POST', path: `/containers/${ids[0] ?? ''}/start` })
    await hostAccess.look()
    await waitUntil('it to be measured again', 20_000, () => second.of('api')?.state === 'live' && measuring() === 2)
    second.close()
    await waitUntil('all streams to end', 40_000, () => measuring() === 0)
  })

  it('an engine that goes away is a gap that says why, and is measured again by itself', async () => {
    await run('api', 'sleep 600', { RestartPolicy: { Name: 'always' } })
    const view = look()
    await waitUntil('it to be measured', 20_000, () => view.series('api').length > 0)
    await engine.stop()
    await waitUntil('the reason', 20_000, () => view.of('api')?.problem !== null)
    expect(view.of('api')).toMatchObject({ state: 'unknown', now: null })
    await engine.start()
    await hostAccess.look()
    await waitUntil('it to be measured again', 40_000, () => view.of('api')?.state === 'live')
    view.close()
  })

  it('a host’s machine, its memory and its disk are those of this machine', async () => {
    let last: HostMetrics | null = null
    const ending = new AbortController()
    metrics.onHost((payload) => (last = hostMetricsSchema.parse(payload)))
    metrics.watchHost('host', 'host-1', ending.signal).catch(() => undefined)
    const shown = await waitUntil('the share of the processors', 20_000, () => {
      const known = last as HostMetrics | null
      return known !== null && known.cpuShare !== null && known
    })
    ending.abort()
    const info = await engine.read<{ NCPU: number; MemTotal: number; DockerRootDir: string }>('/info')
    expect(shown).toMatchObject({ state: 'live', processors: info.NCPU, disk: { path: info.DockerRootDir } })
    expect(shown.memory?.totalBytes).toBe(info.MemTotal)
    expect(shown.cpuShare).toBeLessThanOrEqual(1)
  })

  it('nothing is said of a machine that is not the engine’s own', async () => {
    const route = socketRoute(engine.address)
    const memory = { totalBytes: 1, availableBytes: 1 }
    const readMachine = async () => ({ kernel: release(), ticks: null, memory, disk: null })
    const elsewhere = createDockerClient({ ...route, readMachine }, { clock: systemClock })
    expect(await elsewhere.machine(never)).toBeNull()
    elsewhere.close()
  })

  it('Docker’s own disk use is told by kind, with what nobody uses', async () => {
    await run('api', 'head -c 5000000 /dev/zero > /tmp/five; sleep 600')
    const use = await waitUntil('the file to be counted', 30_000, async () => {
      const found = await metrics.diskUse('host-1', never)
      return (found.containers?.totalBytes ?? 0) >= 5_000_000 && found
    })
    expect(use.containers).toMatchObject({ count: 1, inUse: 1, reclaimableBytes: 0 })
    expect(use.images).toMatchObject({ count: 1, inUse: 1, reclaimableBytes: 0 })
    expect(use.images?.totalBytes).toBeGreaterThan(1_000_000)
    expect(use.volumes).toEqual({ count: 0, inUse: 0, totalBytes: 0, reclaimableBytes: 0 })
  })
})
