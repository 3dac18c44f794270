import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildImages } from '../../../e2e/harness/built-image'
import { compose } from '../../../e2e/harness/compose'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { loadImages } from '../../../e2e/harness/load-images'
import { startShop, type Shop } from '../../../e2e/harness/shop'
import type { ServiceName } from '../../../e2e/harness/shop-catalog'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { Board, ServiceView, SlotView } from '../../domain/board'
import { applyBoardPatch, type BoardPatch, emptyBoard } from '../../domain/board-patch'
import { berthLabels, composeLabels } from '../../domain/label-names'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import type { HostSetting } from '../../domain/settings'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import { systemClock } from '../system-clock'
import { createBoardKeeper } from './board-keeper'
import { createWatchedHosts, type WatchedHosts } from './watched-hosts'

const toolImage = 'shop/tool:one'
let shop: Shop
let other: DockerEngine
let watched: Watched

/** Connections that an engine has open, as the kernel lists them: an accepted socket bears the listening one's path. */
const connectionsTo = (engine: DockerEngine): number =>
  readFileSync('/proc/net/unix', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , , , state, , path]) => state === '03' && `unix://${path ?? ''}` === engine.address).length

type Watched = {
  readonly hosts: WatchedHosts
  /** As a client has it that only ever saw the patches. */
  readonly board: () => Board
  /** When each patch came, on the monotonic clock. */
  readonly patches: readonly { readonly atMs: number; readonly patch: BoardPatch }[]
}

function watch(...settings: readonly HostSetting[]): Watched {
  const patches: { atMs: number; patch: BoardPatch }[] = []
  let board = emptyBoard
  const keeper = createBoardKeeper({
    readKickoff: () => kickoffReader(defaultKickoffPattern),
    activities: () => new Map(),
    ledger: () => ({ state: null, nowMs: systemClock.nowMs() }),
    strays: () => new Map(),
    tagsNow: () => undefined,
    initial: emptyBoard,
    onPatches: (made) => {
      board = made.reduce(applyBoardPatch, board)
      patches.push(...made.map((patch) => ({ atMs: performance.now(), patch })))
    },
  })
  const hosts = createWatchedHosts({
    clock: systemClock,
    log: () => undefined,
    random: Math.random,
    isOwnLock: () => false,
    isDeploying: () => false,
    readHeartbeat: async () => null,
    lastSeenAtMs: () => null,
    createClient: ({ address }) => createDockerClient(socketRoute(address), { clock: systemClock }),
    onState: keeper.setState,
  })
  keeper.setHosts(settings)
  hosts.setHosts(settings)
  return { hosts, board: () => board, patches }
}

const never = new AbortController().signal

function slot(host: string, name: string): SlotView {
  const found = watched
    .board()
    .hosts.find((entry) => entry.host.id === host)
    ?.slots.find((row) => row.name === name)
  if (found === undefined) throw new Error(`no slot ${host}/${name}`)
  return found
}
const service = (host: string, name: string, of: string): ServiceView => {
  const found = slot(host, name).services.find((candidate) => candidate.name === of)
  if (found === undefined) throw new Error(`no service ${host}/${name}/${of}`)
  return found
}
const connection = (host: string): string =>
  watched.board().hosts.find((entry) => entry.host.id === host)?.host.connection.kind ?? 'missing'
const states = (host: string, name: string): unknown =>
  Object.fromEntries(slot(host, name).services.map((cell) => [cell.name, cell.state.kind]))

const eventually = async (what: string, check: () => void, timeoutMs = 30_000): Promise<void> => {
  await waitUntil(what, timeoutMs, () => {
    check()
    return true
  })
}

const post = (engine: DockerEngine, path: string, body?: unknown): Promise<string> =>
  engine.call({ method: 'POST', path, body })
const idOf = async (slotName: string, serviceName: ServiceName): Promise<string> => {
  const id = await shop.containerId(slotName, serviceName)
  if (id === null) throw new Error(`no container ${slotName}/${serviceName}`)
  return id
}

async function addTool(engine: DockerEngine, name: string, more: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await post(engine, `/containers/create?name=${name}`, {
    Image: toolImage,
    Cmd: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 0.1; done"],
    ...more,
  })
  return (JSON.parse(answer) as { readonly Id: string }).Id
}

beforeAll(async () => {
  const built = { repository: 'shop/tool', tag: 'one', service: 'tool', version: '1', revision: 'a' } as const
  const tool = {
    ...built,
    createdAt: '2024-05-10T09:00:00Z',
    healthEveryMs: null,
    behaviour: { kind: 'healthy' },
  } as const
  ;[shop, other] = await Promise.all([
    startShop({
      name: 'watch',
      slots: {
        dev1: 'dashboard',
        dev2: 'brokenDatabase',
        dev3: { api: 'crash', admin: 'memory', web: 'slowStart' },
        dev4: 'payment',
      },
    }),
    startDockerEngine({ name: 'watch2' }),
  ])
  await Promise.all([loadImages(other, await buildImages([tool])), loadImages(shop.engine, await buildImages([tool]))])
  watched = watch(
    { id: 'one', name: 'one', address: shop.engine.address },
    { id: 'two', name: 'two', address: other.address },
  )
  await watched.hosts.settled(never)
}, 240_000)

afterAll(async () => {
  await watched.hosts.close()
  shop.remove()
  other.remove()
})

describe('the board of two real engines', () => {
  it('shows four slots of three services in all states', async () => {
    await compose(shop.engine, shop.slots['dev4'] ?? { project: 'dev4', file: '' }, ['stop', '-t', '2'])
    await eventually('dev1 healthy', () => expect(slot('one', 'dev1').state).toBe('healthy'))
    expect(watched.board().hosts.map((entry) => [entry.host.name, entry.slots.map((row) => row.name)])).toEqual([
      ['one', ['dev1', 'dev2', 'dev3', 'dev4']],
      ['two', []],
    ])
    expect(slot('one', 'dev1')).toMatchObject({
      kickoff: { branch: 'kickoff-240510-dashboard', date: '2024-05-10', summary: 'dashboard' },
      version: 'v1.3.10',
      revision: expect.stringMatching(/^5f1c2ab/) as string,
      mixed: false,
      deployedBy: null,
      lock: null,
    })
    expect(service('one', 'dev1', 'web')).toMatchObject({
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
      builtAtMs: Date.UTC(2024, 4, 10, 9),
      health: 'healthy',
      containers: 1,
    })
    await eventually('dev2 unhealthy', () => {
      expect(slot('one', 'dev2').state).toBe('unhealthy')
      expect(service('one', 'dev2', 'api').state).toMatchObject({
        kind: 'unhealthy',
        reason: { kind: 'check-failing', output: '503 db DOWN' },
      })
    })
    await eventually('dev4 stopped', () => {
      expect(slot('one', 'dev4').state).toBe('stopped')
      expect(states('one', 'dev4')).toEqual({ admin: 'stopped', api: 'stopped', web: 'stopped' })
    })
    await eventually('the crash loop', () => {
      expect(slot('one', 'dev3')).toMatchObject({ state: 'unhealthy', mixed: true })
      expect(service('one', 'dev3', 'api').state).toMatchObject({ reason: { kind: 'keeps-exiting', exitCode: 3 } })
      expect(service('one', 'dev3', 'web').state.kind).toBe('healthy')
    })
  })

  it('follows pause, failure, start and removal, and what another person makes of a container', async () => {
    const [api, web] = await Promise.all([idOf('dev4', 'api'), idOf('dev4', 'web')])
    await post(shop.engine, `/containers/${api}/start`)
    await eventually('api up', () => expect(states('one', 'dev4')).toMatchObject({ api: 'healthy' }))
    await post(shop.engine, `/containers/${api}/pause`)
    await eventually('api paused', () => expect(states('one', 'dev4')).toMatchObject({ api: 'paused' }))
    await post(shop.engine, `/containers/${api}/unpause`)
    await post(shop.engine, `/containers/${web}/rename?name=renamed`)
    await eventually('the name', () => expect(service('one', 'dev4', 'web').containerName).toBe('renamed'))
    await shop.engine.call({ method: 'DELETE', path: `/containers/${web}?force=1` })
    await eventually('web gone', () => expect(states('one', 'dev4')).toEqual({ admin: 'stopped', api: 'healthy' }))
  })

  it('shows a lock of somebody else for as long as it is there', async () => {
    const labels = { [berthLabels.lock]: 'dev1', [berthLabels.lockOwner]: '김하나', [berthLabels.lockDeployment]: 'd1' }
    const id = await addTool(shop.engine, 'lock', { Labels: labels })
    await eventually('locked', () => {
      expect(slot('one', 'dev1')).toMatchObject({ state: 'locked', lock: { owner: '김하나', alive: true } })
    })
    await shop.engine.call({ method: 'DELETE', path: `/containers/${id}` })
    await eventually('free again', () => expect(slot('one', 'dev1')).toMatchObject({ state: 'healthy', lock: null }))
  })

  it('keeps up with a container that flaps, and ends with the truth', async () => {
    const labels = { [composeLabels.project]: 'flap', [composeLabels.service]: 'web' }
    const id = await addTool(other, 'flap', { Labels: labels, HostConfig: { NetworkMode: 'none' } })
    for (let round = 0; round < 10; round += 1) {
      await post(other, `/containers/${id}/start`)
      await post(other, `/containers/${id}/kill`)
    }
    await post(other, `/containers/${id}/start`)
    await eventually('running', () => expect(states('two', 'flap')).toEqual({ web: 'running' }))
    const exit = await addTool(other, 'flap2', {
      Labels: { ...labels, [composeLabels.service]: 'job' },
      Cmd: ['sh', '-c', 'exit 4'],
      HostConfig: { NetworkMode: 'none' },
    })
    await post(other, `/containers/${exit}/start`)
    await eventually('the failure', () => {
      expect(service('two', 'flap', 'job').state).toEqual({
        kind: 'unhealthy',
        reason: { kind: 'exited', exitCode: 4 },
      })
    })
  })

  it('tells how long an event takes to become a patch', async () => {
    const id = await addTool(other, 'latency', {
      Labels: { [composeLabels.project]: 'latency', [composeLabels.service]: 'web' },
      HostConfig: { NetworkMode: 'none' },
    })
    const startedAt: number[] = []
    const stop = watched.hosts.access.onContainerEvent('two', (event) => {
      if (event.id === id && event.action === 'start') startedAt.push(performance.now())
    })
    const delays: number[] = []
    for (let round = 1; round <= 20; round += 1) {
      await post(other, `/containers/${id}/start`)
      await eventually('running', () => expect(states('two', 'latency')).toEqual({ web: 'running' }))
      const patch = [...watched.patches]
        .reverse()
        .find((seen) => seen.patch.kind === 'slot' && seen.patch.slot.services[0]?.state.kind === 'running')
      delays.push((patch?.atMs ?? 0) - (startedAt.at(-1) ?? 0))
      await post(other, `/containers/${id}/kill`)
      await eventually('stopped', () => expect(states('two', 'latency')).toEqual({ web: 'stopped' }))
    }
    stop()
    delays.sort((a, b) => a - b)
    expect(startedAt).toHaveLength(20)
    process.stdout.write(`event → patch: p50 ${delays[10]?.toFixed(1)} ms, p95 ${delays[18]?.toFixed(1)} ms\n`)
  })

  it('keeps the rows of an engine that was killed, marked as old, and has it back by itself', async () => {
    const before = slot('two', 'flap')
    await other.kill()
    await eventually('unreachable', () => expect(connection('two')).toBe('unreachable'))
    expect(slot('two', 'flap')).toEqual(before)
    expect(connection('one')).toBe('connected')
    await expect(watched.hosts.access.lookAgain('two', never)).rejects.toMatchObject({ code: 'host-unreachable' })
    await other.start()
    const startedAtMs = performance.now()
    await eventually('connected', () => expect(connection('two')).toBe('connected'))
    process.stdout.write(`engine answers → board live: ${(performance.now() - startedAtMs).toFixed(0)} ms\n`)
    // Without live restore the daemon ends what it finds running.
    await eventually('the truth', () => expect(states('two', 'flap')).toMatchObject({ web: 'stopped' }))
    const labels = { [composeLabels.project]: 'after', [composeLabels.service]: 'web' }
    await addTool(other, 'after', { Labels: labels })
    await eventually('events again', () => expect(states('two', 'after')).toEqual({ web: 'not-run' }))
  })

  it('looks at a slot afresh for a plan, and leaves nothing behind when a host is taken off', async () => {
    const id = await idOf('dev1', 'web')
    await post(shop.engine, `/containers/${id}/stop?t=1`)
    const observation = await watched.hosts.access.lookAgain('one', never)
    expect(observation.containers.find((container) => container.id === id)?.status).toBe('exited')
    expect(connectionsTo(shop.engine)).toBeGreaterThan(0)
    await watched.hosts.close()
    await eventually(
      'all connections to be closed',
      () => expect([shop.engine, other].map(connectionsTo)).toEqual([0, 0]),
      5_000,
    )
  })
})
