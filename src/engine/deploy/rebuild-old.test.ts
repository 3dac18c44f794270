import { afterEach, describe, expect, test } from 'vitest'
import type { DeploymentResult } from '../../domain/deployment'
import type { InterruptionChoice } from '../../domain/interruption'
import { composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import { type DeployWorld, healthy, newTag, oldTag, reference, startWorld, worldOf } from '../../testing/deploy-world'
import { settingsName } from './kept-settings'

const never = new AbortController().signal
const services = ['api', 'admin', 'web'] as const
const address = { hostId: 'h1', slot: 'dev1' }
const deploy: Operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' }
const worlds: DeployWorld[] = []

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    world.close()
    await world.deployer.close()
    expect(world.clock.sleepers()).toBe(0)
  }
})

/** A slot whose old images are in the registry, too. */
async function pushedWorld(...given: Parameters<typeof startWorld>): Promise<DeployWorld> {
  const world = startWorld(...given)
  worlds.push(world)
  for (const service of services) {
    const image = await world.docker.observeImage(reference(service, oldTag), never)
    world.docker.control.addRemoteImage(reference(service, oldTag), { ...image, ...healthy })
  }
  return world
}

function colleagueOf(world: DeployWorld): DeployWorld {
  const colleague = worldOf(world.clock, world.docker, ['c1', 'c2'], world.ledger)
  worlds.push(colleague)
  return colleague
}

async function begin({ deployer }: DeployWorld, operation: Operation): Promise<string> {
  const request = { ...address, operation, by: '정유진' }
  const { fingerprint } = await deployer.plan(request, never)
  return deployer.run({ ...request, fingerprint, over: null }, never)
}

/** Moves the clock until the promise has settled. */
async function settled<Result>(world: DeployWorld, promise: Promise<Result>): Promise<Result> {
  let isOver = false
  const over = (): void => void (isOver = true)
  promise.then(over, over)
  for (let round = 0; round < 2_000 && !isOver; round += 1) await world.clock.advance(500)
  return promise
}

async function result(world: DeployWorld, id: string | null): Promise<DeploymentResult | null> {
  return (await settled(world, world.deployer.waitFor(id ?? '', never))).result
}

const run = async (world: DeployWorld, operation: Operation): Promise<DeploymentResult | null> =>
  result(world, await begin(world, operation))

function resolve(world: DeployWorld, choice: InterruptionChoice): Promise<string | null> {
  const resolution = { ...address, lockDeploymentId: '', choice, reason: '정리됨', by: '박서준' }
  return settled(
    world,
    world.interruptions.resolve(resolution, () => undefined, never),
  )
}

/** `docker system prune -af`: what stands still goes, and every image that no container is made of. */
async function prune({ docker }: DeployWorld): Promise<void> {
  const { control } = docker
  const running = new Set(control.names('running'))
  for (const name of control.names()) if (!running.has(name)) control.remove(control.idOf(name))
  const kept = await Promise.all([...running].map((name) => docker.observeContainer(control.idOf(name), never)))
  const used = new Set(kept.map((container) => container?.imageId))
  for (const { id, tags } of await docker.listImages(never)) {
    if (!used.has(id)) for (const tag of tags) await docker.removeImageTag(tag, never)
  }
}

/** Prunes once, where the first new container is about to be started: both of its service's stand still. */
async function prunedBetween(world: DeployWorld, alsoLost = async (): Promise<void> => undefined): Promise<void> {
  const id = await begin(world, deploy)
  let pruning = Promise.resolve()
  const stop = world.docker.control.before('startContainer', () => {
    stop()
    pruning = prune(world).then(alsoLost)
  })
  expect(await result(world, id)).toMatchObject({ kind: 'down', error: { code: 'lock-lost' } })
  await pruning
}

const slotOf = async ({ docker }: DeployWorld): Promise<readonly string[]> => {
  const listed = await docker.listContainers(composeLabels.project, never)
  const seen = await Promise.all(listed.map(({ id }) => docker.observeContainer(id, never)))
  return seen
    .map((one) => [one?.name, one?.imageReference.split(':').at(-1), one?.status, one?.restartPolicy].join(' '))
    .sort()
}
const whole = (tag: string): readonly string[] =>
  ['admin', 'api', 'web'].map((service) => `dev1-${service}-1 ${tag} running unless-stopped`)

describe('a deployment that lives', () => {
  test('makes an old container again that somebody took away, before the new one goes', async () => {
    const world = await pushedWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await begin(world, deploy)
    await world.clock.advance(2_000)
    const { control } = world.docker
    control.remove(control.idOf('dev1-web-1'))
    control.setHealth(control.idOf('dev1-web-1.berth-d1'), 'unhealthy')
    expect(await result(world, id)).toMatchObject({ kind: 'put-back', error: { code: 'gate-failed' } })
    expect(await slotOf(world)).toEqual(whole(oldTag))
  })

  test('makes it again of its image from the registry, where both containers and the image were taken', async () => {
    const world = await pushedWorld()
    const id = await begin(world, deploy)
    const stop = world.docker.control.before('startContainer', () => {
      stop()
      const { control } = world.docker
      for (const name of ['dev1-api-1', 'dev1-api-1.berth-d1']) control.remove(control.idOf(name))
      void Promise.all(
        [reference('api', oldTag), ...['berth-kept-dev1.found-d1'].map((tag) => reference('api', tag))].map((tag) =>
          world.docker.removeImageTag(tag, never),
        ),
      )
    })
    expect(await result(world, id)).toMatchObject({ kind: 'put-back', error: { code: 'container-gone' } })
    expect(await slotOf(world)).toEqual(whole(oldTag))
  })

  test('leaves the new one and says so where the old one can’t be made again', async () => {
    const world = startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    worlds.push(world)
    const id = await begin(world, deploy)
    await world.clock.advance(2_000)
    const { control } = world.docker
    control.remove(control.idOf('dev1-web-1'))
    for (const tag of [oldTag, 'berth-kept-dev1.found-d1'])
      await world.docker.removeImageTag(reference('web', tag), never)
    control.setHealth(control.idOf('dev1-web-1.berth-d1'), 'unhealthy')
    expect(await result(world, id)).toMatchObject({ kind: 'down', error: { code: 'put-back-left' }, services: [] })
    expect(control.names('running')).toContain('dev1-web-1.berth-d1')
  })
})

describe('after a prune between the stop of the old container and the start of the new one', () => {
  test('putting back makes the old one again, as it was', async () => {
    const world = await pushedWorld()
    const before = await world.docker.observeContainer(world.docker.control.idOf('dev1-api-1'), never)
    await prunedBetween(world)
    const me = colleagueOf(world)
    expect(await me.interruptions.read(address, never)).toMatchObject({
      services: expect.arrayContaining([expect.objectContaining({ service: 'api', stage: 'lost' })]) as unknown,
      safest: 'put-back',
    })
    expect(await result(me, await resolve(me, 'put-back'))).toMatchObject({ kind: 'put-back' })
    expect(await slotOf(me)).toEqual(whole(oldTag))
    const again = await me.docker.observeContainer(me.docker.control.idOf('dev1-api-1'), never)
    expect(again).toMatchObject({ labels: before?.labels, imageId: before?.imageId })
    expect(await me.interruptions.read(address, never)).toBe(null)
  })

  test('resuming makes the new one of what the old one was made of', async () => {
    const world = await pushedWorld()
    await prunedBetween(world)
    const me = colleagueOf(world)
    expect(await result(me, await resolve(me, 'resume'))).toEqual({ kind: 'succeeded' })
    expect(await slotOf(me)).toEqual(whole(newTag))
  })

  test('leaving it says which service is gone, and a rollback to what ran brings it back', async () => {
    const world = await pushedWorld()
    await run(world, { ...deploy, tag: oldTag, recreate: 'always' })
    const current = world.ledger.state('h1')?.current.get('dev1')?.releaseId ?? ''
    await prunedBetween(world)
    const me = colleagueOf(world)
    expect(await resolve(me, 'unlock')).toBe(null)
    expect(await run(me, { kind: 'rollback', releaseId: current, services: null })).toEqual({ kind: 'succeeded' })
    expect((await slotOf(me)).map((one) => one.split(' ')[0])).toEqual(['dev1-admin-1', 'dev1-api-1', 'dev1-web-1'])
  })

  test('the settings are written again by whoever still has them', async () => {
    const world = await pushedWorld()
    const name = settingsName('found-d1')
    await prunedBetween(world, () => world.ledger.dropPrivate('h1', [name], never))
    expect(world.ledger.control.privateNames('h1')).toContain(name)
  })

  test('a way on is refused, naming the service, where nobody has them', async () => {
    const world = await pushedWorld()
    await prunedBetween(world)
    await world.ledger.dropPrivate('h1', [settingsName('found-d1')], never)
    const me = colleagueOf(world)
    for (const choice of ['resume', 'put-back'] as const) {
      await expect(resolve(me, choice)).rejects.toMatchObject({
        code: 'old-container-gone',
        data: { details: { services: 'api' } },
      })
    }
    expect(await resolve(me, 'unlock')).toBe(null)
  })
})

test('a new container whose old one was pruned in the middle of its gate is not through before the gate', async () => {
  const world = await pushedWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
  const id = await begin(world, deploy)
  await world.clock.advance(2_000)
  await prune(world)
  expect(await result(world, id)).toMatchObject({ kind: 'down', error: { code: 'lock-lost' } })
  const me = colleagueOf(world)
  const resumed = await resolve(me, 'resume')
  await me.clock.advance(5_000)
  expect(me.deployer.deployments()).toMatchObject([{ phase: 'running', gate: { service: 'web' } }])
  me.docker.control.setHealth(me.docker.control.idOf('dev1-web-1.berth-d1'), 'unhealthy')
  expect(await result(me, resumed)).toMatchObject({ kind: 'put-back', error: { code: 'gate-failed' } })
  expect(await slotOf(me)).toEqual(whole(oldTag))
})
