import { create } from 'zustand'
import type { Board, HostConnection } from '../../src/domain/board'
import { applyBoardPatch, type BoardPatch, emptyBoard } from '../../src/domain/board-patch'
import { unsealBoard } from '../../src/domain/sealed-board'

type BoardState = {
  readonly board: Board
  /** `snapshot`: painted from the last run; `live`: the engine has told us the whole board. */
  readonly source: 'none' | 'snapshot' | 'live'
  readonly lastChangeAtMs: number | null
}

/** The board as the window shows it. Fed by the engine's events alone. */
export const useBoardStore = create<BoardState>(() => ({ board: emptyBoard, source: 'none', lastChangeAtMs: null }))

/** Shows what an earlier run saved, marked as old, until the engine answers. A snapshot that can't be read counts as none. */
export function showSnapshot(sealed: string | null): void {
  const saved = sealed === null ? null : unsealBoard(sealed)
  if (saved === null) return
  const hosts = saved.hosts.map((entry) => ({
    ...entry,
    host: { ...entry.host, connection: asLastSeen(entry.host.connection) },
  }))
  useBoardStore.setState({ board: { hosts }, source: 'snapshot' })
}

function asLastSeen(connection: HostConnection): HostConnection {
  if (connection.kind === 'connected') return { kind: 'connecting', lastSeenAtMs: connection.sinceMs }
  return { kind: 'connecting', lastSeenAtMs: connection.lastSeenAtMs }
}

/**
 * Gathers patches and applies them in one go a frame, so that a burst costs one render. The timer stands in for the
 * frame while the window is hidden and no frames come.
 */
export function createBoardFeed(now: () => number, frame: FrameScheduler): (patches: readonly BoardPatch[]) => void {
  let waiting: BoardPatch[] = []
  const flush = (): void => {
    const patches = waiting
    waiting = []
    if (patches.length > 0) applyPatches(patches, now())
  }
  return (patches) => {
    if (waiting.length === 0) frame(flush)
    waiting.push(...patches)
  }
}

/** Calls back once, soon. */
export type FrameScheduler = (callback: () => void) => void

function applyPatches(patches: readonly BoardPatch[], atMs: number): void {
  const { board, source } = useBoardStore.getState()
  useBoardStore.setState({
    board: patches.reduce(applyBoardPatch, board),
    source: patches.some((patch) => patch.kind === 'reset') ? 'live' : source,
    lastChangeAtMs: atMs,
  })
}

/** The next frame, or a quarter of a second where none comes. */
export function nextFrame(callback: () => void): void {
  let done = false
  const once = (): void => {
    if (done) return
    done = true
    callback()
  }
  requestAnimationFrame(once)
  setTimeout(once, 250)
}
