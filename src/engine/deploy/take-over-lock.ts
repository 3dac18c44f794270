import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { DockerClient, ListedContainer } from '../ports'
import { readRawContainer } from './raw-container'
import {
  findLock,
  lockedError,
  type LockParts,
  type LockRequest,
  readHeartbeat,
  type SlotLock,
  staleAnswerMs,
  takeLock,
} from './slot-lock'

/** What a takeover waits for, for a person to see. Both times are how long it takes in all and what has passed of it. */
export type TakeoverProgress = {
  /** `heart`: whether the owner's heart stands still; `changes`: until what the owner began last is over. */
  readonly kind: 'heart' | 'changes'
  readonly passedMs: number
  readonly neededMs: number
}

/** A lock and its heartbeat as somebody has seen it stand still for long enough, on the monotonic clock of this machine. */
export type StillHeart = { readonly lockId: string; readonly heartbeat: string | null }

export type TakeoverParts = LockParts & {
  /** Locks that this engine has watched already, and found dead. */
  readonly stillHearts: () => readonly StillHeart[]
  /** A lock whose owner was a process of this app that has ended: its heart need not be watched. */
  readonly endedOwnLockId?: string
  readonly onProgress: (progress: TakeoverProgress) => void
  /** Written down once the lock is taken, before anything is done. */
  readonly record: (dead: ListedContainer | null) => Promise<void>
  readonly times?: TakeoverTimes
}

/** How long the heart must be seen to stand still, and how often it is read. Shorter for tests alone. */
export type TakeoverTimes = { readonly stillMs: number; readonly everyMs: number }

/** What an interruption is taken over with. */
export type TakeoverRequest = LockRequest & {
  /** The deployment that the dead lock names, as the person has seen it; empty: the slot had no lock. */
  readonly lockDeploymentId: string
}

const defaultTimes: TakeoverTimes = { stillMs: 30_000, everyMs: 1_000 }
/** After a longer gap (the machine slept, the host was away) the time between two reads says nothing. */
const longestGapMs = 25_000
const removalTries = 40
const betweenRemovalsMs = 250
const defaultGraceSeconds = 10
/** What a put-back gives a new container that failed, whatever its own grace is. */
const shortestGraceSeconds = 3
const longestGraceSeconds = 600

/**
 * Takes the slot from an owner whose heart stands still: the dead lock goes by its ID, one's own is taken, and what the
 * owner may have begun right before is waited out. Throws `slot-locked` where the owner lives or somebody else was
 * faster, `not-interrupted` where the owner came back and is through.
 */
export async function takeOverLock(
  parts: TakeoverParts,
  request: TakeoverRequest,
  signal: AbortSignal,
): Promise<SlotLock> {
  const { client, host } = parts
  const dead = await host.read((inner) => findLock(client, request.project, inner))
  const isExpected = (dead?.labels[berthLabels.lockDeployment] ?? '') === request.lockDeploymentId
  if (!isExpected) throw dead === null ? notInterrupted(request) : lockedError(request.slot, dead)
  if (dead !== null) {
    if (dead.id !== parts.endedOwnLockId) await expectStillHeart(parts, request, dead, signal)
    await removeDead(parts, dead, signal)
  }
  const lock = await takeLock(parts, request, signal)
  try {
    await parts.record(dead)
    await waitOutChanges(parts, request, signal)
    return lock
  } catch (error) {
    await lock.release(signal).catch(() => undefined)
    throw error
  }
}

function notInterrupted({ slot }: LockRequest): BerthError {
  return new BerthError('not-interrupted', { slot })
}

/** Reads the heartbeat until it has stood still for long enough. Stored times of others can't be compared; a number that grows can. */
async function expectStillHeart(
  parts: TakeoverParts,
  request: TakeoverRequest,
  lock: ListedContainer,
  signal: AbortSignal,
): Promise<void> {
  const { client, host, clock, onProgress } = parts
  const { stillMs, everyMs } = parts.times ?? defaultTimes
  const read = async (): Promise<string | null> => {
    try {
      return await host.read((inner) => readHeartbeat(client, lock.id, inner))
    } catch (error) {
      if (!isGone(error)) throw error
      // Somebody faster has removed it, and is about to take one of their own.
      await clock.sleep(everyMs, signal)
      const other = await host.read((inner) => findLock(client, request.project, inner))
      throw other === null ? notInterrupted(request) : lockedError(request.slot, other)
    }
  }
  const heartbeat = await read()
  if (parts.stillHearts().some((seen) => seen.lockId === lock.id && seen.heartbeat === heartbeat)) return
  let stillSinceMs = clock.monotonicMs()
  let readAtMs = stillSinceMs
  while (readAtMs - stillSinceMs < stillMs) {
    onProgress({ kind: 'heart', passedMs: readAtMs - stillSinceMs, neededMs: stillMs })
    await clock.sleep(everyMs, signal)
    if ((await read()) !== heartbeat) throw lockedError(request.slot, lock)
    const nowMs = clock.monotonicMs()
    if (nowMs - readAtMs > longestGapMs) stillSinceMs = nowMs
    readAtMs = nowMs
  }
}

function isUnderWay(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'docker-refused' && error.data.details['status'] === 409
}

function isGone(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'container-gone'
}

/** Docker refuses a removal while another one is under way: somebody else takes over at this moment, and its end is waited for. */
async function removeDead(
  { client, host, clock }: TakeoverParts,
  lock: ListedContainer,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await host.read((inner) => client.removeContainer(lock.id, { force: true }, inner))
    } catch (error) {
      if (!isUnderWay(error) || attempt >= removalTries) throw error
      await clock.sleep(betweenRemovalsMs, signal)
    }
  }
}

/** The owner may have asked Docker to stop a container on the last word it had of its lock: Docker goes on with that alone. */
async function waitOutChanges(
  { client, host, clock, onProgress }: TakeoverParts,
  { project }: TakeoverRequest,
  signal: AbortSignal,
): Promise<void> {
  const graceMs = 1_000 * (await host.read((inner) => longestGrace(client, project, inner)))
  const neededMs = graceMs + staleAnswerMs
  const startedAtMs = clock.monotonicMs()
  for (let passedMs = 0; passedMs < neededMs; passedMs = clock.monotonicMs() - startedAtMs) {
    onProgress({ kind: 'changes', passedMs, neededMs })
    await clock.sleep(Math.min(1_000, neededMs - passedMs), signal)
  }
}

async function longestGrace(client: DockerClient, project: string, signal: AbortSignal): Promise<number> {
  const listed = await client.listContainers(`${composeLabels.project}=${project}`, signal)
  const graces = await Promise.all(listed.map(({ id }) => stopGrace(client, id, signal)))
  return Math.min(longestGraceSeconds, Math.max(shortestGraceSeconds, ...graces))
}

const graceSchema = z.number().nonnegative().catch(defaultGraceSeconds)

/** In seconds. One that is gone, or that nobody can inspect, counts as any other. */
async function stopGrace(client: DockerClient, id: string, signal: AbortSignal): Promise<number> {
  try {
    return graceSchema.parse(readRawContainer(await client.inspectContainer(id, signal)).Config['StopTimeout'])
  } catch (error) {
    const isUnreadable = error instanceof BerthError && error.code === 'docker-refused'
    if (isUnreadable || isGone(error)) return defaultGraceSeconds
    throw error
  }
}
