import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type HostMetrics, type ServiceMetrics, slotMetricsSchema } from '../../contract/metrics-contract'
import { BerthError } from '../../domain/berth-error'
import { composeLabels } from '../../domain/label-names'
import { MetricsSeries, unpackUsage } from '../../domain/metrics-series'
import { createFakeClock, type FakeClock, pendingWork } from '../../testing/fake-clock'
import { createFakeHostAccess, type FakeHostAccess } from '../../testing/fake-host-access'
import { createMeteredDocker, type MeteredDocker } from '../../testing/metered-docker'
import { createMetrics, type Metrics } from './metrics'

type Look = {
  readonly last: () => readonly ServiceMetrics[]
  readonly series: (service: string) => MetricsSeries
  readonly close: () => Promise<void>
}

let clock: FakeClock
let docker: MeteredDocker
let hostAccess: FakeHostAccess
let metrics: Metrics
let told = 0
const looks = new Set<AbortController>()

beforeEach(() => {
  clock = createFakeClock()
  docker = createMeteredDocker(clock)
  docker.control.addImage('shop/app:one')
  hostAccess = createFakeHostAccess(docker)
  metrics = createMetrics({ hostAccess, clock, log: () => undefined })
  told = 0
})

afterEach(async () => {
  for (const look of looks) look.abort()
  looks.clear()
  metrics.closeAll()
  await pendingWork()
  expect([clock.sleepers(), hostAccess.listeners()], 'what is left running').toEqual([0, 0])
})

const add = async (service: string, body: object = {}, name = `dev1_${service}_1`): Promise<string> => {
  const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: service }
  const id = docker.control.addContainer(name, { Image: 'shop/app:one', Labels, ...body })
  await hostAccess.look()
  return id
}

/** Looks at dev1 as a window does: keeps what it is told. */
function look(viewId = 'view', slot = 'dev1'): Look {
  const ending = new AbortController()
  looks.add(ending)
  const series = new Map<string, MetricsSeries>()
  let services: readonly ServiceMetrics[] = []
  metrics.onSlot((payload) => {
    if (payload.viewId !== viewId) return
    told += 1
    services = slotMetricsSchema.parse(payload).services
    for (const { service, rows } of services) {
      series.set(service, series.get(service) ?? new MetricsSeries())
      series.get(service)?.add(rows)
    }
  })
  const ended = metrics.watchSlot(viewId, { hostId: 'host-1', slot }, ending.signal).catch(() => undefined)
  return {
    last: () => services,
    series: (service) => series.get(service) ?? new MetricsSeries(),
    close: async () => {
      ending.abort()
      await ended
    },
  }
}

const coresNow = (service: ServiceMetrics | undefined): number | null => unpackUsage(service?.now ?? []).cpuCores
const cores = (series: MetricsSeries): readonly (number | null)[] =>
  series.points('cpuCores').map(({ value }) => (value === null ? null : Math.round(value * 100) / 100))

describe('a look at a slot', () => {
  it('tells what its services use, at most once a second, and a row of the series every five', async () => {
    await add('api')
    const view = look()
    await clock.advance(31_000)
    expect(view.last()).toMatchObject([
      { service: 'api', state: 'live', containers: 1, cores: 4, memoryLimitBytes: 8_000, isMemoryLimited: false },
    ])
    expect(coresNow(view.last()[0])).toBeCloseTo(0.5)
    expect(cores(view.series('api'))).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    expect(told).toBeGreaterThan(25)
    expect(told).toBeLessThanOrEqual(32)
  })

  it('counts a container’s own limits, and adds up those of a scaled service', async () => {
    await add('api', { HostConfig: { NanoCpus: 1_500_000_000, Memory: 2_000 } })
    await add('api', { HostConfig: { NanoCpus: 1_500_000_000, Memory: 2_000 } }, 'dev1_api_2')
    const view = look()
    await clock.advance(3_000)
    expect(view.last()).toMatchObject([{ containers: 2, cores: 3, memoryLimitBytes: 4_000, isMemoryLimited: true }])
    expect(coresNow(view.last()[0])).toBeCloseTo(1)
  })

  it('opens one stream a running container, whoever looks how often, and none that nobody looks at', async () => {
    const [api, web] = [await add('api'), await add('web')]
    docker.control.stop(await add('job'))
    await hostAccess.look()
    expect(docker.meter.streams()).toEqual([])
    const [first, second] = [look('one'), look('two')]
    await clock.advance(2_000)
    expect(docker.meter.streams()).toEqual([api, web].sort())
    expect(first.last().map(({ service, state }) => `${service} ${state}`)).toEqual([
      'api live',
      'job stopped',
      'web live',
    ])
    await first.close()
    await clock.advance(60_000)
    expect(docker.meter.streams()).toHaveLength(2)
    await second.close()
    await clock.advance(21_000)
    expect(docker.meter.streams()).toEqual([])
    expect(clock.sleepers()).toBe(0)
  })

  it('a glance elsewhere costs nothing; after a longer one the half hour is still there, with a gap', async () => {
    await add('api')
    const first = look('one')
    await clock.advance(13_000)
    await first.close()
    await clock.advance(10_000)
    const second = look('two')
    await clock.advance(5_000)
    expect(cores(second.series('api'))).not.toContain(null)
    expect(second.series('api').length).toBe(6)
    await second.close()
    await clock.advance(10 * 60_000)
    const third = look('three')
    await clock.advance(8_000)
    expect(cores(third.series('api')).filter((value) => value === null)).toHaveLength(1)
    expect(cores(third.series('api')).length).toBeGreaterThan(8)
  })

  it('follows a restart and a redeploy: the series goes on, and no number comes of two runs', async () => {
    const old = await add('api')
    const view = look()
    await clock.advance(8_000)
    docker.control.stop(old)
    await hostAccess.look()
    await clock.advance(5_000)
    expect(view.last()[0]?.state).toBe('stopped')
    expect(docker.meter.streams()).toEqual([])
    docker.control.start(old)
    await hostAccess.look()
    await clock.advance(10_000)
    docker.control.remove(old)
    const fresh = await add('api', {}, 'dev1_api_new')
    docker.meter.setCores(fresh, 2)
    await clock.advance(11_000)
    expect(docker.meter.streams()).toEqual([fresh])
    expect(new Set(cores(view.series('api')))).toEqual(new Set([0.5, null, 2]))
    expect(coresNow(view.last()[0])).toBeCloseTo(2)
  })

  it('a host that is away leaves a gap and says why, and goes on at once when it is back', async () => {
    await add('api')
    const view = look()
    await clock.advance(8_000)
    docker.meter.fail(new BerthError('host-unreachable', { address: 'x', reason: 'cut' }))
    await clock.advance(60_000)
    expect(view.last()).toMatchObject([{ state: 'unknown', now: null, problem: { code: 'host-unreachable' } }])
    docker.meter.fail(null)
    hostAccess.setConnection({ kind: 'connected', sinceMs: 0, latencyMs: 1 })
    await clock.advance(2_000)
    expect(view.last()).toMatchObject([{ state: 'live', problem: null }])
    await clock.advance(8_000)
    expect(cores(view.series('api')).filter((value) => value === null)).toHaveLength(1)
  })

  it('looks now and then where the way allows no stream, and says so', async () => {
    await add('api')
    docker.meter.refuseStreams()
    const view = look()
    await clock.advance(31_000)
    expect(view.last()[0]?.state).toBe('polled')
    expect(coresNow(view.last()[0])).toBeCloseTo(0.5)
    expect(cores(view.series('api')).filter((value) => value === 0.5).length).toBeGreaterThan(3)
  })

  it('does not ask a host again that lets nobody measure', async () => {
    await add('api')
    docker.meter.fail(new BerthError('host-read-only', { address: 'x', operation: 'measure container' }))
    const view = look()
    await clock.advance(5_000)
    const asked = docker.control.calls().length
    await clock.advance(60_000)
    expect(docker.control.calls()).toHaveLength(asked)
    expect(view.last()).toMatchObject([{ state: 'unknown', problem: { code: 'host-read-only' } }])
  })

  it('is refused for a slot that is not there, a host that is not known, and beyond the most looks', async () => {
    await add('api')
    const signal = new AbortController().signal
    await expect(metrics.watchSlot('a', { hostId: 'host-1', slot: 'nope' }, signal)).rejects.toThrow(/nope/)
    await expect(metrics.watchSlot('a', { hostId: 'else', slot: 'dev1' }, signal)).rejects.toThrow(/else/)
    const many = Array.from({ length: 64 }, (_, index) => look(String(index)))
    await expect(metrics.watchHost('a', 'host-1', signal)).rejects.toMatchObject({ code: 'metrics-views-full' })
    await Promise.all(many.map(({ close }) => close()))
  })
})

describe('a look at a host', () => {
  const machine = {
    ticks: { busy: 0, whole: 0, processors: 8 },
    memory: { totalBytes: 100, availableBytes: 40 },
    disk: { totalBytes: 1_000, freeBytes: 300 },
    diskPath: '/var/lib/docker',
  }
  const lookAtHost = (): { readonly last: () => HostMetrics | null } => {
    const ending = new AbortController()
    looks.add(ending)
    let last: HostMetrics | null = null
    metrics.onHost((payload) => (last = payload))
    metrics.watchHost('host', 'host-1', ending.signal).catch(() => undefined)
    return { last: () => last }
  }

  it('tells processors, memory and disk, and the share of the processors from the second look on', async () => {
    docker.meter.setMachine(machine)
    const view = lookAtHost()
    await clock.advance(100)
    const disk = { path: '/var/lib/docker', ...machine.disk }
    expect(view.last()).toMatchObject({ state: 'live', cpuShare: null, processors: 8, memory: machine.memory, disk })
    docker.meter.setMachine({ ...machine, ticks: { busy: 25, whole: 100, processors: 8 } })
    await clock.advance(2_000)
    expect(view.last()).toMatchObject({ cpuShare: 0.25 })
  })

  it('says that nothing is known of a machine out of sight, and that a host is away', async () => {
    const view = lookAtHost()
    await clock.advance(100)
    expect(view.last()).toMatchObject({ state: 'unknown', memory: null })
    const error = new BerthError('host-unreachable', { address: 'x', reason: 'cut' }).data
    hostAccess.setConnection({ kind: 'unreachable', sinceMs: 0, lastSeenAtMs: null, nextTryAtMs: null, error })
    await clock.advance(31_000)
    expect(view.last()?.state).toBe('away')
  })
})

it('Docker’s disk use is asked for once, whoever waits, and given up when nobody does', async () => {
  const release = docker.control.hold('diskUse')
  const [first, second] = [new AbortController(), new AbortController()]
  const asked = [metrics.diskUse('host-1', first.signal), metrics.diskUse('host-1', second.signal)]
  first.abort(new Error('left'))
  await expect(asked[0]).rejects.toThrow('left')
  release()
  await expect(asked[1]).resolves.toMatchObject({ images: null })
  expect(docker.control.calls().filter(({ operation }) => operation === 'diskUse')).toHaveLength(1)
})
