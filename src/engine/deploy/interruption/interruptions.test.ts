import { afterEach, describe, expect, test } from 'vitest'
import { BerthError } from '../../../domain/berth-error'
import type { InterruptionChoice } from '../../../domain/interruption'
import { berthLabels } from '../../../domain/label-names'
import type { Operation } from '../../../domain/operation'
import {
  type DeployWorld,
  healthy,
  newTag,
  oldTag,
  reference,
  startWorld,
  worldOf,
} from '../../../testing/deploy-world'
import type { FakeOperation } from '../../../testing/fake-docker-calls'
import { lockName } from '../slot-lock'

const never = new AbortController().signal
const address = { hostId: 'h1', slot: 'dev1' }
const deploy: Operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' }
const worlds: DeployWorld[] = []

afterEach(async () => {
  const closed = worlds.splice(0)
  for (const world of closed) {
    world.close()
    await world.deployer.close()
  }
  for (const { clock } of closed) expect(clock.sleepers()).toBe(0)
})

const kept = (world: DeployWorld): DeployWorld => {
  worlds.push(world)
  return world
}

/** A colleague's Berth on the same host. */
const colleague = (world: DeployWorld, id = 'c1'): DeployWorld =>
  kept(worldOf(world.clock, world.docker, [id], world.ledger))

async function begin({ deployer }: DeployWorld, operation: Operation, by: string): Promise<string> {
  const request = { ...address, operation, by }
  const { fingerprint } = await deployer.plan(request, never)
  return deployer.run({ ...request, fingerprint, over: null }, never)
}

/** Moves the clock until the promise has settled. */
async function settled<Result>(world: DeployWorld, promise: Promise<Result>, stepMs = 500): Promise<Result> {
  let isOver = false
  const over = (): void => void (isOver = true)
  promise.then(over, over)
  for (let round = 0; round < 2_000 && !isOver; round += 1) await world.clock.advance(stepMs)
  return promise
}

async function result(world: DeployWorld, id: string): Promise<unknown> {
  return (await settled(world, world.deployer.waitFor(id, never))).result
}

async function run(world: DeployWorld, operation: Operation, by = '정유진'): Promise<unknown> {
  return result(world, await begin(world, operation, by))
}

function resolve(world: DeployWorld, choice: InterruptionChoice, lockDeploymentId = 'd1'): Promise<string | null> {
  const resolution = { ...address, lockDeploymentId, choice, reason: '노트북이 꺼짐', by: '정유진' }
  return settled(
    world,
    world.interruptions.resolve(resolution, () => undefined, never),
  )
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof BerthError ? error.code : `not refused: ${String(error)}`
}

/** Every container of the slot: its name, its tag, whether it runs, and its restart policy. */
const slotOf = async ({ docker }: DeployWorld): Promise<readonly string[]> => {
  const all = await docker.listContainers(null, never)
  const seen = await Promise.all(all.map(({ id }) => docker.observeContainer(id, never)))
  return seen
    .map((one) => [one?.name, one?.imageReference.split(':').at(-1), one?.status, one?.restartPolicy].join(' '))
    .sort()
}
const whole = (tag: string): readonly string[] =>
  ['admin', 'api', 'web'].map((service) => `dev1-${service}-1 ${tag} running unless-stopped`)

const changing = [
  'createContainer',
  'startContainer',
  'stopContainer',
  'renameContainer',
  'removeContainer',
  'setRestartPolicy',
] as const satisfies readonly FakeOperation[]

/** Counts the changes made on the host; with the last one, the engine that makes it ends, without a word. */
function cutAfter({ docker, deployer }: DeployWorld, last: number): () => number {
  let count = 0
  const stops = changing.map((operation) =>
    docker.control.before(operation, () => {
      count += 1
      if (count === last) void deployer.close()
    }),
  )
  return () => {
    for (const stop of stops) stop()
    return count
  }
}

/** A deployment of 박서준 that was cut off. */
async function interrupted(last: number): Promise<DeployWorld> {
  const world = kept(startWorld())
  const id = await begin(world, deploy, '박서준')
  const stop = cutAfter(world, last)
  await result(world, id)
  stop()
  return world
}

async function changesOfOne(): Promise<number> {
  const world = kept(startWorld())
  const id = await begin(world, deploy, '박서준')
  const stop = cutAfter(world, Number.POSITIVE_INFINITY)
  await result(world, id)
  return stop()
}

describe('a deployment that was cut off at any of its changes', () => {
  test.each(['resume', 'put-back', 'unlock'] as const)(
    'can be gone on with by a colleague (%s) where that is offered, and the next deployment works',
    async (choice) => {
      const changes = await changesOfOne()
      let offered = 0
      for (let last = 1; last <= changes; last += 1) {
        const me = colleague(await interrupted(last))
        const before = await me.interruptions.read(address, never)
        // Before the lock stood, and after it was given back.
        const taken = before === null ? null : await takeFirstOpen(me, choice, before.lockDeploymentId)
        if (taken === choice) offered += 1
        expect(me.docker.control.names(), `${choice} after ${String(last)}`).not.toContain(lockName('dev1'))
        if (taken === 'resume') expect(await slotOf(me)).toEqual(whole(newTag))
        if (taken === 'put-back') expect(await slotOf(me)).toEqual(whole(oldTag))
        expect(await run(me, { ...deploy, tag: oldTag, recreate: 'always' })).toEqual({ kind: 'succeeded' })
        expect(await slotOf(me)).toEqual(whole(oldTag))
        expect(await me.interruptions.read(address, never)).toBe(null)
      }
      expect(offered).toBeGreaterThan(changes / 2)
    },
    120_000,
  )
})

describe('a rollback that was cut off', () => {
  test('holds what it went away from once a colleague has resumed it, and nothing where it was put back', async () => {
    for (const choice of ['resume', 'put-back'] as const) {
      const world = kept(startWorld())
      await run(world, deploy)
      const [old] = world.ledger.state('h1')?.kept.get('dev1') ?? []
      const id = await begin(world, { kind: 'rollback', releaseId: old?.releaseId ?? '', services: null }, '박서준')
      const stop = cutAfter(world, 6)
      await result(world, id)
      stop()
      const me = colleague(world)
      await resolve(me, choice, id).then(async (followed) => followed !== null && (await result(me, followed)))
      const held = (me.ledger.state('h1')?.holds.get('dev1') ?? []).map(({ tag, by }) => ({ tag, by }))
      expect(held).toEqual(choice === 'resume' ? [{ tag: newTag, by: '정유진' }] : [])
    }
  })
})

/** Chooses, and where that is not open the next way that is; answers with what was chosen in the end. */
async function takeFirstOpen(
  me: DeployWorld,
  wanted: InterruptionChoice,
  lockDeploymentId: string,
): Promise<InterruptionChoice> {
  for (const choice of [wanted, 'resume', 'put-back', 'unlock'] as const) {
    const code = await refusal(
      resolve(me, choice, lockDeploymentId).then(async (id) => {
        if (id !== null)
          expect(await result(me, id)).toMatchObject({ kind: choice === 'resume' ? 'succeeded' : 'put-back' })
      }),
    )
    if (code.startsWith('not refused: null')) return choice
    if (!['intent-unknown', 'finishing-begun', 'old-container-gone'].includes(code))
      throw new Error(`${choice}: ${code}`)
  }
  throw new Error('no way on')
}

/** Api is through, the new web waits for its gate. */
async function halfWay(): Promise<DeployWorld> {
  const world = kept(startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } }))
  const id = await begin(world, deploy, '박서준')
  await world.clock.advance(2_000)
  await world.deployer.close()
  await result(world, id)
  return world
}

describe('what the next one sees', () => {
  test('is whose deployment it was, how far it came, what users get, and the ways on', async () => {
    const me = colleague(await halfWay())
    expect(await me.interruptions.read(address, never)).toMatchObject({
      lockDeploymentId: 'd1',
      owner: '박서준',
      from: { tag: oldTag },
      to: { tag: newTag },
      // Nobody has watched the heart yet.
      ownerDead: false,
      services: expect.arrayContaining([
        {
          service: 'api',
          stage: 'new-started',
          serving: 'new',
          oldContainer: 'dev1-api-1',
          newContainer: 'dev1-api-1.berth-d1',
        },
        expect.objectContaining({ service: 'web', stage: 'new-started', serving: 'nothing' }),
      ]) as unknown,
      choices: [
        { choice: 'resume', refusal: 'owner-alive', endsOn: { api: 'new', admin: 'new', web: 'new' } },
        { choice: 'put-back', endsOn: { api: 'old', admin: 'old', web: 'old' } },
        { choice: 'unlock', endsOn: { api: 'as-is', admin: 'as-is', web: 'as-is' } },
      ],
    })
  })

  test('is nothing on a slot that is whole', async () => {
    const world = kept(startWorld())
    expect(await world.interruptions.read(address, never)).toBe(null)
    expect(await refusal(resolve(world, 'put-back', ''))).toBe('not-interrupted')
    expect(await run(world, deploy)).toEqual({ kind: 'succeeded' })
    expect(await world.interruptions.read(address, never)).toBe(null)
  })

  test('is told to everyone: who took over, from whom, and why, and how the deployment ended', async () => {
    const me = colleague(await halfWay())
    const id = await resolve(me, 'put-back')
    expect(id).toBe('d1')
    await result(me, id ?? '')
    expect(me.deployer.deployments()).toMatchObject([{ id: 'd1', by: '정유진', result: { kind: 'put-back' } }])
    const records = me.ledger.control.records('h1')
    expect(records.find(({ kind }) => kind === 'taken-over')).toMatchObject({
      by: '정유진',
      slot: 'dev1',
      lockDeploymentId: 'd1',
      lockOwner: '박서준',
      choice: 'put-back',
      reason: '노트북이 꺼짐',
    })
    expect(records.at(-1)).toMatchObject({ kind: 'deployment-ended', deploymentId: 'd1', result: { kind: 'put-back' } })
    expect(me.ledger.state('h1')?.open.size).toBe(0)
  })
})

describe('without', () => {
  test('a ledger, putting back works by names and labels alone, and resuming is refused', async () => {
    const world = await halfWay()
    const me = kept(worldOf(world.clock, world.docker, ['c1']))
    expect(await refusal(resolve(me, 'resume'))).toBe('intent-unknown')
    expect(await result(me, (await resolve(me, 'put-back')) ?? '')).toMatchObject({ kind: 'put-back' })
    expect(await slotOf(me)).toEqual(whole(oldTag))
  })

  test('a lock, leftovers are put back all the same', async () => {
    const world = await halfWay()
    world.docker.control.remove(world.docker.control.idOf(lockName('dev1')))
    const me = colleague(world)
    expect(await me.interruptions.read(address, never)).toMatchObject({ lockDeploymentId: '', ownerDead: true })
    expect(await result(me, (await resolve(me, 'put-back', '')) ?? '')).toMatchObject({ kind: 'put-back' })
    expect(await slotOf(me)).toEqual(whole(oldTag))
  })

  test('a ledger that can be written, the slot is put back', async () => {
    const me = colleague(await halfWay())
    me.ledger.control.fail('append', new BerthError('host-unreachable', { address: 'x', reason: 'disk full' }), 5)
    expect(await result(me, (await resolve(me, 'put-back')) ?? '')).toMatchObject({ kind: 'put-back' })
    expect(await slotOf(me)).toEqual(whole(oldTag))
  })
})

describe('an old container that still runs though its lock, the new container and its image were pruned', () => {
  async function pruned(): Promise<DeployWorld> {
    const world = kept(startWorld())
    const id = await begin(world, deploy, '박서준')
    const first = world.docker.control.before('setRestartPolicy', () => {
      first()
      void world.deployer.close()
    })
    await result(world, id)
    const { control } = world.docker
    for (const name of control.names().filter((one) => one.includes('berth'))) control.remove(control.idOf(name))
    for (const service of ['api', 'admin', 'web']) await world.docker.removeImageTag(reference(service, newTag), never)
    expect(await slotOf(world)).not.toEqual(whole(oldTag))
    return colleague(world)
  }

  test('gets its restart policy back when the slot is put back', async () => {
    const me = await pruned()
    expect(await result(me, (await resolve(me, 'put-back', '')) ?? '')).toMatchObject({ kind: 'put-back' })
    expect(await slotOf(me)).toEqual(whole(oldTag))
  })

  test('hands it on to the container that replaces it when the deployment is resumed', async () => {
    const me = await pruned()
    expect(await result(me, (await resolve(me, 'resume', '')) ?? '')).toEqual({ kind: 'succeeded' })
    expect(await slotOf(me)).toEqual(whole(newTag))
  })

  test('gets it back with the next deployment when the slot was left and unlocked', async () => {
    const me = await pruned()
    await resolve(me, 'unlock', '')
    expect(await run(me, deploy)).toEqual({ kind: 'succeeded' })
    expect(await slotOf(me)).toEqual(whole(newTag))
  })
})

describe('of two colleagues', () => {
  test('one takes over, and the other is told who did', async () => {
    const world = await halfWay()
    const [one, two] = [colleague(world, 'c1'), colleague(world, 'c2')]
    const codes = await Promise.all([refusal(resolve(one, 'put-back')), refusal(resolve(two, 'resume'))])
    expect(codes.filter((code) => code.startsWith('not refused')).length).toBe(1)
    expect(codes).toContain('slot-locked')
  })
})

describe('an owner who wakes', () => {
  test('after a takeover stops by itself and touches nothing', async () => {
    const world = kept(startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } }))
    const id = await begin(world, deploy, '박서준')
    await world.clock.advance(2_000)
    const asleep = [world.docker.control.hold('writeFile')]
    const old = world.docker.control.idOf(lockName('dev1'))
    // What the colleague has done by the time the owner wakes.
    world.docker.control.remove(old)
    const labels = { [berthLabels.lock]: 'dev1', [berthLabels.lockOwner]: '정유진', [berthLabels.lockDeployment]: 'd1' }
    world.docker.control.addContainer(lockName('dev1'), { Image: 'berth-lock:1', Labels: labels }, false)
    const before = await slotOf(world)
    for (const wake of asleep) wake()
    world.docker.control.setHealth(world.docker.control.idOf('dev1-web-1.berth-d1'), 'healthy')
    expect(world.deployer.isOwn(id)).toBe(true)
    expect(await result(world, id)).toMatchObject({ kind: 'down', error: { code: 'lock-lost' } })
    expect(world.deployer.isOwn(id)).toBe(false)
    expect((await slotOf(world)).filter((one) => !one.includes('web'))).toEqual(
      before.filter((one) => !one.includes('web')),
    )
    expect(world.docker.control.names()).toContain(lockName('dev1'))
    expect(world.ledger.control.records('h1').some(({ kind }) => kind === 'deployment-ended')).toBe(false)
  })

  test('before it stays the owner: the takeover is refused', async () => {
    const world = kept(startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } }))
    const id = await begin(world, deploy, '박서준')
    await world.clock.advance(2_000)
    expect(await refusal(resolve(colleague(world), 'put-back'))).toBe('slot-locked')
    world.docker.control.setHealth(world.docker.control.idOf('dev1-web-1.berth-d1'), 'healthy')
    expect(await result(world, id)).toEqual({ kind: 'succeeded' })
  })
})

test('a new container that is healthy at last is what resuming ends on', async () => {
  const world = await halfWay()
  world.docker.control.setHealth(world.docker.control.idOf('dev1-web-1.berth-d1'), 'healthy')
  const me = colleague(world)
  expect(healthy.behaviour?.kind).toBe('checked')
  expect(await result(me, (await resolve(me, 'resume')) ?? '')).toEqual({ kind: 'succeeded' })
  expect(await slotOf(me)).toEqual(whole(newTag))
})
