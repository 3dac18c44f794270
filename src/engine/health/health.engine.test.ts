import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShop, type Shop } from '../../../e2e/harness/shop'
import { waitUntil } from '../../../e2e/harness/wait-until'
import { slotHealthSchema, type ServiceHealthView } from '../../contract/health-contract'
import { emptyBoard } from '../../domain/board-patch'
import { type HealthReason, healthReasonSchema } from '../../domain/health-reason'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { createFakeLedgerAccess } from '../../testing/fake-ledger-access'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import { systemClock } from '../system-clock'
import { createBoardKeeper } from '../watch/board-keeper'
import { createWatchedHosts } from '../watch/watched-hosts'
import { createServiceAsk } from './ask-service'
import { createHealth, type Health } from './health'

const never = new AbortController().signal
const clientOf = (address: string) => createDockerClient(socketRoute(address), { clock: systemClock })
let shop: Shop
let home: string
let watching: Watching

type Watching = { readonly health: Health; readonly close: () => Promise<void> }

/** What the composition root does for health, and no more. */
function watch(): Watching {
  const ledger = createFakeLedgerAccess(systemClock)
  const keeper = createBoardKeeper({
    readKickoff: () => kickoffReader(defaultKickoffPattern),
    activities: () => new Map(),
    ledger: () => ({ state: null, nowMs: systemClock.nowMs() }),
    strays: () => new Map(),
    tagsNow: () => undefined,
    initial: emptyBoard,
    onPatches: () => undefined,
  })
  const hosts = createWatchedHosts({
    clock: systemClock,
    log: () => undefined,
    random: Math.random,
    isOwnLock: () => false,
    isDeploying: () => false,
    readHeartbeat: async () => null,
    lastSeenAtMs: () => null,
    createClient: ({ address }) => clientOf(address),
    onState: (hostId, state) => {
      keeper.setState(hostId, state)
      health.changed(hostId, state)
    },
  })
  const health = createHealth({
    hostAccess: hosts.access,
    ledger,
    clock: systemClock,
    log: () => undefined,
    homeDirectory: home,
    isKept: true,
    slots: (hostId) => keeper.board().hosts.find(({ host }) => host.id === hostId)?.slots ?? [],
    onChange: () => undefined,
  })
  const settings = [{ id: 'one', name: 'one', address: shop.engine.address }]
  keeper.setHosts(settings)
  hosts.setHosts(settings)
  const close = async (): Promise<void> => {
    await health.close()
    await hosts.close()
  }
  return { health, close }
}

const address = { hostId: 'one', slot: 'dev1' }
async function read(service: string): Promise<ServiceHealthView> {
  const slot = await watching.health.read({ ...address, spanMs: 86_400_000, probes: 'none' }, never)
  const found = slotHealthSchema.parse(slot).services.find((one) => one.service === service)
  if (found === undefined) throw new Error(`no service ${service}`)
  return found
}
async function explain(service: string): Promise<HealthReason | null> {
  const reason = await watching.health.explain(address.hostId, address.slot, service, never)
  return reason && healthReasonSchema.parse(reason)
}
const kinds = async (service: string): Promise<readonly string[]> => (await read(service)).notes.map(({ kind }) => kind)

const tell = async (service: 'api' | 'web' | 'admin', path: string): Promise<void> => {
  const port = shop.slots['dev1']?.ports[service]
  await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST' })
}
const eventually = (what: string, check: () => Promise<void>): Promise<unknown> =>
  waitUntil(what, 60_000, async () => {
    await check()
    return true
  })

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'berth-health-'))
  shop = await startShop({
    name: 'health',
    slots: { dev1: 'dashboard' },
    onHost: [],
    inRegistry: [],
    checks: 'prompt',
  })
  await shop.untilHealthy('dev1')
  watching = watch()
  await eventually('the slot to be seen', async () => void (await read('api')))
}, 240_000)

afterAll(async () => {
  await watching.close()
  shop.remove()
  await rm(home, { recursive: true })
})

describe('the health of real containers, checked every second', () => {
  it('is a strip without a hole or a double, though Docker keeps five results', async () => {
    await eventually('twenty checks', async () => expect((await read('web')).checks.length).toBeGreaterThan(20))
    const { checks, known } = await read('web')
    const starts = checks.map(({ startedAtMs }) => startedAtMs)
    expect(new Set(starts).size).toBe(starts.length)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    // One is made a second after the last has ended.
    const gaps = starts.slice(1).map((startedAtMs, index) => startedAtMs - (starts[index] ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(2_000 + Math.max(...checks.map(({ durationMs }) => durationMs)))
    expect(known).toHaveLength(1)
    expect(checks.every(({ kind, code }) => kind === 'passed' && code === 0)).toBe(true)
  })

  it('tells when a check began to fail, with what it wrote and since which release, and that it recovered', async () => {
    const beforeMs = Date.now()
    await tell('api', '/fail?why=503%20db%20DOWN')
    await eventually('api to be unhealthy', async () => expect(await kinds('api')).toContain('unhealthy'))
    await eventually('the reason', async () => expect(await explain('api')).not.toBeNull())
    const reason = await explain('api')
    expect(reason).toMatchObject({
      cause: { kind: 'check-failing' },
      isBeginningKnown: true,
      cameWithIt: false,
      release: 'kickoff-240510-dashboard',
      deployment: null,
      logProblem: null,
    })
    expect(reason?.beganAtMs).toBeGreaterThan(beforeMs - 1_000)
    expect(reason?.failingCheck?.output).toContain('503 db DOWN')
    expect(reason?.logLines.length).toBeGreaterThan(0)
    const failed = (await read('api')).checks.filter(({ kind }) => kind === 'failed')
    const [first] = failed
    if (first === undefined) throw new Error('no failed check')
    expect(await watching.health.output({ ...address, service: 'api', ...first }, never)).toContain('503 db DOWN')
    await tell('api', '/recover')
    await eventually('api to be healthy', async () => expect((await kinds('api')).at(-1)).toBe('healthy'))
    await eventually('nothing to explain', async () => expect(await explain('api')).toBeNull())
  })

  it('tells of an exit and the restart by the policy, once, with its code', async () => {
    await tell('web', '/exit?code=3')
    await eventually('web to be restarted', async () => expect(await kinds('web')).toContain('restarted'))
    await eventually('web to be healthy', async () => expect((await kinds('web')).at(-1)).toBe('healthy'))
    expect((await read('web')).notes).toMatchObject([
      { kind: 'exited', exitCode: 3, outOfMemory: false },
      { kind: 'restarted', times: 1 },
      { kind: 'healthy' },
    ])
  })

  it('tells that the kernel killed it over its memory', async () => {
    await tell('admin', '/eat')
    await eventually('admin to be killed', async () => expect(await kinds('admin')).toContain('restarted'))
    const exits = (await read('admin')).notes.filter((note) => note.kind === 'exited')
    expect(exits).toMatchObject([{ exitCode: 137, outOfMemory: true, limitBytes: 268_435_456 }])
  })

  it('is there after a restart of Berth, which has seen what changed meanwhile and knows what it did not see', async () => {
    const before = await read('web')
    await watching.close()
    const id = await shop.containerId('dev1', 'web')
    await shop.engine.call({ method: 'POST', path: `/containers/${id}/restart?t=1` })
    type Inspect = { readonly State: { readonly Health: { readonly Log: readonly { readonly Start: string }[] } } }
    const aloneSinceMs = Date.now()
    await waitUntil('checks to be forgotten by Docker', 60_000, async () => {
      const { State } = await shop.engine.read<Inspect>(`/containers/${id}/json`)
      return Date.parse(State.Health.Log[0]?.Start ?? '') > aloneSinceMs + 1_500
    })
    watching = watch()
    await eventually('the slot to be seen', async () => expect(await kinds('web')).toContain('restarted'))
    const after = await read('web')
    expect(after.checks.slice(0, before.checks.length)).toEqual(before.checks)
    expect(after.notes.slice(before.notes.length)).toMatchObject([{ kind: 'exited' }, { kind: 'restarted', times: 0 }])
    expect(after.known.length).toBe(2)
  })
})

describe('asking a real service over HTTP', () => {
  it('goes through the published port here, and through Docker where the host is another machine', async () => {
    const client = clientOf(shop.engine.address)
    const id = (await shop.containerId('dev1', 'api')) ?? ''
    const asked = { service: 'api', id, http: { path: '/health', containerPort: 8080 } }
    const unasked = async (): Promise<never> => Promise.reject(new Error('asked from here'))
    const far = createServiceAsk({ ...client, address: 'ssh://far' }, systemClock, unasked)
    const answers = [await createServiceAsk(client, systemClock)(asked, never), await far(asked, never)]
    for (const answer of answers) expect(answer).toMatchObject({ kind: 'answered', answer: { status: 200 } })
    client.close()
  })
})
