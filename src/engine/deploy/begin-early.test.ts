import { afterEach, expect, test } from 'vitest'
import type { Operation } from '../../domain/operation'
import {
  beginDeployment,
  type DeployWorld,
  finishDeployment,
  newTag,
  oldTag,
  startWorld,
} from '../../testing/deploy-world'
import type { FakeImageInput } from '../../testing/fake-docker'

const never = new AbortController().signal
const operation: Operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' }
const newApi = 'dev1-api-1.berth-d1'
const newFronts = ['dev1-admin-1.berth-d1', 'dev1-web-1.berth-d1']
let world: DeployWorld

afterEach(async () => {
  world.close()
  await world.deployer.close()
})

/** Docker has not run this check yet; Berth may. */
const startingApi: FakeImageInput = {
  behaviour: { kind: 'checked', health: 'starting' },
  config: { Healthcheck: { Test: ['CMD', '/app/check'] } },
}

async function begin(api: FakeImageInput, exitCode: number): Promise<string> {
  world = startWorld({ api })
  world.docker.control.onExec(() => ({ exitCode, output: '' }))
  return beginDeployment(world, operation)
}

const names = (): readonly string[] => world.docker.control.names('running')
const tags = async (): Promise<readonly string[]> => {
  const seen = await Promise.all(
    world.docker.control.names().map((name) => world.docker.observeContainer(world.docker.control.idOf(name), never)),
  )
  return seen.map((container) => `${container?.imageReference.split(':')[1] ?? ''} ${container?.status ?? ''}`)
}

test('front ends begin when the back end’s own check passes, and the end waits for Docker’s word', async () => {
  const id = await begin(startingApi, 0)
  await world.clock.advance(3_000)
  expect(names()).toEqual(expect.arrayContaining(newFronts))
  expect(world.deployer.deployments()[0]).toMatchObject({ phase: 'running', switched: ['admin', 'web'] })
  world.docker.control.setHealth(world.docker.control.idOf(newApi), 'healthy')
  expect(await finishDeployment(world, id)).toEqual({ kind: 'succeeded' })
})

test('where Docker calls the back end unhealthy after all, every service is put back', async () => {
  const id = await begin(startingApi, 0)
  await world.clock.advance(3_000)
  world.docker.control.setHealth(world.docker.control.idOf(newApi), 'unhealthy', 'db DOWN')
  expect(await finishDeployment(world, id)).toMatchObject({
    kind: 'put-back',
    error: { code: 'gate-failed' },
    failingOutput: 'db DOWN',
  })
  expect(await tags()).toEqual([`${oldTag} running`, `${oldTag} running`, `${oldTag} running`])
})

test.each([
  ['its own check fails', startingApi, 1],
  ['it has no command to run', { behaviour: { kind: 'checked', health: 'starting' } } as const, 0],
  ['it has no health check and must stay up for a while', { behaviour: { kind: 'runs' } } as const, 0],
])('front ends are left alone while %s', async (_, api, exitCode) => {
  await begin(api, exitCode)
  await world.clock.advance(5_000)
  expect(names()).toEqual(expect.arrayContaining(['dev1-admin-1', 'dev1-web-1', newApi]))
})
