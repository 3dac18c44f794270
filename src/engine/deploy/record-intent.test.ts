import { afterEach, beforeEach, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import type { Operation } from '../../domain/operation'
import { beginDeployment, type DeployWorld, finishDeployment, newTag, startWorld } from '../../testing/deploy-world'

const deploy: Operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' }
const slot = ['dev1-admin-1', 'dev1-api-1', 'dev1-web-1']
const lost = new BerthError('ledger-write-lost', { tries: 5 })
let world: DeployWorld

beforeEach(() => (world = startWorld()))
afterEach(async () => {
  world.close()
  await world.deployer.close()
})

const touching = new Set(['setRestartPolicy', 'stopContainer', 'startContainer', 'renameContainer'])
const touches = (): readonly string[] =>
  world.docker.control.calls().flatMap(({ operation }) => (touching.has(operation) ? [operation] : []))

test('nothing that serves is touched before it can be read what is about to be done', async () => {
  const release = world.ledger.control.hold('append')
  const id = await beginDeployment(world, deploy)
  await world.clock.advance(1_000)
  // The slot's three, their new ones, and the lock.
  expect(world.docker.control.names()).toHaveLength(7)
  expect(touches()).toEqual([])
  release()
  expect(await finishDeployment(world, id)).toEqual({ kind: 'succeeded' })
})

test.each(['append', 'writePrivate'] as const)(
  'where %s fails it is refused: what was made meanwhile is gone, and what served was never touched',
  async (operation) => {
    world.ledger.control.fail(operation, lost)
    expect(await finishDeployment(world, await beginDeployment(world, deploy))).toMatchObject({
      kind: 'refused',
      error: { code: 'ledger-write-lost' },
    })
    expect(world.docker.control.names('running')).toEqual(slot)
    expect(world.docker.control.names()).toEqual(slot)
    expect(touches()).toEqual([])
  },
)

test.each(['stop', 'restart'] as const)('a %s that can not be recorded is refused', async (kind) => {
  world.ledger.control.fail('append', lost)
  const id = await beginDeployment(world, { kind, services: null })
  expect(await finishDeployment(world, id)).toMatchObject({ kind: 'refused', error: { code: 'ledger-write-lost' } })
  expect(world.docker.control.names('running')).toEqual(slot)
  expect(touches()).toEqual([])
})

test('a cancel while it is recorded leaves nothing behind', async () => {
  const release = world.ledger.control.hold('append')
  const id = await beginDeployment(world, deploy)
  await world.clock.advance(1_000)
  world.deployer.cancel(id)
  await world.clock.advance(1_000)
  // The end is not written before the beginning is.
  expect(world.deployer.deployments()[0]?.phase).toBe('cancelling')
  release()
  expect(await finishDeployment(world, id)).toEqual({ kind: 'cancelled' })
  expect(world.docker.control.names()).toEqual(slot)
  const kinds = world.ledger.control.records('h1').map((record) => record.kind)
  expect(kinds).toEqual(['deployment-begun', 'deployment-ended'])
})
