import { BerthError, type BerthErrorData, toErrorData } from '../../domain/berth-error'
import type { HostObservation } from '../../domain/container-observation'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock, DockerClient, Log } from '../ports'
import { backOffMs } from './back-off'
import { createHostLooks } from './host-looks'
import { createHostMemory } from './host-memory'
import { type HostListener, type HostState, keepHostState } from './host-state'
import { createLockWatch, type HeartbeatReader } from './lock-watch'
import { runWatchSession } from './watch-session'

/** Keeps what is known of one host fresh, through every break, until it is closed. */
export type HostWatcher = {
  readonly client: () => DockerClient
  readonly state: () => HostState
  /** See `HostAccess.lookAgain`. */
  readonly lookAgain: (signal: AbortSignal) => Promise<HostObservation>
  /** Ends the wait for the next try. */
  readonly retry: () => void
  /** Resolves when the host has answered or failed once, or the watcher was closed. */
  readonly settled: Promise<void>
  readonly close: () => Promise<void>
}

export type HostWatcherParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  /** From 0 to 1, for the jitter. */
  readonly random: () => number
  /** When an earlier run last saw the host. */
  readonly lastSeenAtMs: number | null
  readonly readHeartbeat: HeartbeatReader
  readonly isOwnLock: (deploymentId: string) => boolean
  /** See `SessionParts`. */
  readonly isDeploying: (slot: string | null) => boolean
  readonly listener: HostListener
}

/** Starts watching. */
export function watchHost(parts: HostWatcherParts): HostWatcher {
  const { client, clock, log, isDeploying, lastSeenAtMs } = parts
  const memory = createHostMemory()
  const lockWatch = createLockWatch({ clock, readHeartbeat: parts.readHeartbeat, isOwn: parts.isOwnLock })
  const looks = createHostLooks({ client, memory, log, onLocks: lockWatch.setLocks })
  const closing = new AbortController()
  const observe = (): HostObservation => {
    memory.setLocks(lockWatch.observations())
    return memory.observation()
  }
  let settle = (): void => undefined
  const settled = new Promise<void>((resolve) => (settle = resolve))
  const listener: HostListener = {
    ...parts.listener,
    changed: (state) => {
      parts.listener.changed(state)
      settle()
    },
  }
  const host = keepHostState({ clock, lastSeenAtMs, observe, listener, signal: closing.signal })
  const session = { client, clock, log, memory, looks, lockWatch, isDeploying, reports: host.reports }
  const tries = tryForEver(
    parts,
    (signal) => runWatchSession(session, signal),
    (error, waitMs) => {
      memory.loseTouch()
      host.failed(error, waitMs)
    },
    closing.signal,
  )
  void tries.ended.then(settle)

  return {
    client: () => client,
    state: host.state,
    lookAgain: async (signal) => {
      if (host.state().connection.kind === 'connecting') await orAborted(settled, signal)
      const { connection } = host.state()
      if (connection.kind === 'unreachable') throw asError(connection.error)
      const scope = openAbortScope(signal)
      await looks.all(scope.signal).finally(scope.release)
      host.reports.changed()
      return observe()
    },
    retry: tries.retry,
    settled,
    close: async () => {
      closing.abort(new BerthError('cancelled'))
      await tries.ended
      client.close()
    },
  }
}

type Tries = { readonly retry: () => void; readonly ended: Promise<void> }

/** Runs a session after the other, with growing waits in between for as long as none of them comes about. */
function tryForEver(
  { clock, random, client }: Pick<HostWatcherParts, 'clock' | 'random' | 'client'>,
  runSession: (signal: AbortSignal) => Promise<void>,
  onFailure: (error: unknown, waitMs: number | null) => void,
  signal: AbortSignal,
): Tries {
  const isLocal = /^(unix|npipe):/.test(client.address)
  let retry = (): void => undefined
  const wait = async (waitMs: number | null): Promise<void> => {
    const scope = openAbortScope(signal)
    retry = () => scope.abort()
    // Both a retry and the close only end the wait.
    await clock.sleep(waitMs ?? aDayMs, scope.signal).catch(() => undefined)
    scope.release()
  }
  const run = async (): Promise<void> => {
    for (let failures = 1; !signal.aborted; failures += 1) {
      const startedAtMs = clock.monotonicMs()
      try {
        await runSession(signal)
      } catch (error) {
        if (signal.aborted) return
        if (clock.monotonicMs() - startedAtMs > stableAfterMs) failures = 1
        const waitMs = backOffMs(failures, { code: toErrorData(error).code, isLocal }, random())
        onFailure(error, waitMs)
        await wait(waitMs)
      }
    }
  }
  return { retry: () => retry(), ended: run() }
}

/** A session that held this long was one; one that breaks sooner counts as another failure. */
const stableAfterMs = 10_000
const aDayMs = 86_400_000

function asError(error: BerthErrorData): BerthError {
  return new BerthError(error.code, error.details)
}
