import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import {
  beginDeployment,
  type DeployWorld,
  finishDeployment,
  newTag,
  oldTag,
  reference,
  startWorld,
} from '../../testing/deploy-world'

const never = new AbortController().signal
const deploy: Operation = { kind: 'deploy', tag: newTag, services: null, recreate: 'changed' }
let world: DeployWorld

afterEach(async () => {
  world.close()
  await world.deployer.close()
})

test('what went on beside what failed is told as given up, not as failed', async () => {
  world = startWorld({
    admin: { behaviour: { kind: 'checked', health: 'unhealthy' } },
    web: { behaviour: { kind: 'checked', health: 'starting' } },
  })
  const id = await beginDeployment(world, deploy)
  expect(await finishDeployment(world, id)).toMatchObject({ kind: 'put-back', error: { code: 'gate-failed' } })
  const { plan, steps } = world.deployer.deployments()[0] ?? {}
  const ends = plan?.steps.map((step, index) => [
    `${step.kind} ${'service' in step ? step.service : ''}`,
    steps?.[index]?.state,
  ])
  const gates = Object.fromEntries(ends ?? [])
  expect([gates['gate admin'], gates['gate web'], gates['verify web']]).toEqual(['failed', 'given-up', 'not-run'])
})

test('what a service said that failed is kept: in the ledger without the secrets it was given, and its last lines in private', async () => {
  const config = { Env: ['DB_PASSWORD=hunter2'] }
  world = startWorld({ api: { behaviour: { kind: 'checked', health: 'starting' }, config } })
  const id = await beginDeployment(world, deploy)
  await world.clock.advance(1_000)
  const api = world.docker.control.idOf('dev1-api-1.berth-d1')
  world.docker.control.appendLog(api, 'logging in with hunter2')
  world.docker.control.setHealth(api, 'unhealthy', 'hunter2 refused')
  const result = await finishDeployment(world, id)
  expect(result).toMatchObject({ failingOutput: '•••••••• refused', log: 'logging in with ••••••••' })
  expect(JSON.stringify(world.ledger.control.records('h1'))).not.toContain('hunter2')
  const lines = await world.ledger.readPrivate('h1', `log/${id}/api`, never)
  expect(gunzipSync(lines ?? '').toString()).toContain('logging in with hunter2')
})

test('what a container wrote that a cut-off deployment left is kept for that deployment when the next one clears up', async () => {
  world = startWorld()
  const left = await world.docker.createContainer(
    'dev1-api-1.berth-cut',
    {
      Image: reference('api', oldTag),
      Labels: {
        [composeLabels.project]: 'dev1',
        [composeLabels.service]: 'api',
        [berthLabels.deployment]: 'cut',
      },
    },
    never,
  )
  world.docker.control.appendLog(left, 'never got to its gate')
  const id = await beginDeployment(world, deploy)
  expect(await finishDeployment(world, id)).toMatchObject({ kind: 'succeeded' })
  const lines = await world.ledger.readPrivate('h1', 'log/cut/api', never)
  expect(gunzipSync(lines ?? '').toString()).toContain('never got to its gate')
})
