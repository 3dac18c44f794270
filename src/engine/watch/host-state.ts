import { toErrorData } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import type { HostObservation } from '../../domain/container-observation'
import type { Clock, DockerEvent, EngineInfo } from '../ports'
import type { SessionReports } from './watch-session'

/** How a host stands and what is known of it. `observation` is the last known state, null until the host first answered. */
export type HostState = {
  readonly connection: HostConnection
  readonly info: EngineInfo | null
  readonly observation: HostObservation | null
}

/** Who is told. The parts of a state that did not change keep their identity. */
export type HostListener = {
  readonly changed: (state: HostState) => void
  readonly containerEvent: (event: DockerEvent) => void
}

/** Makes a host's state out of what its sessions report. */
export type HostStateKeeper = {
  readonly state: () => HostState
  readonly reports: SessionReports
  /** A session ended with the error; the next begins after the wait, or (null) when somebody asks for it. */
  readonly failed: (error: unknown, waitMs: number | null) => void
}

export type HostStateParts = {
  readonly clock: Pick<Clock, 'nowMs'>
  /** When an earlier run last saw the host. */
  readonly lastSeenAtMs: number | null
  readonly observe: () => HostObservation
  readonly listener: HostListener
  /** Once aborted, nobody is told anything. */
  readonly signal: AbortSignal
}

/** See `HostStateKeeper`. */
export function keepHostState({ clock, observe, listener, signal, ...parts }: HostStateParts): HostStateKeeper {
  let lastSeenAtMs = parts.lastSeenAtMs
  let state: HostState = { connection: { kind: 'connecting', lastSeenAtMs }, info: null, observation: null }

  const change = (changes: Partial<HostState>): void => {
    if (signal.aborted) return
    state = { ...state, ...changes }
    listener.changed(state)
  }
  const heard = (): void => void (lastSeenAtMs = clock.nowMs())

  const reports: SessionReports = {
    connected: (info, latencyMs, updates) => {
      heard()
      const polled = updates === 'polled' ? ({ updates } as const) : {}
      const connection = { kind: 'connected', sinceMs: clock.nowMs(), latencyMs, ...polled } as const
      change({ info, observation: observe(), connection })
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

  const failed = (error: unknown, waitMs: number | null): void => {
    const { connection } = state
    const nowMs = clock.nowMs()
    const sinceMs = connection.kind === 'unreachable' ? connection.sinceMs : nowMs
    // A wait of a moment is no news, and would be news again each moment.
    const nextTryAtMs = waitMs === null || waitMs < worthTellingMs ? null : nowMs + waitMs
    change({ connection: { kind: 'unreachable', sinceMs, lastSeenAtMs, nextTryAtMs, error: toErrorData(error) } })
  }
  return { state: () => state, reports, failed }
}

const worthTellingMs = 3_000

/** A latency worth a change on the board: half as much again, or half as much, and not just noise of a fast line. */
function isNoticeable(shownMs: number, latencyMs: number): boolean {
  return Math.abs(latencyMs - shownMs) > Math.max(5, shownMs / 2)
}
