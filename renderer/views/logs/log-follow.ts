import type { RowRange } from './log-row-cache'

/**
 * Whether the view runs along with the log. Paused, the reader's rows end at `end`, so that nothing moves under the
 * eyes; what came later is counted and shown when asked for. Without an `end` new rows join under the reader's.
 */
export type FollowState = { readonly kind: 'following' } | { readonly kind: 'paused'; readonly end: number }

/** How the reading of a log begins: along with the newest lines, or at the first of all that come. */
export function beginFollow(sinceMs: number | null): FollowState {
  return sinceMs === null ? { kind: 'following' } : { kind: 'paused', end: Infinity }
}

/** The positions of the view that can be read now; `end` is not one of them. */
export type HeldRows = RowRange

/** What the reader did. `scrolled.atEnd`: the last row of the range is fully in view. */
export type FollowAction =
  | { readonly kind: 'scrolled'; readonly up: boolean; readonly atEnd: boolean }
  | { readonly kind: 'pause' }
  | { readonly kind: 'newest' }
  /** Went to a row, perhaps one that came since the pause. */
  | { readonly kind: 'go-to'; readonly position: number }

/** The state after an action. Scrolling down to the end brings what came meanwhile; with nothing left to bring it follows again. */
export function follow(state: FollowState, action: FollowAction, held: HeldRows): FollowState {
  switch (action.kind) {
    case 'newest':
      return { kind: 'following' }
    case 'pause':
      return state.kind === 'paused' ? state : { kind: 'paused', end: held.end }
    case 'go-to':
      return state.kind === 'paused' && action.position < state.end ? state : { kind: 'paused', end: held.end }
    case 'scrolled':
      if (state.kind === 'following') return action.up ? { kind: 'paused', end: held.end } : state
      if (action.up || !action.atEnd) return state
      return state.end < held.end ? { kind: 'paused', end: held.end } : { kind: 'following' }
  }
}

/**
 * The state once rows have other positions. `newLines` that were not seen before stay unseen, where these are the same rows;
 * with other rows shown all of them are news.
 */
export function followElsewhere(state: FollowState, held: HeldRows, newLines: number): FollowState {
  if (state.kind === 'following' || state.end === Infinity) return state
  return { kind: 'paused', end: held.end - newLines }
}

/** The rows one can scroll through: all that are held, or while paused those up to the pause. */
export function readableRows(state: FollowState, held: HeldRows): RowRange {
  if (state.kind === 'following') return held
  const end = Math.min(state.end, held.end)
  // All rows from before the pause may have been dropped: then the oldest that is left is all there is to show.
  return { first: held.first, end: Math.max(end, Math.min(held.first + 1, held.end)) }
}

/** Rows that came since the pause. */
export function newLineCount(state: FollowState, held: HeldRows): number {
  return state.kind === 'following' ? 0 : Math.max(0, held.end - Math.max(state.end, held.first))
}
