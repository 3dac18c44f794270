import { describe, expect, test } from 'vitest'
import { sampleIntent, sampleLeftover, sampleReplacement } from '../testing/sample-interruption'
import { sampleContainer } from '../testing/sample-observation'
import type { ContainerObservation } from './container-observation'
import { type Interruption, type InterruptionSources, interruptionOf } from './interruption'

const lock = { deploymentId: 'd1', isDead: true }
const names = ['api', 'web'] as const
const intent = sampleIntent(names.map((name) => sampleReplacement(name)))
const running = { status: 'running', startedAtMs: 2_000 } as const
const stopped = { status: 'exited', startedAtMs: 2_000, finishedAtMs: 20_000, exitCode: 143 } as const

const old = (service: string, changes: Partial<ContainerObservation> = running): ContainerObservation =>
  sampleContainer({ service, ...changes })

function seen(containers: readonly ContainerObservation[], changes: Partial<InterruptionSources> = {}): Interruption {
  const interruption = interruptionOf({ slot: 'dev1', containers, lock, intent, kept: new Set(), ...changes })
  if (interruption === null) throw new Error('nothing interrupted')
  return interruption
}

const told = ({ services }: Interruption): readonly string[] =>
  services.map(({ service, stage, serving }) => `${service} ${stage} ${serving}`)

describe('what was done, and what users get', () => {
  test.each([
    ['nothing', [old('api')], 'not-begun old'],
    ['the new one made', [old('api'), sampleLeftover('api')], 'created old'],
    ['the old one stopped', [old('api', stopped), sampleLeftover('api')], 'old-stopped nothing'],
    ['the old one stopped and the new one pruned', [old('api', stopped)], 'old-stopped nothing'],
    [
      'the new one started, not healthy yet',
      [old('api', stopped), sampleLeftover('api', { ...running, health: 'starting' })],
      'new-started nothing',
    ],
    ['the new one serving', [old('api', stopped), sampleLeftover('api', running)], 'new-started new'],
    ['both serving', [old('api'), sampleLeftover('api', running)], 'new-started both'],
    ['the old one removed', [sampleLeftover('api', running)], 'new-started new'],
    ['both taken away', [], 'lost nothing'],
    ['all of it', [sampleLeftover('api', { ...running, name: 'dev1-api-1' })], 'finished new'],
  ] as const)('after %s', (_, containers, expected) => {
    expect(told(seen([...containers, old('web')]))).toEqual([`api ${expected}`, 'web not-begun old'])
  })

  test('a service that stood still before is not called stopped by the deployment', () => {
    const wasStopped = { ...intent, wasRunning: { api: false, web: true } }
    const containers = [old('api', stopped), sampleLeftover('api'), old('web')]
    expect(told(seen(containers, { intent: wasStopped }))).toEqual(['api created nothing', 'web not-begun old'])
  })

  test('of a restart: which containers ran again since it began', () => {
    const restart = sampleIntent(
      names.map((name) => sampleReplacement(name, { kind: 'restart' })),
      { operation: { kind: 'restart', services: null } },
    )
    const containers = [old('api', { ...running, startedAtMs: restart.atMs + 1 }), old('web', stopped)]
    expect(told(seen(containers, { intent: restart }))).toEqual(['api new-started old', 'web old-stopped nothing'])
  })
})

describe('the ways on', () => {
  const half = [old('api', stopped), sampleLeftover('api', running), old('web')]

  test('are all open in the middle, and putting back is the safest', () => {
    expect(seen(half)).toMatchObject({
      refusals: { resume: null, 'put-back': null, unlock: null },
      safest: 'put-back',
    })
  })

  test('are all refused while the owner lives', () => {
    const { refusals } = seen(half, { lock: { ...lock, isDead: false } })
    expect(new Set(Object.values(refusals))).toEqual(new Set(['owner-alive']))
  })

  test('only lead on once an old container was removed', () => {
    const containers = [sampleLeftover('api', running), old('web', stopped), sampleLeftover('web', running)]
    expect(seen(containers)).toMatchObject({
      refusals: { resume: null, 'put-back': 'finishing-begun' },
      safest: 'resume',
    })
  })

  test('lead nowhere where both versions were taken away, and nobody knows what they were made of', () => {
    expect(seen([old('web')])).toMatchObject({
      refusals: { resume: 'old-gone', 'put-back': 'old-gone', unlock: null },
      safest: 'unlock',
    })
    expect(seen([old('web')], { kept: new Set(['api']) })).toMatchObject({
      refusals: { resume: null, 'put-back': null },
      safest: 'put-back',
    })
  })

  test('lead on without anything kept where the new container is made of a slots file', () => {
    const services = names.map((name) => sampleReplacement(name, { kind: 'replace' }, { settings: 'file' }))
    expect(seen([old('web')], { intent: sampleIntent(services) })).toMatchObject({
      refusals: { resume: null, 'put-back': 'old-gone' },
    })
  })

  test('lead back, if what is gone is kept, where an old container was taken away before all new ones served', () => {
    const containers = [sampleLeftover('api', { ...running, health: 'starting' }), old('web')]
    expect(seen(containers)).toMatchObject({ refusals: { resume: null, 'put-back': 'old-gone' } })
    expect(seen(containers, { kept: new Set(['api']) })).toMatchObject({ refusals: { resume: null, 'put-back': null } })
  })

  test('lead back over one that was made again in its place, and not on', () => {
    const again = old('api', { id: 'again', status: 'created', startedAtMs: null, finishedAtMs: null })
    const found = seen([again, sampleLeftover('api'), old('web')])
    expect(found).toMatchObject({ refusals: { resume: 'slot-changed', 'put-back': null } })
    expect(found.services[0]?.old?.id).toBe('again')
  })

  test('don’t lead on over a container of somebody else', () => {
    const foreign = sampleContainer({ service: 'api', id: 'foreign', name: 'by-hand' })
    expect(seen([...half, foreign])).toMatchObject({ refusals: { resume: 'slot-changed', 'put-back': null } })
  })

  test('lead back by names and labels alone where the ledger was lost', () => {
    const found = seen(half, { intent: null })
    expect(found).toMatchObject({
      deploymentId: 'd1',
      refusals: { resume: 'no-intent', 'put-back': null, unlock: null },
      services: [{ service: 'api', stage: 'new-started', wasRunning: true }, { service: 'web' }],
    })
    expect(seen([old('api'), old('web')], { intent: null })).toMatchObject({
      refusals: { resume: 'no-intent', 'put-back': 'no-intent', unlock: null },
    })
  })
})

describe('without a lock', () => {
  test('leftovers alone tell of an interruption, and of which', () => {
    const containers = [old('api', stopped), sampleLeftover('api', running, 'd7'), old('web')]
    expect(seen(containers, { lock: null, intent: null })).toMatchObject({
      deploymentId: 'd7',
      refusals: { 'put-back': null },
    })
  })

  test('a stop cut off half-way is one, too', () => {
    const stop = sampleIntent(
      names.map((name) => sampleReplacement(name, { kind: 'stop' })),
      { operation: { kind: 'stop', services: null } },
    )
    expect(seen([old('api'), old('web', stopped)], { lock: null, intent: stop }).refusals['put-back']).toBe(null)
  })

  test('a service that nothing is left of is one', () => {
    const api = sampleIntent([sampleReplacement('api')])
    expect(seen([], { lock: null, intent: api, kept: new Set(['api']) })).toMatchObject({
      services: [{ service: 'api', stage: 'lost' }],
      refusals: { 'put-back': null },
    })
  })

  test('an old container that lost its restart policy is one, even if the new one was pruned with the lock', () => {
    const containers = [
      old('api', { ...running, restartPolicy: 'no' }),
      old('web', { ...running, restartPolicy: 'always' }),
    ]
    expect(seen(containers, { lock: null }).refusals['put-back']).toBe(null)
  })

  test('a slot that is whole is none, even if nobody wrote the end down', () => {
    const restartPolicy = 'always'
    const whole = names.map((name) => sampleLeftover(name, { ...running, restartPolicy, name: `dev1-${name}-1` }))
    const sources = { slot: 'dev1', lock: null, intent, kept: new Set<string>() }
    expect(interruptionOf({ ...sources, containers: whole })).toBe(null)
    expect(
      interruptionOf({ ...sources, containers: names.map((name) => old(name, { ...running, restartPolicy })) }),
    ).toBe(null)
  })
})

test('a lock over leftovers of an earlier deployment is about those', () => {
  const containers = [old('api', stopped), sampleLeftover('api', running), old('web')]
  const found = seen(containers, { lock: { deploymentId: 'd2', isDead: true } })
  expect(found).toMatchObject({ deploymentId: 'd1', refusals: { resume: null } })
})
