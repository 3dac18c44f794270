import { afterEach, describe, expect, test } from 'vitest'
import type { Operation } from '../../domain/operation'
import { slotHolds } from '../../domain/ledger/slot-holds'
import {
  beginDeployment,
  type DeployWorld,
  finishDeployment,
  newTag,
  oldTag,
  startWorld,
} from '../../testing/deploy-world'
import { holdAgain } from '../holds/hold-again'
import { liftHolds } from '../holds/lift-holds'

const never = new AbortController().signal
const where = { hostId: 'h1', slot: 'dev1', by: '정유진' }
const deploy = (tag: string): Operation => ({ kind: 'deploy', tag, services: null, recreate: 'changed' })

const worlds: DeployWorld[] = []

/** A slot that went to the new tag and was rolled back from it. */
async function rolledBack(images: Parameters<typeof startWorld>[0] = {}): Promise<DeployWorld> {
  const world = startWorld(images)
  worlds.push(world)
  await run(world, deploy(newTag))
  const [kept] = world.ledger.state('h1')?.kept.get('dev1') ?? []
  await run(world, { kind: 'rollback', releaseId: kept?.releaseId ?? '', services: null })
  return world
}

const run = async (world: DeployWorld, operation: Operation) =>
  finishDeployment(world, await beginDeployment(world, operation))

const holdsOf = ({ ledger }: DeployWorld) => slotHolds(ledger.state('h1') ?? expect.fail('no ledger'), 'dev1')
const kindsOf = ({ ledger }: DeployWorld) => ledger.control.records('h1').map(({ kind }) => kind)
const tagsOf = async ({ docker }: DeployWorld): Promise<readonly string[]> => {
  const names = docker.control.names()
  const seen = await Promise.all(names.map((name) => docker.observeContainer(docker.control.idOf(name), never)))
  return seen.map((one) => one?.imageReference.split(':').at(-1) ?? '')
}

/** Says yes to what is held now, and begins. */
async function goOver(world: DeployWorld, reason = 'fixed since') {
  const operation = deploy(newTag)
  const { fingerprint } = await world.deployer.plan({ ...where, operation }, never)
  const lift = { holdIds: holdsOf(world).map(({ holdId }) => holdId), reason }
  const id = await world.deployer.run({ ...where, operation, fingerprint, over: null, lift }, never)
  return finishDeployment(world, id)
}

afterEach(async () => {
  for (const world of worlds.splice(0)) {
    world.close()
    await world.deployer.close()
  }
})

describe('a slot that was rolled back', () => {
  test('is held by the rollback that succeeded, and what was rolled back from is not deployed again', async () => {
    const world = await rolledBack()
    expect(holdsOf(world)).toMatchObject([{ tag: newTag, by: '정유진', deploymentId: 'd2' }])
    await expect(beginDeployment(world, deploy(newTag))).rejects.toMatchObject({
      code: 'slot-held',
      data: { details: { slot: 'dev1', tag: newTag, held: newTag, by: '정유진' } },
    })
    expect(kindsOf(world).filter((kind) => kind === 'deployment-begun')).toHaveLength(2)
  })

  test('takes every other branch, and everything else that is no deploy', async () => {
    const world = await rolledBack()
    for (const service of ['api', 'admin', 'web']) {
      world.docker.control.addRemoteImage(`registry.example.com/shop/${service}:kickoff-240701-coupon`)
    }
    expect(await run(world, { kind: 'restart', services: ['web'] })).toEqual({ kind: 'succeeded' })
    const plan = await world.deployer.plan({ ...where, operation: deploy('kickoff-240701-coupon') }, never)
    expect(plan.warnings.map(({ kind }) => kind)).not.toContain('held')
    await beginDeployment(world, deploy('kickoff-240701-coupon'))
    expect(holdsOf(world)).toHaveLength(1)
  })

  test('is lifted by a deployment that somebody wanted knowingly, once it has succeeded', async () => {
    const world = await rolledBack()
    expect(await goOver(world)).toEqual({ kind: 'succeeded' })
    expect(holdsOf(world)).toEqual([])
    const lifted = world.ledger.control.records('h1').find(({ kind }) => kind === 'lifted')
    expect(lifted).toMatchObject({ by: '정유진', tags: [newTag], deploymentId: 'd3', reason: 'fixed since' })
  })

  test('stays held where that deployment fails: the branch is no better than it was', async () => {
    const world = await rolledBack()
    for (const service of ['api', 'admin', 'web']) {
      world.docker.control.addRemoteImage(`registry.example.com/shop/${service}:${newTag}`, {
        behaviour: { kind: 'exits', exitCode: 1 },
        labels: { build: '2' },
      })
    }
    expect((await goOver(world)).kind).toBe('put-back')
    expect(holdsOf(world)).toHaveLength(1)
    expect(await tagsOf(world)).not.toContain(newTag)
  })

  test('is refused under the lock where the hold came after the look: nothing is stopped', async () => {
    const world = await rolledBack()
    await liftHolds(world.ledger, { ...where, holdIds: holdsOf(world).map(({ holdId }) => holdId), reason: '' }, never)
    const id = await beginDeployment(world, deploy(newTag))
    // Colleagues' records are seen a moment later; the lock is taken meanwhile.
    world.ledger.control.write('h1', { kind: 'held', by: '박서준', slot: 'dev1', tag: newTag, deploymentId: 'theirs' })
    expect(await finishDeployment(world, id)).toMatchObject({
      kind: 'refused',
      error: { code: 'slot-held', details: { by: '박서준' } },
    })
    expect(kindsOf(world).filter((kind) => kind === 'deployment-begun')).toHaveLength(2)
    expect(world.docker.control.names()).toEqual(['dev1-admin-1', 'dev1-api-1', 'dev1-web-1'])
    expect(holdsOf(world)).toMatchObject([{ by: '박서준' }])
  })

  test('a yes to one hold is none to the next', async () => {
    const world = await rolledBack()
    const operation = deploy(newTag)
    const { fingerprint } = await world.deployer.plan({ ...where, operation }, never)
    const lift = { holdIds: ['of yesterday'], reason: 'x' }
    const refused = world.deployer.run({ ...where, operation, fingerprint, over: null, lift }, never)
    await expect(refused).rejects.toMatchObject({ code: 'slot-held' })
  })
})

describe('a rollback', () => {
  test('that does not succeed holds nothing', async () => {
    const world = startWorld()
    worlds.push(world)
    await run(world, deploy(newTag))
    const [kept] = world.ledger.state('h1')?.kept.get('dev1') ?? []
    const id = await beginDeployment(world, { kind: 'rollback', releaseId: kept?.releaseId ?? '', services: null })
    const stop = world.docker.control.before('startContainer', () => world.deployer.cancel(id))
    expect(await finishDeployment(world, id)).toEqual({ kind: 'cancelled' })
    stop()
    expect(kindsOf(world).filter((kind) => kind === 'deployment-ended')).toHaveLength(2)
    expect(kindsOf(world)).not.toContain('held')
  })

  test('back to the branch that is held leaves it held, and holds the other one too', async () => {
    const world = await rolledBack()
    const [forward] = world.ledger.state('h1')?.kept.get('dev1') ?? []
    expect(await run(world, { kind: 'rollback', releaseId: forward?.releaseId ?? '', services: null })).toEqual({
      kind: 'succeeded',
    })
    expect(holdsOf(world).map(({ tag }) => tag)).toEqual([oldTag, newTag])
  })
})

describe('lifting', () => {
  test('of two at once both are right, and it is lifted; what came meanwhile stays', async () => {
    const world = await rolledBack()
    const holdIds = holdsOf(world).map(({ holdId }) => holdId)
    const lift = (by: string) => liftHolds(world.ledger, { ...where, by, holdIds, reason: '' }, never)
    expect(await Promise.all([lift('정유진'), lift('박서준')])).toContain(1)
    expect(holdsOf(world)).toEqual([])
    world.ledger.control.write('h1', { kind: 'held', by: '김하나', slot: 'dev1', tag: newTag, deploymentId: 'later' })
    expect(await lift('박서준')).toBe(0)
    expect(holdsOf(world)).toMatchObject([{ by: '김하나' }])
  })

  test('is taken back by another hold, of whoever does it; what was recorded stays, and nobody else’s branch is held', async () => {
    const world = await rolledBack()
    const [hold] = holdsOf(world)
    const holds = [{ tag: newTag, deploymentId: hold?.deploymentId ?? '' }]
    const holdIds = holdsOf(world).map(({ holdId }) => holdId)
    await liftHolds(world.ledger, { ...where, by: '정유진', holdIds, reason: '' }, never)
    const again = (by: string) => holdAgain(world.ledger, { ...where, by, holds }, never)
    await again('박서준')
    await again('김하나')
    expect(holdsOf(world)).toMatchObject([{ tag: newTag, by: '박서준', deploymentId: hold?.deploymentId }])
    expect(kindsOf(world).filter((kind) => kind === 'held' || kind === 'lifted')).toEqual(['held', 'lifted', 'held'])
    const foreign = { ...where, by: '박서준', holds: [{ tag: 'main', deploymentId: 'of nobody' }] }
    await expect(holdAgain(world.ledger, foreign, never)).rejects.toMatchObject({ code: 'bad-request' })
  })
})
