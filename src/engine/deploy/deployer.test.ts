import { afterEach, describe, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import { pendingWork } from '../../testing/fake-clock'
import { lockName } from './slot-lock'
import {
  beginDeployment,
  type DeployWorld,
  finishDeployment,
  startWorld as startDeployWorld,
  worldOf as deployWorldOf,
  oldTag,
  newTag,
} from '../../testing/deploy-world'

const hostId = 'h1'
const never = new AbortController().signal

const worlds: DeployWorld[] = []

function startWorld(...given: Parameters<typeof startDeployWorld>): DeployWorld {
  return kept(startDeployWorld(...given))
}

function worldOf(...given: Parameters<typeof deployWorldOf>): DeployWorld {
  return kept(deployWorldOf(...given))
}

function kept(world: DeployWorld): DeployWorld {
  worlds.push(world)
  return world
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    world.close()
    await world.deployer.close()
    expect(world.clock.sleepers()).toBe(0)
  }
})

const deploy = (changes: Partial<Extract<Operation, { kind: 'deploy' }>> = {}): Operation => ({
  kind: 'deploy',
  tag: newTag,
  services: null,
  recreate: 'changed',
  ...changes,
})

async function runToEnd(world: DeployWorld, operation: Operation = deploy()): Promise<DeploymentResult> {
  return finishDeployment(world, await beginDeployment(world, operation))
}

const imagesOf = async ({ docker }: DeployWorld): Promise<Record<string, string>> => {
  const listed = await docker.listContainers(composeLabels.project, never)
  const observed = await Promise.all(listed.map(({ id }) => docker.observeContainer(id, never)))
  return Object.fromEntries(
    observed.map((seen) => [
      seen?.name ?? '',
      `${seen?.imageReference.split(':')[1] ?? ''} ${seen?.status ?? ''} ${seen?.restartPolicy ?? ''}`,
    ]),
  )
}

const slot = (tag: string, status = 'running', policy = 'unless-stopped'): Record<string, string> =>
  Object.fromEntries(['admin', 'api', 'web'].map((service) => [`dev1-${service}-1`, `${tag} ${status} ${policy}`]))

const mutations = new Set([
  'createContainer',
  'startContainer',
  'stopContainer',
  'renameContainer',
  'removeContainer',
  'setRestartPolicy',
])
const changesMade = ({ docker }: DeployWorld): readonly string[] =>
  docker.control
    .calls()
    .map(({ operation }) => operation)
    .filter((operation) => mutations.has(operation))

describe('a switch', () => {
  test('ends with the new images under the old names, nothing left over, and the deployment in the labels', async () => {
    const world = startWorld()
    expect(await runToEnd(world)).toEqual({ kind: 'succeeded' })
    expect(await imagesOf(world)).toEqual(slot(newTag))
    expect(world.docker.control.names()).toEqual(['dev1-admin-1', 'dev1-api-1', 'dev1-web-1'])
    const web = await world.docker.observeContainer(world.docker.control.idOf('dev1-web-1'), never)
    expect(web?.labels).toMatchObject({
      [berthLabels.deployment]: 'd1',
      [berthLabels.deployedBy]: '정유진',
      [composeLabels.service]: 'web',
    })
    const [deployment] = world.deployer.deployments()
    expect(deployment?.steps.every(({ state }) => state === 'done')).toBe(true)
    expect(world.deployer.activities(hostId).size).toBe(0)
  })

  test('done twice has nothing to do and touches nothing', async () => {
    const world = startWorld()
    await runToEnd(world)
    world.docker.control.forgetCalls()
    expect(await runToEnd(world)).toEqual({ kind: 'succeeded' })
    expect(changesMade(world)).toEqual([])
  })

  test('pulls everything before it touches anything, and makes everything before it stops anything', async () => {
    const world = startWorld()
    await runToEnd(world)
    const operations = world.docker.control.calls().map(({ operation }) => operation)
    expect(operations.lastIndexOf('pull')).toBeLessThan(operations.indexOf('createContainer'))
    expect(operations.lastIndexOf('createContainer')).toBeLessThan(operations.indexOf('stopContainer'))
  })

  test('shows who does what while it goes on', async () => {
    const world = startWorld({ api: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(3_000)
    expect(world.deployer.activities(hostId).get('dev1')).toMatchObject({
      deploymentId: 'd1',
      by: '정유진',
      tag: newTag,
      services: { api: { kind: 'gate', passed: 0, needed: 1 }, admin: { kind: 'pulled' }, web: { kind: 'pulled' } },
    })
    world.docker.control.setHealth(world.docker.control.idOf('dev1-api-1.berth-d1'), 'healthy')
    expect(await finishDeployment(world, id)).toEqual({ kind: 'succeeded' })
  })
})

describe('the old version serves again', () => {
  test.each([
    ['an unhealthy front end', { web: { behaviour: { kind: 'checked', health: 'unhealthy' } } }, 'gate-failed'],
    ['a container that ends at once', { admin: { behaviour: { kind: 'exits', exitCode: 3 } } }, 'gate-exited'],
    [
      'a start that Docker refuses',
      { web: { behaviour: { kind: 'cannot-start', reason: 'no such mount' } } },
      'start-failed',
    ],
    [
      'a start for which Docker has no port, though nobody uses it',
      {
        web: {
          behaviour: { kind: 'cannot-start', reason: 'Bind for 0.0.0.0:3001 failed: port is already allocated' },
        },
      },
      'port-stuck',
    ],
    ['a start that never ends', { api: { behaviour: { kind: 'checked', health: 'starting' } } }, 'gate-too-late'],
  ] as const)('after %s', async (_, images, code) => {
    const world = startWorld(images)
    const before = world.docker.control.idOf('dev1-api-1')
    expect(await runToEnd(world)).toMatchObject({ kind: 'put-back', error: { code } })
    expect(await imagesOf(world)).toEqual(slot(oldTag))
    expect(world.docker.control.idOf('dev1-api-1')).toBe(before)
    expect(world.docker.control.names().length).toBe(3)
  })

  test('after a cancel while the last gate was waited for', async () => {
    const world = startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(2_000)
    expect(world.deployer.deployments()[0]?.switched).toEqual(['api', 'admin'])
    world.deployer.cancel(id)
    expect(await finishDeployment(world, id)).toEqual({ kind: 'cancelled' })
    expect(await imagesOf(world)).toEqual(slot(oldTag))
  })

  test('and had never stopped, after a cancel during the pull', async () => {
    const world = startWorld()
    const release = world.docker.control.hold('pull')
    const id = await beginDeployment(world, deploy())
    await pendingWork()
    world.deployer.cancel(id)
    expect(await finishDeployment(world, id)).toEqual({ kind: 'cancelled' })
    release()
    expect(changesMade(world)).toEqual([])
  })

  test('when somebody starts an old container again while the last gate is waited for', async () => {
    const world = startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    const old = world.docker.control.idOf('dev1-api-1')
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(2_000)
    world.docker.control.start(old)
    world.docker.control.setHealth(world.docker.control.idOf('dev1-web-1.berth-d1'), 'healthy')
    expect(await finishDeployment(world, id)).toMatchObject({
      kind: 'put-back',
      error: { code: 'slot-changed-meanwhile' },
    })
    expect(await imagesOf(world)).toEqual(slot(oldTag))
  })

  test('with what the failing check and the new container said', async () => {
    const world = startWorld({ api: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(2_000)
    const fresh = world.docker.control.idOf('dev1-api-1.berth-d1')
    world.docker.control.appendLog(fresh, '\u001b[31mERROR\u001b[0m no database')
    world.docker.control.setHealth(fresh, 'unhealthy', '503 db DOWN')
    expect(await finishDeployment(world, id)).toMatchObject({
      kind: 'put-back',
      failingOutput: '503 db DOWN',
      log: 'ERROR no database',
    })
  })
})

test('a cancel after the last gate comes too late, says so, and changes nothing', async () => {
  const world = startWorld()
  const release = world.docker.control.hold('removeContainer')
  const id = await beginDeployment(world, deploy())
  await world.clock.advance(1_000)
  expect(() => world.deployer.cancel(id)).toThrow(expect.objectContaining({ code: 'cancel-too-late' }) as Error)
  release()
  expect(await finishDeployment(world, id)).toEqual({ kind: 'succeeded' })
})

describe('refused', () => {
  test('without any change where somebody else holds the slot, naming them', async () => {
    const world = startWorld()
    world.docker.control.addImage('berth-lock:1')
    world.docker.control.addContainer(
      lockName('dev1'),
      { Image: 'berth-lock:1', Labels: { [berthLabels.lock]: 'dev1', [berthLabels.lockOwner]: '박서준' } },
      false,
    )
    world.docker.control.forgetCalls()
    await expect(beginDeployment(world, deploy())).rejects.toMatchObject({
      code: 'slot-locked',
      data: { details: { owner: '박서준' } },
    })
    expect(changesMade(world)).toEqual([])
  })

  test('of two at once, exactly one', async () => {
    const world = startWorld()
    const other = worldOf(world.clock, world.docker, ['x1'])
    const release = world.docker.control.hold('pull')
    const ids = [await beginDeployment(world, deploy()), await beginDeployment(other, deploy())]
    release()
    const results = [await finishDeployment(world, ids[0] ?? ''), await finishDeployment(other, ids[1] ?? '')]
    expect(results.map(({ kind }) => kind).sort()).toEqual(['refused', 'succeeded'])
    expect(results.find(({ kind }) => kind === 'refused')).toMatchObject({
      error: { code: expect.stringMatching(/slot-locked|plan-outdated/) as unknown },
    })
    expect(await imagesOf(world)).toEqual(slot(newTag))
  })

  test('where the slot changed between the look and the lock', async () => {
    const world = startWorld()
    const release = world.docker.control.hold('pull')
    const id = await beginDeployment(world, deploy())
    const { control } = world.docker
    control.remove(control.idOf('dev1-web-1'))
    release()
    expect(await finishDeployment(world, id)).toMatchObject({ kind: 'refused', error: { code: 'plan-outdated' } })
    expect(control.names()).toEqual(['dev1-admin-1', 'dev1-api-1'])
  })

  test('where another plan was confirmed', async () => {
    const { deployer } = startWorld()
    const request = { hostId, slot: 'dev1', operation: deploy(), by: '', over: null }
    const run = deployer.run({ ...request, fingerprint: 'another' }, never)
    await expect(run).rejects.toMatchObject({ code: 'plan-outdated' })
  })
})

describe('a host that goes away', () => {
  const unreachable = new BerthError('host-unreachable', { address: 'x', reason: 'connection closed' })

  test.each([
    'createContainer',
    'startContainer',
    'stopContainer',
    'renameContainer',
    'removeContainer',
    'setRestartPolicy',
  ] as const)(
    'a %s whose answer was lost is looked for, and made again only where it was not made',
    async (operation) => {
      const world = startWorld()
      const id = await beginDeployment(world, deploy())
      world.docker.control.fail(operation, unreachable)
      expect(await finishDeployment(world, id)).toEqual({ kind: 'succeeded' })
      expect(await imagesOf(world)).toEqual(slot(newTag))
      expect(world.docker.control.names().length).toBe(3)
    },
  )

  test('for good during a gate is told as it is, and the next deployment clears up', async () => {
    const world = startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(2_000)
    world.docker.control.down()
    const result = await finishDeployment(world, id)
    expect(result).toMatchObject({ kind: 'down', services: ['web', 'admin', 'api'] })
    world.docker.control.up()
    expect(await beginDeployment(world, deploy()).catch((error: BerthError) => error.code)).toBe('slot-locked')
    world.docker.control.remove(world.docker.control.idOf(lockName('dev1')))
    expect(await runToEnd(world, deploy({ tag: oldTag, recreate: 'always' }))).toEqual({ kind: 'succeeded' })
    expect(await imagesOf(world)).toEqual(slot(oldTag))
    expect(world.docker.control.names().length).toBe(3)
  })

  test('a lost lock stops everything where it is', async () => {
    const world = startWorld({ web: { behaviour: { kind: 'checked', health: 'starting' } } })
    const id = await beginDeployment(world, deploy())
    await world.clock.advance(2_000)
    world.docker.control.remove(world.docker.control.idOf(lockName('dev1')))
    world.docker.control.forgetCalls()
    expect(await finishDeployment(world, id)).toMatchObject({
      kind: 'down',
      error: { code: 'lock-lost' },
      services: [],
    })
    expect(changesMade(world).filter((operation) => operation !== 'removeContainer')).toEqual([])
    expect(world.docker.control.names('running')).toContain('dev1-web-1.berth-d1')
  })
})

describe('stop, start and restart', () => {
  test('go through the same lock, and leave the containers as they are otherwise', async () => {
    const world = startWorld()
    const before = world.docker.control.idOf('dev1-web-1')
    expect(await runToEnd(world, { kind: 'stop', services: null })).toEqual({ kind: 'succeeded' })
    expect(await imagesOf(world)).toEqual(slot(oldTag, 'exited'))
    expect(await runToEnd(world, { kind: 'start', services: ['web'] })).toEqual({ kind: 'succeeded' })
    expect(world.docker.control.names('running')).toEqual(['dev1-web-1'])
    expect(await runToEnd(world, { kind: 'restart', services: ['web'] })).toEqual({ kind: 'succeeded' })
    expect(world.docker.control.idOf('dev1-web-1')).toBe(before)
    expect(world.docker.control.names()).toEqual(['dev1-admin-1', 'dev1-api-1', 'dev1-web-1'])
  })

  test.each([
    ['made', '김하나', []],
    ['was given', '이도윤', []],
    ['meets', '박서준', ['reserved']],
  ])('who %s a reservation: %s', async (_, by, warned) => {
    const world = startWorld()
    const texts = { by: '김하나', forWhom: '이도윤', why: 'QA' }
    const untilMs = world.clock.nowMs() + 3_600_000
    world.ledger.control.write(hostId, { kind: 'reserved', slot: 'dev1', reservationId: 'r1', ...texts, untilMs })
    const { warnings } = await world.deployer.plan({ hostId, slot: 'dev1', operation: deploy(), by }, never)
    expect(warnings.map(({ kind }) => kind).filter((kind) => kind === 'reserved')).toEqual(warned)
  })

  test('a start that fails is left for people to look at, and told as down', async () => {
    const world = startWorld()
    await runToEnd(world, { kind: 'stop', services: null })
    const refused = new BerthError('docker-refused', {
      operation: 'start container',
      reason: 'no such mount',
      status: 500,
    })
    const id = await beginDeployment(world, { kind: 'start', services: null })
    world.docker.control.before('startContainer', ([container]) => {
      if (container === world.docker.control.idOf('dev1-admin-1')) throw refused
    })
    expect(await finishDeployment(world, id)).toMatchObject({
      kind: 'down',
      error: { code: 'start-failed' },
      services: ['admin'],
    })
    expect(world.docker.control.names('running')).not.toContain('dev1-admin-1')
    expect(world.docker.control.names().length).toBe(3)
  })

  test('a stop that is cancelled starts again what it stopped', async () => {
    const world = startWorld()
    const id = await beginDeployment(world, { kind: 'stop', services: null })
    const stopHold = world.docker.control.before('stopContainer', () => {
      stopHold()
      world.deployer.cancel(id)
    })
    expect(await finishDeployment(world, id)).toEqual({ kind: 'cancelled' })
    expect(await imagesOf(world)).toEqual(slot(oldTag))
  })
})
