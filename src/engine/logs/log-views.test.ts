import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HistoryEntry } from '../../contract/history'
import { type LogViewState, noService } from '../../contract/log-contract'
import { BerthError } from '../../domain/berth-error'
import { composeLabels } from '../../domain/label-names'
import { createFakeClock, type FakeClock, pendingWork } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { createFakeHostAccess, type FakeHostAccess } from '../../testing/fake-host-access'
import { logBudgetOf } from './log-memory'
import { createLogViews, type LogViews } from './log-views'
import type { SlotHistory } from './slot-deployments'

const never = new AbortController().signal

/** A history that a test writes. */
function createFakeHistory(): SlotHistory & { readonly set: (entries: readonly HistoryEntry[]) => void } {
  const listeners = new Set<() => void>()
  let entries: readonly HistoryEntry[] = []
  return {
    deployments: async () => entries,
    onChange: (_, listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set: (next) => {
      entries = next
      for (const listener of listeners) listener()
    },
  }
}

type World = {
  readonly history: ReturnType<typeof createFakeHistory>
  readonly clock: FakeClock
  readonly docker: FakeDocker
  readonly hostAccess: FakeHostAccess
  readonly views: LogViews
  readonly states: LogViewState[]
}

function newWorld(): World {
  const clock = createFakeClock()
  const docker = createFakeDocker(clock)
  docker.control.addImage('shop/app:one')
  docker.control.addImage('shop/app:two')
  const hostAccess = createFakeHostAccess(docker)
  const history = createFakeHistory()
  const views = createLogViews({
    hostAccess,
    history,
    clock,
    log: () => undefined,
    resolveSaveTarget: async () => null,
    budget: logBudgetOf(512),
  })
  const states: LogViewState[] = []
  views.onChange((state) => states.push(state))
  return { history, clock, docker, hostAccess, views, states }
}

describe('createLogViews', () => {
  let world = newWorld()
  beforeEach(() => (world = newWorld()))
  afterEach(() => world.views.closeAll())

  const addService = (service: string, name = `dev1_${service}_1`, tag = 'one', started = true): string => {
    const Labels = { [composeLabels.project]: 'dev1', [composeLabels.service]: service }
    return world.docker.control.addContainer(name, { Image: `shop/app:${tag}`, Labels }, started)
  }
  const open = (
    options: {
      services?: readonly string[]
      tail?: number | null
      sinceMs?: number
      untilMs?: number
      follow?: boolean
    } = {},
  ): string => {
    const source = {
      hostId: 'host-1',
      slot: 'dev1',
      services: options.services === undefined ? null : [...options.services],
    }
    return world.views.open(source, {
      tail: options.tail ?? null,
      sinceMs: options.sinceMs ?? null,
      untilMs: options.untilMs ?? null,
      follow: options.follow ?? true,
    })
  }
  /** Lets everything run that is due, and time pass for what only waits for the others. */
  const settle = async (durationMs = 400): Promise<void> => {
    await world.clock.advance(durationMs)
    await pendingWork()
  }
  const rows = (viewId: string): readonly string[] => {
    const state = world.states.filter((each) => each.viewId === viewId).at(-1)
    const { service, kind, texts } = world.views.read(viewId, -10_000, 20_000, 1_000)
    return texts.map((text, index) => {
      const name = service[index] === noService ? 'dev1' : (state?.services[service[index] ?? 0] ?? '?')
      return kind[index] === 2 ? `--- ${name} ${text.replaceAll('\t', ' ').trim()}` : `${name} ${text}`
    })
  }
  const at = (second: number): { timestamp: string } => ({
    timestamp: `2024-05-10T09:00:${String(second).padStart(2, '0')}.000000001Z`,
  })

  it('merges the lines of a slot in time order and goes on following', async () => {
    const [api, web] = [addService('api'), addService('web')]
    world.docker.control.appendLog(web, 'w1', at(1))
    world.docker.control.appendLog(api, 'a2', at(2))
    world.docker.control.appendLog(web, 'w3', at(3))
    await world.hostAccess.look()
    const view = open()
    await settle()
    expect(rows(view)).toEqual(['web w1', 'api a2', 'web w3'])
    world.docker.control.appendLog(api, 'a4', { ...at(4), stream: 'stderr' })
    await settle()
    expect(rows(view).at(-1)).toBe('api a4')
    expect(world.states.at(-1)).toMatchObject({
      services: ['api', 'web'],
      counts: [2, 2],
      first: 0,
      count: 4,
      following: true,
    })
  })

  it('begins with the newest lines of each container and can leave services out', async () => {
    const [api, web] = [addService('api'), addService('web')]
    for (const second of [1, 2, 3]) {
      world.docker.control.appendLog(api, `a${second}`, at(second))
      world.docker.control.appendLog(web, `w${second}`, at(second))
    }
    await world.hostAccess.look()
    const view = open({ tail: 2, services: ['api'], follow: false })
    await settle()
    expect(rows(view)).toEqual(['api a2', 'api a3'])
    expect(world.states.at(-1)).toMatchObject({ following: false, services: ['api'] })
    expect(world.hostAccess.listeners()).toBe(0)
  })

  it('begins at a moment with all that came since, and goes on', async () => {
    const api = addService('api')
    for (const second of [1, 2, 3]) world.docker.control.appendLog(api, `a${second}`, at(second))
    await world.hostAccess.look()
    const view = open({ sinceMs: Date.parse(at(2).timestamp) })
    await settle()
    expect(rows(view)).toEqual(['api a2', 'api a3'])
    world.docker.control.appendLog(api, 'a4', at(4))
    await settle()
    expect(rows(view)).toEqual(['api a2', 'api a3', 'api a4'])
  })

  it('goes on after a restart, with markers and without a double line', async () => {
    const api = addService('api')
    world.docker.control.appendLog(api, 'a1', at(1))
    await world.hostAccess.look()
    const view = open()
    await settle()
    world.docker.control.exit(api, 137)
    await settle()
    world.docker.control.start(api)
    world.docker.control.appendLog(api, 'a2', at(2))
    await world.hostAccess.look()
    await settle()
    expect(rows(view)).toEqual(['api a1', '--- api exited 137', '--- api started', 'api a2'])
  })

  it('picks up the new container of a service and keeps the lines of the old one', async () => {
    const old = addService('api')
    world.docker.control.appendLog(old, 'old', at(1))
    await world.hostAccess.look()
    const view = open({ tail: 1 })
    await settle()
    const fresh = addService('api', 'dev1_api_1.berth-x', 'two', false)
    await world.hostAccess.look()
    await settle()
    world.docker.control.stop(old)
    await settle()
    world.docker.control.start(fresh)
    for (const second of [2, 3]) world.docker.control.appendLog(fresh, `new${second}`, at(second))
    await world.hostAccess.look()
    await settle()
    world.docker.control.remove(old)
    await world.hostAccess.look()
    await settle()
    expect(rows(view)).toEqual(['api old', '--- api exited 143', '--- api replaced two', 'api new2', 'api new3'])
    expect(world.states.at(-1)?.services).toEqual(['api'])
  })

  it('comes back after the host was away, with what was written meanwhile and nothing twice', async () => {
    const api = addService('api')
    for (const second of [1, 2]) world.docker.control.appendLog(api, `a${second}`, at(second))
    world.docker.control.appendLog(api, 'same instant', at(2))
    await world.hostAccess.look()
    const view = open()
    await settle()
    world.docker.control.down()
    await settle(3_000)
    expect(world.states.at(-1)?.problems).toMatchObject([{ service: 'api', code: 'host-unreachable' }])
    world.docker.control.appendLog(api, 'third of the instant', at(2))
    world.docker.control.appendLog(api, 'a3', at(3))
    world.docker.control.up()
    world.hostAccess.setConnection({ kind: 'connected', sinceMs: 0, latencyMs: 1 })
    await settle()
    expect(rows(view)).toEqual(['api a1', 'api a2', 'api same instant', 'api third of the instant', 'api a3'])
    expect(world.states.at(-1)?.problems).toEqual([])
  })

  it('marks the place where Docker lost lines while nobody read them', async () => {
    const api = addService('api')
    world.docker.control.appendLog(api, 'a1', at(1))
    await world.hostAccess.look()
    const view = open()
    await settle()
    world.docker.control.down()
    await settle()
    world.docker.control.forgetLog(api)
    world.docker.control.appendLog(api, 'a9', at(9))
    world.docker.control.up()
    await settle(11_000)
    expect(rows(view)).toEqual(['api a1', '--- api gap', 'api a9'])
  })

  it('names a log driver that cannot be read and reads the other services', async () => {
    const [api, web] = [addService('api'), addService('web')]
    world.docker.control.appendLog(web, 'w1', at(1))
    world.docker.control.fail('logs', new BerthError('log-unreadable', { service: 'dev1_api_1', driver: 'none' }))
    await world.hostAccess.look()
    const view = open()
    await settle()
    await world.hostAccess.look()
    await settle()
    expect(world.states.at(-1)?.problems).toMatchObject([
      {
        service: 'api',
        code: 'log-unreadable',
        message: expect.stringContaining('log of api back (log driver "none")'),
      },
    ])
    expect(rows(view)).toEqual(['web w1'])
    expect(
      world.docker.control.calls().filter((call) => call.arguments[0] === api && call.operation === 'logs'),
    ).toHaveLength(1)
  })

  it('tells of a flood ten times a second, with the last state in the end', async () => {
    const api = addService('api')
    await world.hostAccess.look()
    const view = open()
    await settle(1_000)
    const before = world.states.length
    for (let step = 0; step < 100; step += 1) {
      world.docker.control.appendLog(api, `line ${step}`, at(1))
      await world.clock.advance(10)
    }
    await settle(200)
    expect(world.states.length - before).toBeLessThanOrEqual(12)
    expect(world.states.at(-1)).toMatchObject({ viewId: view, count: 100 })
  })

  it('refuses what is not there by name, and more views than it holds', async () => {
    addService('api')
    await world.hostAccess.look()
    expect(() => open({ services: ['db'] })).toThrowError(expect.objectContaining({ code: 'service-unknown' }))
    const elsewhere = { hostId: 'host-1', slot: 'dev9', services: null }
    expect(() => world.views.open(elsewhere, { tail: null, sinceMs: null, follow: true })).toThrowError(
      expect.objectContaining({ code: 'slot-unknown' }),
    )
    for (let count = 0; count < 32; count += 1) open()
    expect(() => open()).toThrowError(expect.objectContaining({ code: 'log-views-full' }))
  })

  it('keeps back what other services had not shown yet, and fetches it in the order of time', async () => {
    const [api, web] = [addService('api'), addService('web')]
    for (const second of [1, 3, 5, 7, 9]) world.docker.control.appendLog(api, `a${second}`, at(second))
    for (const second of [2, 8]) world.docker.control.appendLog(web, `w${second}`, at(second))
    await world.hostAccess.look()
    const view = open({ tail: 2 })
    await settle(1_500)
    expect(rows(view)).toEqual(['api a7', 'web w8', 'api a9'])
    expect(world.states.at(-1)).toMatchObject({ older: 'more', first: 0, held: 3 })
    await world.views.readOlder(view, never)
    await settle()
    expect(rows(view)).toEqual(['api a1', 'web w2', 'api a3', 'api a5', 'api a7', 'web w8', 'api a9'])
    expect(world.states.at(-1)).toMatchObject({ older: 'none', first: -4, held: 7, counts: [5, 2] })
    world.docker.control.appendLog(web, 'w10', at(10))
    await settle()
    expect(rows(view).at(-1)).toBe('web w10')
  })

  it('shows at once the lines of services that have no more than was asked for', async () => {
    const [api, web] = [addService('api'), addService('web')]
    for (const second of [7, 9]) world.docker.control.appendLog(api, `a${second}`, at(second))
    for (const second of [1, 2]) world.docker.control.appendLog(web, `w${second}`, at(second))
    await world.hostAccess.look()
    const view = open({ tail: 1_000 })
    await settle(1_500)
    expect(rows(view)).toEqual(['web w1', 'web w2', 'api a7', 'api a9'])
    expect(world.states.at(-1)?.older).toBe('none')
  })

  it('fetches what was before the moment it began at, and says when there is nothing more', async () => {
    const api = addService('api')
    for (const second of [1, 2, 3]) world.docker.control.appendLog(api, `a${second}`, at(second))
    world.docker.control.appendLog(api, 'a3 too', at(3))
    await world.hostAccess.look()
    const view = open({ sinceMs: Date.parse(at(3).timestamp) })
    await settle()
    expect([rows(view), world.states.at(-1)?.older]).toEqual([['api a3', 'api a3 too'], 'more'])
    await world.views.readOlder(view, never)
    await settle()
    expect([rows(view), world.states.at(-1)?.older]).toEqual([['api a1', 'api a2', 'api a3', 'api a3 too'], 'none'])
  })

  it('ends at a moment', async () => {
    const api = addService('api')
    for (const second of [1, 2, 3]) world.docker.control.appendLog(api, `a${second}`, at(second))
    await world.hostAccess.look()
    const view = open({ untilMs: Date.parse(at(2).timestamp) + 1, follow: false })
    await settle()
    expect(rows(view)).toEqual(['api a1', 'api a2'])
  })

  it('marks deployments in their place in time, those that go on too, and those before the first line not', async () => {
    const api = addService('api')
    for (const second of [2, 6]) world.docker.control.appendLog(api, `a${second}`, at(second))
    const entry = (id: string, second: number, tookMs: number | null): HistoryEntry => ({
      id,
      hostId: 'host-1',
      slot: 'dev1',
      atMs: Date.parse(at(second).timestamp),
      by: '하나',
      event: {
        kind: 'deployment',
        deploymentId: id,
        number: 1,
        operation: 'switch',
        from: { tag: 'one', kickoff: null, revision: null, version: null },
        to: { tag: 'two', kickoff: null, revision: null, version: null },
        services: ['api'],
        result: tookMs === null ? 'running' : 'succeeded',
        error: null,
        tookMs,
        reason: '',
      },
    })
    world.history.set([entry('d2', 3, 2_000), entry('d1', 1, 500)])
    await world.hostAccess.look()
    const view = open()
    await settle()
    const d2 = ['--- dev1 deploy-started d2 하나 two one', '--- dev1 deploy-done d2 하나 two one 2000']
    expect(rows(view)).toEqual(['api a2', ...d2, 'api a6'])
    world.history.set([entry('d3', 8, null), entry('d2', 3, 2_000)])
    await settle()
    expect(rows(view).slice(3)).toEqual(['api a6', '--- dev1 deploy-started d3 하나 two one'])
  })

  it('leaves nothing running when a view is closed', async () => {
    const api = addService('api')
    await world.hostAccess.look()
    const view = open()
    await settle()
    world.views.close(view)
    await settle()
    expect([world.clock.sleepers(), world.hostAccess.listeners()]).toEqual([0, 0])
    const told = world.states.length
    world.docker.control.appendLog(api, 'late', at(1))
    await settle()
    expect(world.states).toHaveLength(told)
    expect(() => world.views.read(view, 0, 1, 80)).toThrowError(expect.objectContaining({ code: 'log-view-unknown' }))
    await expect(
      world.views.search(view, { text: 'x', kind: 'literal', matchCase: false, before: null }, never),
    ).rejects.toMatchObject({ code: 'log-view-unknown' })
  })
})
