import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import { berthLabels, composeLabels } from '../../domain/label-names'
import { createFakeClock, type FakeClock, pendingWork } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import type { DockerEvent } from '../ports'
import type { HostState } from './host-state'
import { type HostWatcher, watchHost } from './host-watcher'

let clock: FakeClock
let docker: FakeDocker
let watcher: HostWatcher
let states: HostState[]
let events: DockerEvent[]
let heartbeat: string | null
let isDeploying: boolean

const image = 'registry.example.com/shop/web:develop'

beforeEach(() => {
  clock = createFakeClock()
  docker = createFakeDocker(clock)
  docker.control.addImage(image)
  states = []
  events = []
  heartbeat = '1'
  isDeploying = false
})

afterEach(async () => {
  await watcher.close()
  expect(clock.sleepers()).toBe(0)
  expect(docker.control.listeners()).toBe(0)
})

function start(): void {
  watcher = watchHost({
    client: docker,
    clock,
    log: () => undefined,
    random: () => 1,
    lastSeenAtMs: 42,
    readHeartbeat: async () => heartbeat,
    isOwnLock: (deploymentId) => deploymentId === 'own',
    isDeploying: (slot) => isDeploying && (slot === 'dev1' || slot === null),
    listener: { changed: (state) => states.push(state), containerEvent: (event) => events.push(event) },
  })
}

function addWeb(slot: string, started = true): string {
  const labels = { [composeLabels.project]: slot, [composeLabels.service]: 'web' }
  return docker.control.addContainer(`${slot}-web-1`, { Image: image, Labels: labels }, started)
}

const seen = (): readonly string[] =>
  (watcher.state().observation?.containers ?? []).map((container) => `${container.name} ${container.status}`)
const connectionKinds = (): readonly HostConnection['kind'][] => states.map((state) => state.connection.kind)
const inspects = (): number => docker.control.calls().filter((call) => call.operation === 'observeContainer').length

describe('connecting', () => {
  it('begins as old, and tells once, when everything has been seen', async () => {
    addWeb('dev1')
    addWeb('dev2', false)
    docker.control.addContainer('other', { Image: image, Labels: {} })
    start()
    expect(watcher.state().connection).toEqual({ kind: 'connecting', lastSeenAtMs: 42 })
    await watcher.settled
    expect(states).toHaveLength(1)
    expect(states[0]).toMatchObject({ connection: { kind: 'connected' }, info: { apiVersion: '1.41' } })
    expect(seen()).toEqual(['dev1-web-1 running', 'dev2-web-1 created'])
    expect([...(states[0]?.observation?.images.values() ?? [])].map((known) => known.tags)).toEqual([[image]])
    expect(inspects()).toBe(2)
  })

  it('sees what changes between the list and the end of the first look', async () => {
    const id = addWeb('dev1')
    const release = docker.control.hold('observeContainer')
    start()
    await pendingWork()
    docker.control.stop(id)
    addWeb('dev2')
    release()
    await watcher.settled
    await clock.advance(25)
    expect(seen()).toEqual(['dev1-web-1 exited', 'dev2-web-1 running'])
  })

  it('shows the rest of a host where one container cannot be inspected', async () => {
    addWeb('dev1')
    addWeb('dev2')
    docker.control.fail('observeContainer', new BerthError('docker-refused', { operation: 'x', reason: 'y' }))
    start()
    await watcher.settled
    expect(seen()).toEqual(['dev2-web-1 running'])
    await clock.advance(30_000)
    expect(seen()).toHaveLength(2)
  })

  it('looks every few seconds where no live stream is to be had, and says so', async () => {
    const id = addWeb('dev1')
    docker.control.fail('events', new BerthError('streams-full', { address: 'x', limit: 0 }))
    start()
    await watcher.settled
    expect(watcher.state().connection).toMatchObject({ kind: 'connected', updates: 'polled' })
    docker.control.stop(id)
    await clock.advance(5_000)
    expect(seen()).toEqual(['dev1-web-1 exited'])
    expect(watcher.state().connection).toMatchObject({ kind: 'connected', updates: 'polled' })
  })

  it('does not try again by itself what only a person can change', async () => {
    docker.control.fail(
      'connect',
      new BerthError('ssh-login-refused', { address: 'x', user: 'u', accepted: '', tried: '' }),
    )
    start()
    await watcher.settled
    expect(watcher.state().connection).toMatchObject({ kind: 'unreachable', nextTryAtMs: null })
    await clock.advance(3_600_000)
    expect(connectionKinds()).toEqual(['unreachable'])
    watcher.retry()
    await pendingWork()
    expect(watcher.state().connection.kind).toBe('connected')
  })

  it('asks at most eight questions at a time', async () => {
    for (let number = 1; number <= 20; number += 1) addWeb(`dev${number}`)
    const release = docker.control.hold('observeContainer')
    start()
    await pendingWork()
    expect(inspects()).toBe(8)
    release()
    await watcher.settled
    expect(inspects()).toBe(20)
  })
})

describe('following events', () => {
  it('looks once at the one container that a burst of events is about', async () => {
    const id = addWeb('dev1')
    addWeb('dev2')
    start()
    await watcher.settled
    docker.control.forgetCalls()
    docker.control.stop(id)
    docker.control.start(id)
    docker.control.stop(id)
    await clock.advance(25)
    expect(docker.control.calls().map((call) => [call.operation, call.arguments[0]])).toEqual([
      ['observeContainer', id],
    ])
    expect(seen()).toContain('dev1-web-1 exited')
    expect(states).toHaveLength(2)
  })

  it('leaves what it deploys itself alone for a moment, but sees at once how it ends', async () => {
    const id = addWeb('dev1')
    const other = addWeb('dev2')
    start()
    await watcher.settled
    docker.control.forgetCalls()
    isDeploying = true
    docker.control.stop(other)
    await clock.advance(25)
    expect(seen()).toContain('dev2-web-1 exited')
    docker.control.forgetCalls()
    docker.control.stop(id)
    docker.control.start(id)
    docker.control.addImage(image, { id: 'sha256:moved' })
    await clock.advance(599)
    expect(docker.control.calls()).toEqual([])
    await clock.advance(1)
    expect(docker.control.calls().map(({ operation }) => operation)).toEqual(['observeContainer'])
    docker.control.forgetCalls()
    docker.control.stop(id)
    await clock.advance(100)
    isDeploying = false
    await clock.advance(50)
    expect(seen()).toContain('dev1-web-1 exited')
    isDeploying = true
    await docker.renameContainer(id, 'dev1-web-2', new AbortController().signal)
    await clock.advance(25)
    expect(seen()).toContain('dev1-web-2 exited')
  })

  it('is not woken by the checks of a container, nor by containers of nobody', async () => {
    const id = addWeb('dev1')
    start()
    await watcher.settled
    docker.control.forgetCalls()
    for (const action of ['exec_create: check', 'exec_start: check', 'exec_die', 'kill']) {
      docker.control.emitEvent({ kind: 'container', action, id, attributes: {} })
    }
    docker.control.addContainer('other', { Image: image, Labels: {} })
    await clock.advance(100)
    expect(docker.control.calls()).toEqual([])
    expect(states).toHaveLength(1)
    expect(events.length).toBeGreaterThan(4)
  })

  it('does not let a late answer bring back what was destroyed', async () => {
    const id = addWeb('dev1')
    start()
    await watcher.settled
    docker.control.stop(id)
    const stale = docker.control.before('observeContainer', () => {
      stale()
      docker.control.remove(id)
    })
    await clock.advance(60)
    expect(seen()).toEqual([])
  })

  it('keeps the exit code of a run that another one followed', async () => {
    const id = addWeb('dev1')
    start()
    await watcher.settled
    docker.control.exit(id, 3)
    docker.control.start(id)
    await clock.advance(25)
    expect(watcher.state().observation?.containers[0]).toMatchObject({ status: 'running', exitCode: 3 })
  })

  it('reads the images again when tags change, and shows the old ones meanwhile', async () => {
    addWeb('dev1')
    start()
    await watcher.settled
    docker.control.addImage(`${image}-2`, { id: [...(states[0]?.observation?.images.keys() ?? [])][0] ?? '' })
    docker.control.emitEvent({ kind: 'image', action: 'tag', id: 'x', attributes: {} })
    await clock.advance(299)
    expect(states).toHaveLength(1)
    await clock.advance(1)
    expect([...(watcher.state().observation?.images.values() ?? [])][0]?.tags).toEqual([image, `${image}-2`])
  })

  it('finds what no event told of with the slow look, and unsettled containers sooner', async () => {
    const id = docker.control.addContainer('dev1-web-1', {
      Image: image,
      Labels: { [composeLabels.project]: 'dev1', [composeLabels.service]: 'web' },
      Healthcheck: { Test: ['CMD', 'true'] },
    })
    start()
    await watcher.settled
    docker.control.setHealth(id, 'unhealthy', 'first')
    await clock.advance(25)
    docker.control.setHealth(id, 'unhealthy', 'second')
    await clock.advance(3_000)
    expect(watcher.state().observation?.containers[0]?.failingStreak).toBe(2)
  })
})

describe('a host that goes away', () => {
  it('keeps what was known, tries again, and is back with what changed meanwhile', async () => {
    const id = addWeb('dev1')
    start()
    await watcher.settled
    await clock.advance(5_000)
    docker.control.down()
    await pendingWork()
    expect(watcher.state()).toMatchObject({
      connection: {
        kind: 'unreachable',
        sinceMs: clock.nowMs(),
        lastSeenAtMs: clock.nowMs(),
        nextTryAtMs: null,
        error: { code: 'host-unreachable' },
      },
      observation: { containers: [{ id }] },
    })
    await expect(watcher.lookAgain(new AbortController().signal)).rejects.toMatchObject({ code: 'host-unreachable' })
    await clock.advance(10_000)
    expect(connectionKinds().filter((kind) => kind === 'unreachable').length).toBeGreaterThan(3)
    docker.control.remove(id)
    docker.control.up()
    addWeb('dev2')
    await clock.advance(2_000)
    expect(watcher.state().connection.kind).toBe('connected')
    expect(seen()).toEqual(['dev2-web-1 running'])
  })

  it('is asked at once when a person wants it', async () => {
    docker.control.fail('connect', new BerthError('permission-denied', { address: 'x' }), 6)
    start()
    await watcher.settled
    // Tried at 0, 0.5, 1.5, 3.5, 7.5 and 15.5 s; the next turn would be at 31.5 s.
    await clock.advance(20_000)
    expect(watcher.state().connection).toMatchObject({ kind: 'unreachable', nextTryAtMs: expect.any(Number) as number })
    watcher.retry()
    await pendingWork()
    expect(watcher.state().connection.kind).toBe('connected')
  })

  it('is noticed by the ping where the events only fall silent', async () => {
    start()
    await watcher.settled
    docker.control.fail('ping', new BerthError('docker-timeout', { operation: 'ping', seconds: 10 }))
    await clock.advance(5_000)
    expect(watcher.state().connection).toMatchObject({ kind: 'unreachable', error: { code: 'docker-timeout' } })
  })
})

describe('locks of others', () => {
  const lockLabels = (deployment: string): Record<string, string> => ({
    [berthLabels.lock]: 'dev1',
    [berthLabels.lockOwner]: '김하나',
    [berthLabels.lockDeployment]: deployment,
  })
  const alive = (): unknown => watcher.state().observation?.locks.map((lock) => [lock.owner, lock.alive])

  it('count as dead once the heartbeat stood still for 30 s, and live again with the next beat', async () => {
    start()
    await watcher.settled
    const id = docker.control.addContainer('lock', { Image: image, Labels: lockLabels('foreign') }, false)
    await clock.advance(25)
    expect(alive()).toEqual([['김하나', null]])
    await clock.advance(10_000)
    heartbeat = '2'
    await clock.advance(10_000)
    expect(alive()).toEqual([['김하나', true]])
    await clock.advance(24_000)
    expect(alive()).toEqual([['김하나', true]])
    await clock.advance(5_000)
    expect(alive()).toEqual([['김하나', false]])
    heartbeat = '3'
    await clock.advance(10_000)
    expect(alive()).toEqual([['김하나', true]])
    docker.control.remove(id)
    await clock.advance(25)
    expect(alive()).toEqual([])
  })

  it('of this engine itself are nobody’s business, unless they were left behind', async () => {
    start()
    await watcher.settled
    docker.control.addContainer('lock', { Image: image, Labels: lockLabels('own') }, false)
    await clock.advance(30_000)
    expect(alive()).toEqual([])
    await clock.advance(20_000)
    expect(alive()).toEqual([['김하나', false]])
  })

  it('are not judged by a time in which nobody could look', async () => {
    start()
    await watcher.settled
    docker.control.addContainer('lock', { Image: image, Labels: lockLabels('foreign') }, false)
    await clock.advance(20_000)
    docker.control.down()
    await clock.advance(120_000)
    docker.control.up()
    await clock.advance(15_000)
    expect(alive()).toEqual([['김하나', null]])
  })
})
