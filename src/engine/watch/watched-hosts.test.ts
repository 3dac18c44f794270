import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { Board } from '../../domain/board'
import { applyBoardPatch, emptyBoard } from '../../domain/board-patch'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { composeLabels } from '../../domain/label-names'
import type { HostSetting } from '../../domain/settings'
import { createFakeClock, type FakeClock, pendingWork } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { type BoardKeeper, createBoardKeeper } from './board-keeper'
import { createWatchedHosts, type WatchedHosts } from './watched-hosts'

const image = 'registry.example.com/shop/web:develop'
const host = (id: string, name = id): HostSetting => ({ id, name, address: `unix:///${id}.sock` })

let clock: FakeClock
let dockers: Map<string, FakeDocker>
let keeper: BoardKeeper
let hosts: WatchedHosts
/** The board as a client has it that only ever saw the patches. */
let followed: Board
let batches: number

beforeEach(() => {
  clock = createFakeClock()
  dockers = new Map()
  followed = emptyBoard
  batches = 0
  begin(emptyBoard)
})

afterEach(async () => {
  await hosts.close()
  expect(clock.sleepers()).toBe(0)
})

function begin(initial: Board): void {
  keeper = createBoardKeeper({
    readKickoff: () => kickoffReader(defaultKickoffPattern),
    activities: () => new Map(),
    ledger: () => ({ state: null, nowMs: clock.nowMs() }),
    strays: () => new Map(),
    tagsNow: () => undefined,
    initial,
    onPatches: (patches) => {
      followed = patches.reduce(applyBoardPatch, followed)
      batches += 1
    },
  })
  hosts = createWatchedHosts({
    clock,
    log: () => undefined,
    random: () => 1,
    isOwnLock: () => false,
    isDeploying: () => false,
    readHeartbeat: async () => null,
    lastSeenAtMs: () => null,
    createClient: ({ address }) => {
      if (!address.startsWith('unix://')) throw new BerthError('address-unsupported', { address })
      return dockerAt(address)
    },
    onState: keeper.setState,
  })
}

function dockerAt(address: string): FakeDocker {
  const known = dockers.get(address)
  if (known !== undefined) return known
  const docker = createFakeDocker(clock, address)
  docker.control.addImage(image)
  dockers.set(address, docker)
  return docker
}

function addSlot(id: string, slot: string): string {
  const labels = { [composeLabels.project]: slot, [composeLabels.service]: 'web' }
  return dockerAt(host(id).address).control.addContainer(`${slot}-web-1`, { Image: image, Labels: labels })
}

async function watch(...settings: readonly HostSetting[]): Promise<void> {
  keeper.setHosts(settings)
  hosts.setHosts(settings)
  await hosts.settled(new AbortController().signal)
}

const summary = (board: Board): readonly string[] =>
  board.hosts.map(
    (entry) =>
      `${entry.host.name} ${entry.host.connection.kind}: ${entry.slots.map((slot) => `${slot.name} ${slot.state}`).join(', ')}`,
  )

describe('the hosts of the board', () => {
  it('come and go by the settings; one that stays is not disturbed', async () => {
    addSlot('a', 'dev1')
    addSlot('b', 'dev2')
    await watch(host('a'))
    await watch(host('a', 'renamed'), host('b'))
    expect(summary(followed)).toEqual(['renamed connected: dev1 running', 'b connected: dev2 running'])
    expect(
      dockers
        .get(host('a').address)
        ?.control.calls()
        .filter((call) => call.operation === 'connect'),
    ).toHaveLength(1)
    expect(hosts.access.hostName('a')).toBe('renamed')
    await watch(host('b'))
    await pendingWork()
    expect(summary(followed)).toEqual(['b connected: dev2 running'])
    expect(dockers.get(host('a').address)?.control.listeners()).toBe(0)
    expect(() => hosts.access.client('a')).toThrow('There is no host "a".')
    expect(keeper.board()).toEqual(followed)
  })

  it('keep their rows while out of reach, as of when they were last seen', async () => {
    const id = addSlot('a', 'dev1')
    await watch(host('a'))
    dockers.get(host('a').address)?.control.down()
    await pendingWork()
    dockers.get(host('a').address)?.control.stop(id)
    await clock.advance(60_000)
    expect(summary(followed)).toEqual(['a unreachable: dev1 running'])
    dockers.get(host('a').address)?.control.up()
    await clock.advance(2_000)
    expect(summary(followed)).toEqual(['a connected: dev1 stopped'])
  })

  it('stand on the board with the reason where the address cannot be used', async () => {
    await watch({ id: 'x', name: 'far', address: 'tcp://far:2375' }, host('a'))
    expect(followed.hosts[0]?.host.connection).toMatchObject({
      kind: 'unreachable',
      error: { code: 'address-unsupported' },
    })
    expect(followed.hosts[1]?.host.connection.kind).toBe('connected')
    expect(() => hosts.access.client('x')).toThrow('tcp://far:2375')
  })

  it('begin with the rows of an earlier run, and say nothing twice', async () => {
    addSlot('a', 'dev1')
    await watch(host('a'))
    const earlier = followed
    await hosts.close()
    begin(earlier)
    dockers.get(host('a').address)?.control.down()
    await watch(host('a'))
    expect(summary(followed)).toEqual(['a unreachable: dev1 running'])
    const before = batches
    await clock.advance(20_000)
    expect(batches).toBe(before)
  })
})

describe('those who listen to a host', () => {
  it('hear events, observations and breaks until they stop listening, and never disturb each other', async () => {
    const id = addSlot('a', 'dev1')
    await watch(host('a'))
    const heard: string[] = []
    hosts.access.onContainerEvent('a', () => {
      throw new Error('a fault')
    })
    const stop = hosts.access.onContainerEvent('a', (event) => heard.push(event.action))
    hosts.access.onObservation('a', (observation) => heard.push(observation.containers[0]?.status ?? 'none'))
    hosts.access.onConnection('a', (connection) => heard.push(connection.kind))
    const { control } = dockerAt(host('a').address)
    control.exit(id, 1)
    await clock.advance(25)
    control.down()
    await pendingWork()
    control.up()
    await clock.advance(2_000)
    expect(heard.filter((word) => word !== 'unreachable')).toEqual(['die', 'exited', 'connected', 'exited'])
    stop()
    control.start(id)
    await clock.advance(25)
    expect(heard.at(-1)).toBe('running')
    expect(heard).not.toContain('start')
  })

  it('get a look that began after they asked', async () => {
    const id = addSlot('a', 'dev1')
    await watch(host('a'))
    const { control } = dockerAt(host('a').address)
    control.stop(id)
    const observation = await hosts.access.lookAgain('a', new AbortController().signal)
    expect(observation.containers[0]?.status).toBe('exited')
    expect(summary(followed)).toEqual(['a connected: dev1 stopped'])
  })
})
