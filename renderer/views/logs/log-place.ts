import type { LogRows, LogViewState } from '../../../src/contract/log-contract'
import type { Client } from '../../client'
import type { RowRange } from './log-row-cache'

/**
 * What stays under the reader's eyes when positions change: the newest rows, or the row of a number, which stands `offset`
 * rows below the first one in view. `isCursor`: the keys act on it.
 */
export type LogPlace =
  | { readonly kind: 'end' }
  | { readonly kind: 'row'; readonly number: number; readonly offset: number; readonly isCursor: boolean }

/** A change of layout: where the reader's place stands now (null: nothing shows), and which positions there were before. */
export type LogMove = {
  readonly place: LogPlace
  readonly position: number | null
  readonly before: RowRange
  /** Other rows are shown; else some were only folded or unfolded. */
  readonly isFilter: boolean
}

/** A place in a new layout, with the rows around it. */
export type FoundPlace = {
  readonly place: LogPlace
  readonly position: number | null
  readonly rows: LogRows | null
}

/** Rows read on each side of the reader's row before a new layout shows. */
const aroundPlace = 120

/** Finds a place in the newest layout and reads the rows around it. Never throws: the next read of rows tells what is wrong. */
export async function findPlace(
  client: Client,
  state: LogViewState,
  place: LogPlace,
  maxLength: number,
  signal: AbortSignal,
): Promise<FoundPlace> {
  const { viewId, first, count } = state
  try {
    const { position } =
      place.kind === 'end'
        ? { position: first + count - 1 }
        : await client.request('locate-log-row', { viewId, number: place.number }, signal)
    if (count === 0 || position === null) return { place, position: null, rows: null }
    const start = Math.max(first, position - aroundPlace)
    const block = { viewId, first: start, count: 2 * aroundPlace, maxLength }
    return { place, position, rows: await client.request('read-log-rows', block, signal) }
  } catch {
    return { place, position: null, rows: null }
  }
}
