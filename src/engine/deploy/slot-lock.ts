import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { berthLabels } from '../../domain/label-names'
import type { Clock, DockerClient, ListedContainer, Log } from '../ports'
import { isNameTaken } from './container-changes'
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
  /** Throws `lock-lost` where the lock container is gone. To be called before every change. */
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
}

const image = { repository: 'berth-lock', tag: '1' }
const heartbeatDirectory = '/'
const heartbeatName = 'heartbeat'
const heartbeatEveryMs = 5_000
const tries = 20
const betweenTriesMs = 50

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
  return client.readFile(lockContainerId, `${heartbeatDirectory}${heartbeatName}`, signal)
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
  const id = await createLock(parts, request, signal)
  const lost = new AbortController()
  const heart = new AbortController()
  const beating = keepBeating(parts, id, () => lost.abort(lockLost(request.slot)), heart.signal)
  return {
    id,
    lost: lost.signal,
    check: async (checkSignal) => {
      if (lost.signal.aborted || (await parts.client.observeContainer(id, checkSignal)) === null) {
        throw lockLost(request.slot)
      }
    },
    release: async (releaseSignal) => {
      heart.abort()
      await beating
      await parts.client.removeContainer(id, { force: true }, releaseSignal)
    },
  }
}

async function createLock(
  { client, host, clock }: LockParts,
  request: LockRequest,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    Image: `${image.repository}:${image.tag}`,
    // Never run: Docker only wants a command to be there.
    Cmd: ['berth-lock'],
    Labels: {
      [berthLabels.lock]: request.project,
      [berthLabels.lockOwner]: request.owner,
      [berthLabels.lockReason]: request.reason,
      [berthLabels.lockDeployment]: request.deploymentId,
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
      if (held?.labels[berthLabels.lockDeployment] === request.deploymentId) return held.id
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

/** Writes a number that grows until the signal ends it or the lock is gone. A host that is out of reach is waited for. */
async function keepBeating(
  { client, clock, log }: LockParts,
  id: string,
  onLost: () => void,
  signal: AbortSignal,
): Promise<void> {
  for (let beat = 1; !signal.aborted; beat += 1) {
    try {
      await client.writeFile(id, heartbeatDirectory, heartbeatName, String(beat), signal)
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof BerthError && error.code === 'container-gone') {
        onLost()
        return
      }
      log('warn', 'heartbeat of a slot lock not written', { lock: id.slice(0, 12), error: String(error) })
    }
    await clock.sleep(heartbeatEveryMs, signal).catch(() => undefined)
  }
}
