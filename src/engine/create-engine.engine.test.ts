import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startShop, type Shop } from '../../e2e/harness/shop'
import { waitUntil } from '../../e2e/harness/wait-until'
import { type EngineEvent, events } from '../contract/events'
import type { Board, SlotView } from '../domain/board'
import { applyBoardPatch, emptyBoard } from '../domain/board-patch'
import type { Deployment } from '../domain/deployment'
import { createEngine } from './create-engine'
import type { Engine } from './engine'
import { nobodyAsked } from '../testing/nobody-asked'
import { systemClock } from './system-clock'

const never = new AbortController().signal
let shop: Shop
let folder: string
let window: Client
let colleague: Client

type Client = {
  readonly engine: Engine
  readonly slot: () => SlotView
  /** Each state the slot was in, without repetition. */
  readonly states: readonly string[]
  readonly deployments: ReadonlyMap<string, Deployment>
}

function connect(home: string, runId = home): Client {
  const engine = createEngine({
    ...nobodyAsked,
    homeDirectory: join(folder, home),
    dockerConfigDirectory: folder,
    environment: { DOCKER_HOST: shop.engine.address },
    clock: systemClock,
    log: () => undefined,
    hosts: null,
    isOneCommand: false,
    runId,
    resolveSaveTarget: async () => null,
    resolveOpenFile: async () => null,
  })
  let board: Board = emptyBoard
  const states: string[] = []
  const deployments = new Map<string, Deployment>()
  const slot = (): SlotView => {
    const found = board.hosts[0]?.slots.find((row) => row.name === 'dev1')
    if (found === undefined) throw new Error('no slot')
    return found
  }
  engine.subscribe((event: EngineEvent) => {
    events[event.event].parse(event.payload)
    if (event.event === 'deployment-changed') deployments.set(event.payload.deployment.id, event.payload.deployment)
    if (event.event !== 'board-changed') return
    board = event.payload.patches.reduce(applyBoardPatch, board)
    const state = board.hosts[0]?.slots.find((row) => row.name === 'dev1')?.state
    if (state !== undefined && state !== states.at(-1)) states.push(state)
  })
  return { engine, slot, states, deployments }
}

const address = { hostId: 'local', slot: 'dev1' }

async function deploy(client: Client, build: 'payment' | 'slowStart', by = ''): Promise<string> {
  const tag = shop.reference('web', build).split(':').at(-1) ?? ''
  const operation = { kind: 'deploy', tag, services: null, recreate: 'changed' } as const
  const plan = await client.engine.request('plan-operation', { ...address, operation }, never)
  const { fingerprint } = plan
  const request = { ...address, operation, fingerprint, by }
  return (await client.engine.request('run-operation', request, never)).deploymentId
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-engine-'))
  shop = await startShop({ name: 'engine', slots: { dev1: 'dashboard' }, onHost: ['payment', 'slowStart'] })
  await shop.untilHealthy('dev1')
  window = connect('window')
  colleague = connect('colleague')
  await Promise.all([window.engine.settled(never), colleague.engine.settled(never)])
})

afterAll(async () => {
  await Promise.all([window.engine.close(), colleague.engine.close()])
  shop.remove()
  await rm(folder, { recursive: true })
})

describe('two engines on one real host', () => {
  it('answer what runs, what could run, and how it is set up', async () => {
    expect(window.slot()).toMatchObject({ state: 'healthy', kickoff: { summary: 'dashboard' } })
    const { releases } = await window.engine.request('list-releases', address, never)
    expect(releases.map(({ kickoff, missing, runsOn }) => [kickoff?.summary, missing, runsOn.length])).toEqual([
      ['slow-start', [], 0],
      ['payment', [], 0],
      ['dashboard', [], 1],
    ])
    const details = await window.engine.request('read-slot-details', address, never)
    expect(details).toMatchObject({ project: 'dev1', configFiles: [shop.slots['dev1']?.file] })
    expect(details.services.find(({ name }) => name === 'api')).toMatchObject({
      environment: expect.arrayContaining([{ name: 'SPRING_PROFILES_ACTIVE', value: 'dev' }]) as unknown,
      mounts: [{ kind: 'volume', source: 'dev1_data', target: '/data', readOnly: false }],
      networks: [{ name: 'dev1_default', aliases: expect.arrayContaining(['backend']) as unknown }],
      restartPolicy: 'unless-stopped',
    })
    const test = await window.engine.request('test-host', { address: shop.engine.address, testId: 't' }, never)
    expect(test.steps.map(({ state }) => (state.kind === 'passed' ? state.fact : state))).toMatchObject([
      { kind: 'docker', engineVersion: shop.engine.engineVersion },
      { kind: 'slots', count: 1, names: ['dev1'] },
      { kind: 'rights', access: 'full' },
    ])
  })

  it('read tags anew at once when the pattern changes', async () => {
    await window.engine.request('update-settings', { kickoffPattern: 'kickoff-\\d+-(?<summary>d.+)d' }, never)
    expect(window.slot().kickoff).toMatchObject({ summary: 'dashboar', date: null })
    expect(colleague.slot().kickoff?.summary).toBe('dashboard')
  })

  it('show one deployment as under way here and as a lock there, then what it left', async () => {
    await window.engine.request('update-settings', { personName: '이도윤' }, never)
    const id = await deploy(window, 'payment')
    expect(window.engine.running()).toMatchObject([{ id }])
    await waitUntil('the end', 90_000, () => window.deployments.get(id)?.phase === 'ended')
    expect(window.deployments.get(id)?.result).toEqual({ kind: 'succeeded' })
    await waitUntil('both to see it', 10_000, () =>
      [window, colleague].every((client) => client.slot().state === 'healthy' && client.slot().lock === null),
    )
    expect(window.states).toEqual(['healthy', 'deploying', 'healthy'])
    expect(colleague.states).toContain('locked')
    expect(colleague.slot()).toMatchObject({ deployedBy: '이도윤', kickoff: { summary: 'payment' }, mixed: false })
    expect(colleague.slot().services.map(({ containers, containerName }) => [containers, containerName])).toEqual([
      [1, 'dev1_admin_1'],
      [1, 'dev1_api_1'],
      [1, 'dev1_web_1'],
    ])
    expect(window.engine.running()).toEqual([])
  })

  it('go on with what another process of the same run was cut off from, and back where a person had cancelled it', async () => {
    const before = await shop.containerId('dev1', 'api')
    const tag = colleague.slot().services[0]?.tag
    for (const cancels of [true, false]) {
      const first = connect('crashing')
      await first.engine.settled(never)
      const id = await deploy(first, 'slowStart', '박서준')
      await waitUntil('a gate', 60_000, () => (first.deployments.get(id)?.gate ?? null) !== null)
      if (cancels) {
        await first.engine.request('cancel-deployment', { deploymentId: id }, never)
        await waitUntil('the word of it', 10_000, () => first.deployments.get(id)?.phase === 'cancelling')
      }
      // What it has begun stays as it is, as after a crash.
      await first.engine.close()
      const next = connect('crashing')
      await waitUntil('its end', 90_000, () => next.deployments.get(id)?.phase === 'ended')
      expect(next.deployments.get(id)?.by).toBe('박서준')
      expect(next.deployments.get(id)?.result).toMatchObject({ kind: cancels ? 'put-back' : 'succeeded' })
      await waitUntil(
        'the slot to be free',
        20_000,
        () => colleague.slot().state === 'healthy' && colleague.slot().lock === null,
      )
      expect((await shop.containerId('dev1', 'api')) === before).toBe(cancels)
      expect(colleague.slot().services[0]?.tag === tag).toBe(cancels)
      await next.engine.close()
    }
    expect(colleague.states).not.toContain('interrupted')
    const filter = {
      hostId: null,
      slot: null,
      by: '박서준',
      kinds: null,
      results: null,
      sinceMs: null,
      untilMs: null,
      text: '',
      onlyTrouble: false,
    }
    const { entries } = await colleague.engine.request('read-history', { filter, first: 0, count: 9 }, never)
    // Nobody took anything over: it is the same person's, at the same app.
    expect(entries.map(({ event }) => (event.kind === 'deployment' ? event.result : event.kind))).toEqual([
      'succeeded',
      'put-back',
    ])
  })

  it('show a deployment whose engine ended in the middle as interrupted', async () => {
    await deploy(window, 'payment', '김하나')
    await waitUntil('the lock', 30_000, () => colleague.slot().state === 'locked')
    await window.engine.close()
    await waitUntil('the heart to have stood still', 40_000, () => colleague.slot().state === 'interrupted')
    expect(colleague.slot().lock).toMatchObject({ owner: '김하나', alive: false })
  })
})
