import { BerthError, toErrorData } from '../../domain/berth-error'
import { openAbortScope } from '../abort-scope'
import type { Clock, DockerClient, Log } from '../ports'
import { findStore, lockNameOf } from './find-store'
import { createUnstarted } from './make-store'
import type { StoreKind } from './store-kind'

/** What all work on a store needs. */
export type StoreParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  readonly kind: StoreKind
}

/** Longer than this, work under the lock stops by itself … */
const workLimitMs = 90_000
/** … so that a lock this old is that of somebody who died with it. By the host's clock alone. */
const deadAfterMs = 180_000
const releaseLimitMs = 10_000

/** Holds the lock's ID before every change that can't be taken back; throws `ledger-busy` where somebody took the lock away. */
export type StoreLockCheck = () => Promise<void>

/** Runs work that moves a store's containers, one at a time on the host. Null, and nothing done: somebody else is at it. */
export async function underStoreLock<Result>(
  parts: StoreParts,
  work: (check: StoreLockCheck, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<{ readonly result: Result } | null> {
  const { client, clock } = parts
  const lockId = await takeLock(parts, signal)
  if (lockId === null) return null
  const scope = openAbortScope(signal)
  const ended = openAbortScope(signal)
  const late = (): void => scope.abort(busy(workLimitMs))
  clock.sleep(workLimitMs, ended.signal).then(late, () => undefined)
  const check = async (): Promise<void> => {
    if ((await client.observeContainer(lockId, scope.signal)) === null) throw busy(0)
  }
  try {
    return { result: await work(check, scope.signal) }
  } finally {
    ended.abort()
    ended.release()
    scope.release()
    await releaseLock(parts, lockId)
  }
}

async function takeLock({ client, kind, log }: StoreParts, signal: AbortSignal): Promise<string | null> {
  const create = (): Promise<string | null> =>
    createUnstarted(client, lockNameOf(kind), { Labels: { [kind.label]: 'lock' } }, signal)
  const taken = await create()
  if (taken !== null) return taken
  const { lock } = await findStore(client, kind, signal)
  if (lock === null) return null
  const ageMs = (await client.systemTimeMs(signal)) - lock.createdAtMs
  if (ageMs < deadAfterMs) return null
  log('warn', 'a lock that somebody died with is removed', {
    lock: lockNameOf(kind),
    seconds: Math.round(ageMs / 1_000),
  })
  await client.removeContainer(lock.id, { force: true }, signal)
  return create()
}

/** Also after the work was aborted: the lock would stand in everyone's way. */
async function releaseLock({ client, clock, kind, log }: StoreParts, lockId: string): Promise<void> {
  const limit = new AbortController()
  const done = new AbortController()
  clock.sleep(releaseLimitMs, done.signal).then(
    () => limit.abort(busy(releaseLimitMs)),
    () => undefined,
  )
  try {
    await client.removeContainer(lockId, { force: true }, limit.signal)
  } catch (error) {
    log('warn', 'a lock could not be removed', { lock: lockNameOf(kind), error: toErrorData(error) })
  } finally {
    done.abort()
  }
}

function busy(afterMs: number): BerthError {
  return new BerthError('ledger-busy', { seconds: Math.round(afterMs / 1_000) })
}
