import { BerthError } from '../../domain/berth-error'
import type { Clock, DockerClient, Log } from '../ports'
import { createWaker } from './waker'

/** The heart of a lock that is held: a number in the lock's own layer that grows for as long as its owner lives. */
export type LockHeart = {
  /** Beats at once where the last beat was so long ago that others may take the owner for dead: this machine slept. */
  readonly wakeIfLate: () => void
  /** Resolves when nothing of it is left. */
  readonly stop: () => Promise<void>
}

type HeartParts = { readonly client: DockerClient; readonly clock: Clock; readonly log: Log }

/** Where the number stands in a lock container. */
export const heartbeatPlace = { directory: '/', name: 'heartbeat' } as const
const everyMs = 5_000
const lateMs = 2 * everyMs

/** Starts to beat; `onLost` is called once where the lock is gone. A host that is out of reach is waited for. */
export function beatHeart({ client, clock, log }: HeartParts, lockId: string, onLost: () => void): LockHeart {
  const stopping = new AbortController()
  const waker = createWaker(clock)
  let sinceBeatMs = elapsedSince(clock)
  const beating = keepBeating()

  async function keepBeating(): Promise<void> {
    for (let beat = 1; ; beat += 1) {
      // Also before the first: that the lock came is sign of life enough, and the next seconds are the deployment's.
      await waker.wait(everyMs, stopping.signal).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        sinceBeatMs = elapsedSince(clock)
        await client.writeFile(lockId, heartbeatPlace.directory, heartbeatPlace.name, String(beat), stopping.signal)
      } catch (error) {
        if (stopping.signal.aborted) return
        if (error instanceof BerthError && error.code === 'container-gone') return onLost()
        log('warn', 'heartbeat of a slot lock not written', { lock: lockId.slice(0, 12), error: String(error) })
      }
    }
  }

  return {
    wakeIfLate: () => {
      if (sinceBeatMs() > lateMs) waker.wake()
    },
    stop: async () => {
      stopping.abort()
      await beating
    },
  }
}

/**
 * How long ago this was called. On some systems the monotonic clock stands still while the machine sleeps and only the
 * wall clock tells; that one may be set back, so that the larger of the two counts.
 */
export function elapsedSince(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>): () => number {
  const [wallMs, monotonicMs] = [clock.nowMs(), clock.monotonicMs()]
  return () => Math.max(clock.nowMs() - wallMs, clock.monotonicMs() - monotonicMs)
}
