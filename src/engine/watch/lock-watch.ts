import type { LockObservation } from '../../domain/container-observation'
import { berthLabels } from '../../domain/label-names'
import type { Clock, ListedContainer } from '../ports'

/** Reads a lock's heartbeat: a text that changes for as long as its owner lives; null where there is none yet. */
export type HeartbeatReader = (lockId: string, signal: AbortSignal) => Promise<string | null>

/** Judges the heartbeats of a host's locks on the observer's own clock: the stored times of others can't be compared. */
export type LockWatch = {
  /** The locks that are on the host now. */
  readonly setLocks: (locks: readonly ListedContainer[]) => void
  /** The locks that are to be told of. One of this engine's own is, only if its heart stands still: nobody released it. */
  readonly observations: () => readonly LockObservation[]
  /** Reads each lock's heartbeat; whether a judgement changed. */
  readonly readHeartbeats: (signal: AbortSignal) => Promise<boolean>
}

export type LockWatchParts = {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly readHeartbeat: HeartbeatReader
  /** Whether the lock is of a deployment of this engine, by the deployment's id. */
  readonly isOwn: (deploymentId: string) => boolean
}

/** A heartbeat that stood still this long is that of a dead owner. */
const deadAfterMs = 30_000
/** After a longer gap (the machine slept, the host was away) the time between two reads says nothing. */
const longestGapMs = 25_000

type Pulse = {
  heartbeat: string | null
  readAtMs: number
  /** Since when the heartbeat was seen to stand still. */
  stillSinceMs: number
  alive: boolean | null
}

/** See `LockWatch`. */
export function createLockWatch({ clock, readHeartbeat, isOwn }: LockWatchParts): LockWatch {
  const pulses = new Map<string, Pulse>()
  let locks: readonly ListedContainer[] = []

  const readOne = async (lock: ListedContainer, signal: AbortSignal): Promise<void> => {
    const heartbeat = await readHeartbeat(lock.id, signal)
    const nowMs = clock.monotonicMs()
    pulses.set(lock.id, nextPulse(pulses.get(lock.id), heartbeat, nowMs))
  }

  const judgements = (): string => JSON.stringify(locks.map((lock) => pulses.get(lock.id)?.alive ?? null))

  return {
    setLocks: (next) => {
      locks = next
      const ids = new Set(next.map((lock) => lock.id))
      for (const id of pulses.keys()) if (!ids.has(id)) pulses.delete(id)
    },
    observations: () =>
      locks
        .map((lock) => observe(lock, pulses.get(lock.id)))
        .filter((lock) => lock.alive === false || !isOwn(lock.deploymentId)),
    readHeartbeats: async (signal) => {
      const before = judgements()
      // A heartbeat that cannot be read (the lock goes at this moment) leaves the judgement as it is.
      await Promise.allSettled(locks.map((lock) => readOne(lock, signal)))
      return judgements() !== before
    },
  }
}

function nextPulse(last: Pulse | undefined, heartbeat: string | null, nowMs: number): Pulse {
  if (last === undefined) return { heartbeat, readAtMs: nowMs, stillSinceMs: nowMs, alive: null }
  if (last.heartbeat !== heartbeat) return { heartbeat, readAtMs: nowMs, stillSinceMs: nowMs, alive: true }
  const stillSinceMs = nowMs - last.readAtMs > longestGapMs ? nowMs : last.stillSinceMs
  const alive = nowMs - stillSinceMs >= deadAfterMs ? false : last.alive
  return { heartbeat, readAtMs: nowMs, stillSinceMs, alive }
}

function observe(lock: ListedContainer, pulse: Pulse | undefined): LockObservation {
  const text = (label: string): string => lock.labels[label] ?? ''
  return {
    lockId: lock.id,
    project: text(berthLabels.lock),
    owner: text(berthLabels.lockOwner),
    reason: text(berthLabels.lockReason),
    deploymentId: text(berthLabels.lockDeployment),
    sinceMs: lock.createdAtMs,
    alive: pulse?.alive ?? null,
    heartbeat: pulse?.heartbeat ?? null,
    stillSinceMs: pulse?.stillSinceMs ?? null,
  }
}
