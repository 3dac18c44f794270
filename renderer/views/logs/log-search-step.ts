import type { FollowAction, FollowState } from './log-follow'
import { firstAtOrAfter, type MatchPositions, stepMatch } from './log-matches'

/** What is known of a search's matches. */
export type KnownMatches = {
  /** Ascending. */
  readonly positions: MatchPositions
  /** Rows below this position were not looked at yet; null: all were. Infinity: none was. */
  readonly searchedTo: number | null
}

/** Where a step through matches leads. `wait`: that can't be told before more rows were looked at. */
export type MatchStep =
  { readonly kind: 'go'; readonly position: number } | { readonly kind: 'wait' } | { readonly kind: 'none' }

/**
 * The next match after (or before) a position, round the ends; without a position the newest. A search goes from the
 * newest row back, so a match that is nearer than those known may still be found: then the step has to wait.
 */
export function searchStep(matches: KnownMatches, from: number | null, step: 1 | -1): MatchStep {
  const { positions, searchedTo } = matches
  if (searchedTo !== null && !isSettled(positions, searchedTo, from, step)) return { kind: 'wait' }
  const position = stepMatch(positions, from, step)
  return position === null ? { kind: 'none' } : { kind: 'go', position }
}

/** Whether rows that were not looked at can't hold a nearer match. */
function isSettled(positions: MatchPositions, searchedTo: number, from: number | null, step: 1 | -1): boolean {
  if (from === null) return positions.length > 0
  if (step === -1) return firstAtOrAfter(positions, from) > 0
  return from + 1 >= searchedTo && firstAtOrAfter(positions, from + 1) < positions.length
}

/** Whether a step that waits is forgotten with what the reader did: whoever moves wants to be where they went. */
export function endsWaiting(action: FollowAction, following: FollowState['kind']): boolean {
  // Rows that run along move the scroller by themselves.
  return action.kind !== 'scrolled' || action.up || following === 'paused'
}
