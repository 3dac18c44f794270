import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { waitUntil } from '../../../e2e/harness/wait-until'
import type { BerthError } from '../../domain/berth-error'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'
import { findLock, lockName, readHeartbeat, type SlotLock, takeLock } from './slot-lock'
import { defaultPatience, steadyHost } from './steady-host'

const never = new AbortController().signal
let engine: DockerEngine
let client: DockerClient

beforeAll(async () => {
  engine = await startDockerEngine({ name: 'lock' })
  client = createDockerClient(socketRoute(engine.address), { clock: systemClock })
})

afterAll(() => {
  client.close()
  engine.remove()
})

function take(owner: string, project = 'dev1'): Promise<SlotLock> {
  const parts = { clock: systemClock, log: () => undefined }
  const host = steadyHost({ ...parts, patience: defaultPatience, signal: never, beforeChange: async () => undefined })
  const request = { project, slot: project, owner, reason: 'deploy kickoff', deploymentId: `of-${owner}` }
  return takeLock({ ...parts, client, host }, request, never)
}

test('of twenty takers at once one wins, and the others learn who holds it and since when', async () => {
  const takers = Array.from({ length: 20 }, (_, index) => `person-${String(index)}`)
  const results = await Promise.allSettled(takers.map((owner) => take(owner)))
  const won = results.flatMap((result, index) =>
    result.status === 'fulfilled' ? [{ lock: result.value, owner: takers[index] }] : [],
  )
  expect(won.length).toBe(1)
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const error = result.reason as BerthError
    expect(error.data).toMatchObject({ code: 'slot-locked', details: { owner: won[0]?.owner } })
    expect(Date.parse(String(error.data.details['since']))).toBeGreaterThan(0)
  }
  await won[0]?.lock.release(never)
  expect(await findLock(client, 'dev1', never)).toBe(null)
  await (await take('the next one')).release(never)
})

test('its heart beats for others to see, and stops with the release', async () => {
  const lock = await take('정유진')
  const first = await waitUntil('a heartbeat', 10_000, () => readHeartbeat(client, lock.id, never))
  await waitUntil('the next one', 15_000, async () => (await readHeartbeat(client, lock.id, never)) !== first)
  await lock.release(never)
  expect(await client.listContainers(null, never)).toEqual([])
})

test('a lock that somebody prunes is noticed before the next change and by the heart itself', async () => {
  const lock = await take('정유진', 'dev 2/ü')
  expect(lockName('dev 2/ü')).toMatch(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/)
  await lock.check(never)
  await engine.call({ method: 'POST', path: '/containers/prune' })
  await expect(lock.check(never)).rejects.toMatchObject({ code: 'lock-lost' })
  await waitUntil('the heart to notice', 15_000, () => lock.lost.aborted)
  const other = await take('박서준', 'dev 2/ü')
  await lock.release(never)
  await other.check(never)
  await other.release(never)
})
