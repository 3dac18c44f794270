import { beforeEach, describe, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { berthLabels, composeLabels } from '../../domain/label-names'
import { createFakeClock, type FakeClock } from '../../testing/fake-clock'
import { createFakeDocker, type FakeDocker } from '../../testing/fake-docker'
import { findLock, lockName, type SlotLock, takeLock } from './slot-lock'
import { defaultPatience, steadyHost } from './steady-host'
import { type StillHeart, takeOverLock } from './take-over-lock'

const never = new AbortController().signal
let clock: FakeClock
let docker: FakeDocker
let told: string[]
let recorded: (string | undefined)[]

beforeEach(() => {
  clock = createFakeClock()
  docker = createFakeDocker(clock)
  told = []
  recorded = []
  docker.control.addImage('berth-lock:1')
  docker.control.addImage('shop/api:1')
  docker.control.addContainer('dev1-api-1', { Image: 'shop/api:1', StopTimeout: 20, Labels: labels('api') })
  docker.control.addContainer('dev1-web-1', { Image: 'shop/api:1', Labels: labels('web') })
})

const labels = (service: string): Record<string, string> => ({
  [composeLabels.project]: 'dev1',
  [composeLabels.service]: service,
})

/** The lock of an owner who died without a word. */
function deadLock(): string {
  const Labels = {
    [berthLabels.lock]: 'dev1',
    [berthLabels.lockOwner]: '박서준',
    [berthLabels.lockDeployment]: 'd1',
  }
  return docker.control.addContainer(lockName('dev1'), { Image: 'berth-lock:1', Labels }, false)
}

function parts() {
  const log = (): void => undefined
  const host = steadyHost({ clock, patience: defaultPatience, signal: never, beforeChange: async () => undefined })
  return { client: docker, host, clock, log }
}

const request = (owner: string) => ({ project: 'dev1', slot: 'dev1', owner, reason: 'resume', deploymentId: 'd1' })

function takeOver(owner = '정유진', stillHearts: readonly StillHeart[] = []): Promise<SlotLock> {
  const onProgress = ({ kind, passedMs, neededMs }: { kind: string; passedMs: number; neededMs: number }): void => {
    told.push(`${kind} ${String(passedMs)}/${String(neededMs)}`)
  }
  const record = async (dead: { readonly id: string } | null): Promise<void> => void recorded.push(dead?.id)
  const more = { stillHearts: () => stillHearts, onProgress, record }
  return takeOverLock({ ...parts(), ...more }, { ...request(owner), lockDeploymentId: 'd1' }, never)
}

/** How it ends, and when on the clock; the clock is moved as far as it needs. */
async function ended(taking: Promise<SlotLock>): Promise<{ readonly atMs: number; readonly lock: SlotLock | string }> {
  let result: { readonly atMs: number; readonly lock: SlotLock | string } | null = null
  void taking.then(
    (lock) => (result = { atMs: clock.monotonicMs(), lock }),
    (error: BerthError) => (result = { atMs: clock.monotonicMs(), lock: error.code }),
  )
  for (let second = 0; second < 300 && result === null; second += 1) await clock.advance(1_000)
  if (result === null) throw new Error('it never ended')
  return result
}

describe('a takeover', () => {
  test('sees the heart stand still for 30 s, takes the lock, and waits out the longest stop that may be under way', async () => {
    const dead = deadLock()
    const { atMs, lock } = await ended(takeOver())
    expect(atMs).toBe(30_000 + 20_000 + 5_000)
    expect(recorded).toEqual([dead])
    expect(await findLock(docker, 'dev1', never)).toMatchObject({ labels: { [berthLabels.lockOwner]: '정유진' } })
    expect(told[0]).toBe('heart 0/30000')
    expect(told.at(-1)).toBe('changes 24000/25000')
    if (typeof lock === 'string') throw new Error(lock)
    await lock.release(never)
    expect(clock.sleepers()).toBe(0)
  })

  test('is refused, and leaves the lock, as soon as the heart beats', async () => {
    const id = deadLock()
    const taking = ended(takeOver())
    await clock.advance(29_000)
    await docker.writeFile(id, '/', 'heartbeat', '7', never)
    expect((await taking).lock).toBe('slot-locked')
    expect((await findLock(docker, 'dev1', never))?.id).toBe(id)
    expect(recorded).toEqual([])
  })

  test('does not count the time in which it could not look', async () => {
    deadLock()
    const taking = ended(takeOver())
    await clock.advance(5_000)
    docker.control.down()
    await clock.advance(60_000)
    docker.control.up()
    expect((await taking).atMs).toBeGreaterThanOrEqual(65_000 + 30_000 + 25_000)
  })

  test('needs no look of its own where this engine has watched the heart stand still', async () => {
    const id = deadLock()
    expect((await ended(takeOver('정유진', [{ lockId: id, heartbeat: null }]))).atMs).toBe(25_000)
  })

  test('looks itself where the heart has beaten since it was watched', async () => {
    const id = deadLock()
    await docker.writeFile(id, '/', 'heartbeat', '8', never)
    expect((await ended(takeOver('정유진', [{ lockId: id, heartbeat: '7' }]))).atMs).toBe(55_000)
  })

  test('of two at once succeeds for one, and the other learns who was faster', async () => {
    deadLock()
    const [first, second] = await Promise.all([ended(takeOver('정유진')), ended(takeOver('이도윤'))])
    const results = [first.lock, second.lock]
    expect(results.filter((lock) => typeof lock !== 'string').length).toBe(1)
    expect(results).toContain('slot-locked')
    expect(recorded.length).toBe(1)
  })

  test('waits for a removal of the dead lock that is under way', async () => {
    deadLock()
    const refused = { operation: 'remove container', reason: 'removal is already in progress', status: 409 }
    docker.control.fail('removeContainer', new BerthError('docker-refused', refused), 3)
    expect(typeof (await ended(takeOver())).lock).toBe('object')
  })

  test('is over when the owner comes back and is through meanwhile', async () => {
    const id = deadLock()
    const taking = ended(takeOver())
    await clock.advance(10_000)
    docker.control.remove(id)
    expect((await taking).lock).toBe('not-interrupted')
    expect(docker.control.names()).not.toContain(lockName('dev1'))
  })

  test('is refused where the slot is held for another deployment than the person has seen', async () => {
    deadLock()
    const other = takeOverLock(
      { ...parts(), stillHearts: () => [], onProgress: () => undefined, record: async () => undefined },
      { ...request('정유진'), lockDeploymentId: 'd0' },
      never,
    )
    await expect(other).rejects.toMatchObject({ code: 'slot-locked' })
  })
})

describe('the owner of a lock', () => {
  test('that was taken over for the same deployment does not take the new lock for its own', async () => {
    const mine = await takeLock(parts(), request('박서준'), never)
    docker.control.remove(mine.id)
    const theirs = await takeLock(parts(), request('정유진'), never)
    await expect(mine.check(never)).rejects.toMatchObject({ code: 'lock-lost' })
    await expect(takeLock(parts(), request('박서준'), never)).rejects.toMatchObject({ code: 'slot-locked' })
    await mine.release(never)
    await theirs.check(never)
    await theirs.release(never)
  })

  test('that slept asks again before it changes anything, and lets its heart beat at once', async () => {
    const lock = await takeLock(parts(), request('박서준'), never)
    await clock.advance(1)
    const release = docker.control.hold('observeContainer')
    const asleep = lock.check(never).catch((error: BerthError) => error.code)
    const beating = docker.control.hold('writeFile')
    await clock.advance(60_000)
    release()
    expect(await asleep).toBe('docker-timeout')
    docker.control.forgetCalls()
    beating()
    await clock.advance(1)
    const beats = docker.control.calls().filter(({ operation }) => operation === 'writeFile')
    expect(beats.length).toBe(1)
    await lock.check(never)
    await lock.release(never)
    expect(clock.sleepers()).toBe(0)
  })
})
