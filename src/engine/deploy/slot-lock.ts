import { randomBytes } from 'node:crypto'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { berthLabels } from '../../domain/label-names'
import type { Clock, DockerClient, ListedContainer, Log } from '../ports'
import { isNameTaken } from './container-changes'
import { beatHeart, elapsedSince, heartbeatPlace } from './lock-heart'
import type { LockJournal } from './own-locks'
import { isBreak, type SteadyHost } from './steady-host'

/** Who takes a lock, and what for. */
export type LockRequest = {
  /** The Compose project, as its label is. */
  readonly project: string
  /** The slot's name on the board, for errors. */
  readonly slot: string
  readonly owner: string
  readonly reason: string
  readonly deploymentId: string
}

/** A lock that is held, with its heart beating. */
export type SlotLock = {
  readonly id: string
  /**
   * Throws `lock-lost` where the lock container is gone, and `docker-timeout` where the answer came so late that it may
   * no longer hold (this machine slept). To be called right before every change.
   */
  readonly check: (signal: AbortSignal) => Promise<void>
  /** Aborted as soon as the heartbeat finds the lock gone. */
  readonly lost: AbortSignal
  /** Stops the heart and removes the lock. Throws where the host can't be asked; the lock then stands still until someone removes it. */
  readonly release: (signal: AbortSignal) => Promise<void>
}

export type LockParts = {
  readonly client: DockerClient
  /** For looks after a break: a lock that was made without our knowing must not stay. */
  readonly host: Pick<SteadyHost, 'read'>
  readonly clock: Clock
  readonly log: Log
  /** Told once the lock is held, and once it is given back. */
  readonly journal?: LockJournal
}

const image = { repository: 'berth-lock', tag: '1' }
const tries = 20
const betweenTriesMs = 50
/**
 * How old an answer about the lock may be when a change is made on its word. Whoever takes over waits this much longer
 * than the longest change can take.
 */
export const staleAnswerMs = 5_000

/** The name of the container that is a project's lock; `docker rm` on it frees a slot whose owner is gone for good. */
export function lockName(project: string): string {
  const safe = project.replace(/[^A-Za-z0-9_.-]/g, (character) => `.${character.codePointAt(0)?.toString(16) ?? ''}.`)
  return `berth-lock-${safe}`.slice(0, 200)
}

/** A lock's heartbeat: a text that changes for as long as the owner lives; null where there is none (yet). */
export function readHeartbeat(
  client: DockerClient,
  lockContainerId: string,
  signal: AbortSignal,
): Promise<string | null> {
  return client.readFile(lockContainerId, `${heartbeatPlace.directory}${heartbeatPlace.name}`, signal)
}

/** The lock that somebody holds on a project; null where nobody does. */
export async function findLock(
  client: DockerClient,
  project: string,
  signal: AbortSignal,
): Promise<ListedContainer | null> {
  const locks = await client.listContainers(berthLabels.lock, signal)
  return locks.find((lock) => lock.labels[berthLabels.lock] === project && lock.name === lockName(project)) ?? null
}

/** A held lock as the error that tells of it. */
export function lockedError(slot: string, lock: ListedContainer | null): BerthError {
  const owner = displayText(lock?.labels[berthLabels.lockOwner] ?? '', 64)
  const since = lock === null ? '' : new Date(lock.createdAtMs).toISOString()
  return new BerthError('slot-locked', { slot, owner: owner === '' ? '?' : owner, since })
}

/**
 * Takes the lock: Docker makes one container of a name and refuses all others. Throws `slot-locked` with the owner
 * where somebody holds it. The signal is for the end of the engine: a cancel in the middle could leave a lock behind.
 */
export async function takeLock(parts: LockParts, request: LockRequest, signal: AbortSignal): Promise<SlotLock> {
  const { client, clock, journal } = parts
  const id = await createLock(parts, request, signal)
  journal?.taken({ ...request, lockId: id })
  const lost = new AbortController()
  const heart = beatHeart(parts, id, () => lost.abort(lockLost(request.slot)))
  return {
    id,
    lost: lost.signal,
    check: async (checkSignal) => {
      const askedAt = elapsedSince(clock)
      const seen = lost.signal.aborted ? null : await client.observeContainer(id, checkSignal)
      if (seen === null) {
        lost.abort(lockLost(request.slot))
        throw lockLost(request.slot)
      }
      heart.wakeIfLate()
      if (askedAt() > staleAnswerMs) {
        throw new BerthError('docker-timeout', { operation: 'look at the lock', seconds: staleAnswerMs / 1_000 })
      }
    },
    release: async (releaseSignal) => {
      await heart.stop()
      await client.removeContainer(id, { force: true }, releaseSignal)
      journal?.released(id)
    },
  }
}

async function createLock(
  { client, host, clock }: LockParts,
  request: LockRequest,
  signal: AbortSignal,
): Promise<string> {
  // Two may take a lock for the same deployment, one to go on with it, the other woken: only the token tells whose it is.
  const token = randomBytes(8).toString('hex')
  const body = {
    Image: `${image.repository}:${image.tag}`,
    // Never run: Docker only wants a command to be there.
    Cmd: ['berth-lock'],
    Labels: {
      [berthLabels.lock]: request.project,
      [berthLabels.lockOwner]: request.owner,
      [berthLabels.lockReason]: request.reason,
      [berthLabels.lockDeployment]: request.deploymentId,
      [berthLabels.lockToken]: token,
    },
    NetworkDisabled: true,
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.createContainer(lockName(request.project), body, signal)
    } catch (error) {
      if (isImageMissing(error) && attempt <= 2) {
        await client.createEmptyImage(image.repository, image.tag, signal)
        continue
      }
      if (!isNameTaken(error) && !isBreak(error)) throw error
      const held = await host.read((inner) => findLock(client, request.project, inner))
      // The answer was lost, and the lock is ours all the same.
      if (held?.labels[berthLabels.lockToken] === token) return held.id
      if (held !== null) throw lockedError(request.slot, held)
      // Docker refuses a name before the container that has it can be seen; or the lock was just released, or never
      // made: try again, but not for ever.
      if (attempt >= tries) throw isBreak(error) ? error : lockedError(request.slot, null)
      await clock.sleep(betweenTriesMs, signal)
    }
  }
}

function isImageMissing(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'docker-refused' && error.data.details['status'] === 404
}

function lockLost(slot: string): BerthError {
  return new BerthError('lock-lost', { slot })
}
