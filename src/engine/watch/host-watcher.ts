import { BerthError, type BerthErrorData, toErrorData } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import type { HostObservation } from '../../domain/container-observation'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock, DockerClient, DockerEvent, EngineInfo, Log } from '../ports'
import { backOffMs } from './back-off'
import { createHostLooks } from './host-looks'
import { createHostMemory } from './host-memory'
import { createLockWatch, type HeartbeatReader } from './lock-watch'
import { runWatchSession, type SessionReports } from './watch-session'

/** How a host stands and what is known of it. `observation` is the last known state, null until the host first answered. */
export type HostState = {
  readonly connection: HostConnection
  readonly info: EngineInfo | null
  readonly observation: HostObservation | null
}

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

/** Who is told. The parts of a state that did not change keep their identity. */
export type HostListener = {
  readonly changed: (state: HostState) => void
  readonly containerEvent: (event: DockerEvent) => void
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
  readonly listener: HostListener
}

/** Starts watching. */
export function watchHost(parts: HostWatcherParts): HostWatcher {
  const { client, clock, log, listener } = parts
  const memory = createHostMemory()
  const lockWatch = createLockWatch({ clock, readHeartbeat: parts.readHeartbeat, isOwn: parts.isOwnLock })
  const looks = createHostLooks({ client, memory, log, onLocks: lockWatch.setLocks })
  const closing = new AbortController()
  let state: HostState = {
    connection: { kind: 'connecting', lastSeenAtMs: parts.lastSeenAtMs },
    info: null,
    observation: null,
  }
  let lastSeenAtMs = parts.lastSeenAtMs
  let retry = (): void => undefined
  let settle = (): void => undefined
  const settled = new Promise<void>((resolve) => (settle = resolve))

  const change = (changes: Partial<HostState>): void => {
    if (closing.signal.aborted) return
    state = { ...state, ...changes }
    listener.changed(state)
  }
  const observe = (): HostObservation => {
    memory.setLocks(lockWatch.observations())
    return memory.observation()
  }
  const heard = (): void => void (lastSeenAtMs = clock.nowMs())

  const reports: SessionReports = {
    connected: (info, latencyMs) => {
      heard()
      change({ info, observation: observe(), connection: { kind: 'connected', sinceMs: clock.nowMs(), latencyMs } })
      settle()
    },
    heard,
    latency: (latencyMs) => {
      heard()
      const { connection } = state
      if (connection.kind === 'connected' && isNoticeable(connection.latencyMs, latencyMs)) {
        change({ connection: { ...connection, latencyMs } })
      }
    },
    changed: () => {
      heard()
      if (state.connection.kind === 'connected') change({ observation: observe() })
    },
    containerEvent: listener.containerEvent,
  }

  const fail = (error: unknown, waitMs: number): void => {
    const { connection } = state
    memory.loseTouch()
    change({
      connection: {
        kind: 'unreachable',
        sinceMs: connection.kind === 'unreachable' ? connection.sinceMs : clock.nowMs(),
        lastSeenAtMs,
        // A wait of a moment is no news, and would be news again each moment.
        nextTryAtMs: waitMs < worthTellingMs ? null : clock.nowMs() + waitMs,
        error: toErrorData(error),
      },
    })
    settle()
  }

  const wait = async (waitMs: number): Promise<void> => {
    const scope = openAbortScope(closing.signal)
    retry = () => scope.abort()
    // Both a retry and the close only end the wait.
    await clock.sleep(waitMs, scope.signal).catch(() => undefined)
    scope.release()
  }

  const run = async (): Promise<void> => {
    for (let failures = 1; !closing.signal.aborted; failures += 1) {
      try {
        await runWatchSession({ client, clock, log, memory, looks, lockWatch, reports }, closing.signal)
      } catch (error) {
        if (closing.signal.aborted) break
        if (state.connection.kind === 'connected') failures = 1
        const waitMs = backOffMs(failures, toErrorData(error).code, parts.random())
        fail(error, waitMs)
        await wait(waitMs)
      }
    }
    settle()
  }
  const running = run()

  return {
    client: () => client,
    state: () => state,
    lookAgain: async (signal) => {
      if (state.connection.kind === 'connecting') await orAborted(settled, signal)
      if (state.connection.kind === 'unreachable') throw asError(state.connection.error)
      const scope = openAbortScope(signal)
      await looks.all(scope.signal).finally(scope.release)
      reports.changed()
      return observe()
    },
    retry: () => retry(),
    settled,
    close: async () => {
      closing.abort(new BerthError('cancelled'))
      await running
      client.close()
    },
  }
}

const worthTellingMs = 3_000

/** A latency worth a change on the board: half as much again, or half as much, and not just noise of a fast line. */
function isNoticeable(shownMs: number, latencyMs: number): boolean {
  return Math.abs(latencyMs - shownMs) > Math.max(5, shownMs / 2)
}

function asError(error: BerthErrorData): BerthError {
  return new BerthError(error.code, error.details)
}
