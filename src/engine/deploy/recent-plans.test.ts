import { afterEach, beforeEach, expect, test } from 'vitest'
import type { OperationRequest } from './plan-operation'
import { type DeployWorld, healthy, newTag, reference, startWorld } from '../../testing/deploy-world'

const never = new AbortController().signal
const operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' } as const
const request: OperationRequest = { hostId: 'h1', slot: 'dev1', operation, by: '정유진' }
let world: DeployWorld

beforeEach(() => (world = startWorld()))
afterEach(async () => {
  world.close()
  await world.deployer.close()
})

const lookups = (): number =>
  world.docker.control.calls().filter(({ operation: call }) => call === 'resolveRemote').length

async function plan(): Promise<(by?: string) => Promise<string>> {
  const { fingerprint } = await world.deployer.plan(request, never)
  return (by = request.by) => world.deployer.run({ ...request, by, fingerprint, over: null }, never)
}

test('a plan that is said yes to at once asks the registry no second time', async () => {
  const sayYes = await plan()
  expect(lookups()).toBe(3)
  const ended = world.deployer.waitFor(await sayYes(), never)
  for (let round = 0; round < 20; round += 1) await world.clock.advance(500)
  expect((await ended).result).toEqual({ kind: 'succeeded' })
  expect(lookups()).toBe(3)
})

test('a slot that changed between the plan and the yes is noticed before the yes means anything', async () => {
  const sayYes = await plan()
  world.docker.control.remove(world.docker.control.idOf('dev1-web-1'))
  await world.clock.advance(600)
  await expect(sayYes()).rejects.toMatchObject({ code: 'plan-outdated' })
})

test('one that changed within a moment is noticed under the lock, and nothing else is changed', async () => {
  const sayYes = await plan()
  world.docker.control.remove(world.docker.control.idOf('dev1-web-1'))
  const api = world.docker.control.idOf('dev1-api-1')
  const ended = world.deployer.waitFor(await sayYes(), never)
  for (let round = 0; round < 20; round += 1) await world.clock.advance(500)
  expect((await ended).result).toMatchObject({ kind: 'refused', error: { code: 'plan-outdated' } })
  expect(world.docker.control.idOf('dev1-api-1')).toBe(api)
})

test('after ten seconds the registry is asked again: its tag may name another image', async () => {
  const sayYes = await plan()
  world.docker.control.addRemoteImage(reference('web', newTag), { ...healthy, id: 'sha256:pushed-since' })
  await world.clock.advance(11_000)
  await expect(sayYes()).rejects.toMatchObject({ code: 'plan-outdated' })
})

test('a yes of somebody else is planned for them', async () => {
  const sayYes = await plan()
  await sayYes('박서준')
  expect(lookups()).toBe(6)
})
