import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleSettings } from '../testing/sample-ledger-records'
import { sampleContainer, sampleImage, sampleObservation } from '../testing/sample-observation'
import { slotViewSchema, type SlotView } from './board'
import type { ContainerObservation, HostObservation, LockObservation } from './container-observation'
import { deriveSlots, type SlotSources } from './derive-slots'
import { emptyLedgerState } from './ledger/ledger-state'
import { defaultKickoffPattern, kickoffReader } from './kickoff'
import { berthLabels, composeLabels, imageLabels } from './label-names'
import type { SlotActivity } from './slot-activity'
import { temporaryName } from './temporary-name'

const nowMs = 1_000_000

function slotsOf(observation: HostObservation, changes: Partial<SlotSources> = {}): readonly SlotView[] {
  return deriveSlots({
    hostId: 'local',
    observation,
    readKickoff: kickoffReader(defaultKickoffPattern),
    activities: new Map(),
    ledger: null,
    strays: new Map(),
    tagsNow: () => undefined,
    nowMs,
    previous: [],
    ...changes,
  })
}

function slotOf(containers: readonly ContainerObservation[], changes: Partial<SlotSources> = {}): SlotView {
  const [slot, ...rest] = slotsOf(sampleObservation(containers), changes)
  if (slot === undefined || rest.length > 0) throw new Error(`not one slot: ${rest.length}`)
  return slot
}

const withTag = (service: string, tag: string, createdAtMs = 1_000): ContainerObservation =>
  sampleContainer({ service, createdAtMs, imageReference: `registry.example.com/shop/${service}:${tag}` })

const activity: SlotActivity = {
  deploymentId: 'd1',
  operation: 'deploy',
  puttingBack: false,
  progress: 0.5,
  by: '이도윤',
  startedAtMs: 900_000,
  tag: 'develop',
  services: {},
}

const lock = (changes: Partial<LockObservation> = {}): LockObservation => ({
  lockId: 'l1',
  project: 'dev1',
  owner: '김하나',
  reason: 'deploys develop',
  deploymentId: 'd9',
  sinceMs: 800_000,
  alive: true,
  heartbeat: '7',
  stillSinceMs: 0,
  ...changes,
})

describe('which slots a host has', () => {
  it('are its Compose projects by name, numbers by their value, services likewise', () => {
    const slots = slotsOf(
      sampleObservation([
        sampleContainer({ slot: 'dev10' }),
        sampleContainer({ slot: 'dev2', service: 'web' }),
        sampleContainer({ slot: 'dev2', service: 'api' }),
        sampleContainer({ labels: { [composeLabels.project]: '', [composeLabels.service]: '' } }),
      ]),
    )
    expect(slots.map((slot) => [slot.name, slot.services.map((service) => service.name)])).toEqual([
      ['dev2', ['api', 'web']],
      ['dev10', ['web']],
    ])
  })

  it('do not come from one-off containers or locks', () => {
    const oneOff = sampleContainer({ slot: 'dev1', labels: { [composeLabels.oneOff]: 'True' } })
    const held = sampleContainer({ slot: 'dev2', labels: { [berthLabels.lock]: 'dev2' } })
    expect(slotsOf(sampleObservation([oneOff, held]))).toEqual([])
  })

  it('are harmless where containers have no service', () => {
    const slot = slotOf([sampleContainer({ service: '' })])
    expect(slot).toMatchObject({ name: 'dev1', state: 'empty', sinceMs: null, services: [], mixed: false, tag: null })
  })

  it('never stand for two projects whose names look alike', () => {
    const slots = slotsOf(
      sampleObservation([
        sampleContainer({ slot: 'dev1\u200b', id: 'hidden' }),
        sampleContainer({ slot: 'dev1', id: 'own' }),
      ]),
    )
    expect(slots.map((slot) => [slot.name, slot.services[0]?.containerId])).toEqual([
      ['dev1', 'own'],
      ['dev1(2)', 'hidden'],
    ])
  })
})

describe('a service of several containers', () => {
  it('shows the worst of them and counts all', () => {
    const slot = slotOf([
      sampleContainer({ id: 'one' }),
      sampleContainer({ id: 'two', status: 'exited', exitCode: 1 }),
      sampleContainer({ id: 'three', status: 'exited', exitCode: 0 }),
    ])
    expect(slot.services).toMatchObject([{ containerId: 'two', containers: 3, state: { kind: 'unhealthy' } }])
  })

  it('is not scaled, and does not change, while a new generation only waits for its start', () => {
    const old = sampleContainer({ id: 'old', health: 'healthy' })
    const next = sampleContainer({
      id: 'new',
      createdAtMs: 5_000,
      startedAtMs: null,
      name: temporaryName('dev1-web-1', 'd1'),
      labels: { [berthLabels.deployment]: 'd1' },
      status: 'created',
    })
    const shown = (...containers: ContainerObservation[]): unknown => {
      const [service] = slotOf(containers).services
      return [service?.containerId, service?.containers, service?.state.kind]
    }
    const stopped: ContainerObservation = { ...old, status: 'exited', exitCode: 143, finishedAtMs: 6_000 }
    const started: ContainerObservation = { ...next, status: 'running', health: 'starting', startedAtMs: 7_000 }
    const failed: ContainerObservation = { ...started, status: 'exited', exitCode: 1 }
    expect(shown(old, next)).toEqual(['old', 1, 'healthy'])
    expect(shown(stopped, next)).toEqual(['old', 1, 'stopped'])
    expect(shown(stopped, started)).toEqual(['new', 1, 'starting'])
    expect(shown(stopped, failed)).toEqual(['new', 1, 'unhealthy'])
    expect(shown({ ...old, startedAtMs: 8_000 }, failed)).toEqual(['old', 1, 'healthy'])
  })
})

describe('what a slot runs', () => {
  it('is read from tag and image labels', () => {
    const image = sampleImage({
      labels: {
        [imageLabels.revision]: '4be1c07aa',
        [imageLabels.version]: 'v1.3.10',
        [imageLabels.created]: '2024-05-10T09:00:00Z',
      },
    })
    const observation = sampleObservation([sampleContainer()], [image])
    const kickoff = { branch: 'kickoff-240510-dashboard', date: '2024-05-10', summary: 'dashboard' }
    const release = { tag: 'kickoff-240510-dashboard', kickoff, version: 'v1.3.10', revision: '4be1c07aa' }
    expect(slotsOf(observation)[0]).toMatchObject({
      ...release,
      mixed: false,
      services: [{ ...release, digest: `sha256:${'a'.repeat(64)}`, builtAtMs: Date.UTC(2024, 4, 10, 9) }],
    })
  })

  it('has the version of the published slots file where the image tells none, written as the file says', () => {
    const reader = kickoffReader(defaultKickoffPattern)
    const readKickoff = Object.assign((tag: string) => reader(tag), {
      versionOf: (tag: string) => (tag === 'kickoff-240510-a' ? '1.3.10' : null),
    })
    const settings = [sampleSettings({ platform: 'platform/v{version}' })]
    const slot = slotOf([withTag('web', 'kickoff-240510-a')], {
      readKickoff,
      ledger: { ...emptyLedgerState, settings },
    })
    expect(slot).toMatchObject({ version: '1.3.10', platform: 'platform/v1.3.10', services: [{ version: '1.3.10' }] })
    expect(slotOf([withTag('web', 'develop')], { readKickoff })).toMatchObject({ version: null, platform: null })
  })

  it('is what most services run, and mixed where one differs', () => {
    const slot = slotOf([withTag('web', 'kickoff-1'), withTag('api', 'develop'), withTag('admin', 'develop')])
    expect(slot).toMatchObject({ tag: 'develop', kickoff: null, mixed: true })
  })

  it('goes to the service created last where none has most', () => {
    const slot = slotOf([withTag('web', 'kickoff-240510-a', 1), withTag('api', 'kickoff-240611-b', 2)])
    expect(slot).toMatchObject({ kickoff: { summary: 'b' }, mixed: true })
  })

  it('is not mixed by a database from elsewhere', () => {
    const elsewhere = ['db', 'cache', 'queue'].map((service) =>
      sampleContainer({ service, imageReference: `${service}:16` }),
    )
    expect(slotOf([...elsewhere, withTag('web', 'kickoff-240510-a')])).toMatchObject({
      tag: 'kickoff-240510-a',
      mixed: false,
    })
  })

  it('is known by the image’s tag where the container was created by ID', () => {
    const container = sampleContainer({ imageReference: 'sha256:web' })
    const [slot] = slotsOf(sampleObservation([container], [sampleImage()]))
    expect(slot?.services[0]).toMatchObject({
      image: 'registry.example.com/shop/web:kickoff-240510-dashboard',
      tag: 'kickoff-240510-dashboard',
    })
  })

  it('names who deployed the newest container, and nobody where Berth did not', () => {
    const byBerth = { [berthLabels.deployedBy]: '이도윤', [berthLabels.deployedAt]: '123456' }
    const ours = sampleContainer({ service: 'web', createdAtMs: 200_000, labels: byBerth })
    expect(slotOf([ours])).toMatchObject({ deployedBy: '이도윤', deployedAtMs: 123_456 })
    const later = sampleContainer({ service: 'api', createdAtMs: 300_000 })
    expect(slotOf([ours, later])).toMatchObject({ deployedBy: null, deployedAtMs: 300_000 })
  })
})

describe('the state of a slot', () => {
  const healthy = sampleContainer({ service: 'web', health: 'healthy' })
  const running = sampleContainer({ service: 'api' })
  const stopped = sampleContainer({ service: 'db', status: 'exited', exitCode: 0, finishedAtMs: 7_000 })
  const starting = sampleContainer({ service: 'admin', health: 'starting' })
  const failing = sampleContainer({ service: 'mail', status: 'exited', exitCode: 1, finishedAtMs: 9_000 })

  it.each([
    ['healthy', [healthy]],
    ['running', [healthy, running]],
    ['stopped', [healthy, running, stopped]],
    ['stopped', [healthy, sampleContainer({ service: 'x', status: 'paused' })]],
    ['stopped', [healthy, sampleContainer({ service: 'x', status: 'created' })]],
    ['starting', [healthy, stopped, starting]],
    ['unhealthy', [healthy, stopped, starting, failing]],
    ['unhealthy', [healthy, sampleContainer({ service: 'x', status: 'created', startError: 'no such file' })]],
  ] as const)('is %s by its worst service', (state, containers) => {
    expect(slotOf(containers).state).toBe(state)
  })

  it('is not stopped by a migration that was meant to end', () => {
    const needsMigration = {
      [composeLabels.dependsOn]: 'db:service_healthy:false,migrate:service_completed_successfully:false',
    }
    const web = sampleContainer({ service: 'web', health: 'healthy', labels: needsMigration })
    const migrate = sampleContainer({ service: 'migrate', status: 'exited', exitCode: 0 })
    expect(slotOf([web, migrate]).state).toBe('healthy')
    expect(slotOf([web, { ...migrate, exitCode: 1 }]).state).toBe('unhealthy')
    expect(slotOf([{ ...web, status: 'exited', exitCode: 0 }, migrate]).state).toBe('stopped')
  })

  it('is what Berth does to it, before any lock', () => {
    const observation = sampleObservation([healthy, failing], [], [lock({ deploymentId: 'd1' })])
    const deploying = slotsOf(observation, { activities: new Map([['dev1', activity]]) })[0]
    expect(deploying).toMatchObject({
      state: 'deploying',
      sinceMs: 900_000,
      lock: null,
      activity: { deploymentId: 'd1' },
    })
    const puttingBack = new Map([['dev1', { ...activity, puttingBack: true }]])
    expect(slotsOf(observation, { activities: puttingBack })[0]?.state).toBe('rolling-back')
  })

  it('is locked by somebody else, interrupted once the heartbeat stands still', () => {
    const state = (alive: boolean | null): unknown =>
      slotsOf(sampleObservation([failing], [], [lock({ alive })])).map((slot) => [
        slot.state,
        slot.sinceMs,
        slot.lock?.alive,
      ])
    expect(state(true)).toEqual([['locked', 800_000, true]])
    expect(state(null)).toEqual([['locked', 800_000, true]])
    expect(state(false)).toEqual([['interrupted', 800_000, false]])
    expect(slotsOf(sampleObservation([healthy], [], [lock({ project: 'dev2' })]))[0]?.state).toBe('healthy')
  })

  it('began with the first trouble, or with the last recovery', () => {
    const older = sampleContainer({ service: 'old', status: 'exited', exitCode: 2, finishedAtMs: 5_000 })
    expect(slotOf([failing, older]).sinceMs).toBe(5_000)
    const later = sampleContainer({ service: 'api', health: 'healthy', startedAtMs: 60_000 })
    expect(slotOf([healthy, later]).sinceMs).toBe(60_000)
    const at = (endedAtMs: number, exitCode: number) => ({ startedAtMs: 0, endedAtMs, exitCode, output: '' })
    expect(slotOf([{ ...healthy, checks: [at(3_000, 1), at(4_000, 0), at(5_000, 0)] }]).sinceMs).toBe(4_000)
    const checks = [at(3_000, 0), at(4_000, 1), at(5_000, 1)]
    expect(slotOf([{ ...healthy, health: 'unhealthy', checks }]).sinceMs).toBe(4_000)
  })

  it('keeps its beginning after Docker forgot it, unless the container is a new one', () => {
    const at = (endedAtMs: number) => ({ startedAtMs: 0, endedAtMs, exitCode: 1, output: '' })
    const container: ContainerObservation = {
      ...healthy,
      health: 'unhealthy',
      failingStreak: 40,
      checks: [at(50_000), at(51_000), at(52_000), at(53_000), at(54_000)],
    }
    const first = slotOf([container])
    expect(first.sinceMs).toBeNull()
    const previous = [{ ...first, sinceMs: 15_000 }]
    expect(slotOf([container], { previous }).sinceMs).toBe(15_000)
    expect(slotOf([{ ...container, startedAtMs: 20_000 }], { previous }).sinceMs).toBeNull()
    expect(slotOf([container], { previous: [{ ...first, state: 'healthy', sinceMs: 1 }] }).sinceMs).toBe(nowMs)
  })
})

describe('hostile text', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '\u202e',
      '\u0000',
      '<img src=x onerror=1>',
      '__proto__',
      'constructor',
      'x'.repeat(20_000),
      'a:b@c',
    ),
  )
  const statuses = fc.constantFrom('created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead')
  const containers = fc.record({
    id: fc.string(),
    name: hostile,
    imageReference: hostile,
    status: statuses,
    health: fc.constantFrom('none', 'starting', 'healthy', 'unhealthy'),
    startError: hostile,
    restarts: fc.nat(5),
    labels: fc.dictionary(
      fc.constantFrom(...Object.values(composeLabels), ...Object.values(imageLabels), ...Object.values(berthLabels)),
      hostile,
    ),
  })

  it('never breaks a row: rows are valid, named once, and short', () => {
    fc.assert(
      fc.property(fc.array(containers, { maxLength: 8 }), (facts) => {
        const observed = facts.map((fact) => ({ ...sampleContainer(), ...fact }))
        const slots = slotsOf(sampleObservation(observed as readonly ContainerObservation[]))
        expect(new Set(slots.map((slot) => slot.name)).size).toBe(slots.length)
        for (const slot of slots) {
          slotViewSchema.parse(slot)
          expect(JSON.stringify(slot).length).toBeLessThan(20_000)
          expect(JSON.stringify(slot)).not.toMatch(/\\u0000|\u202e/)
        }
      }),
    )
  })
})
