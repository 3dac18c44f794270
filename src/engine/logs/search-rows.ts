import { setImmediate as nextTurn } from 'node:timers/promises'
import { type LogMatches, rowKind } from '../../contract/log-contract'
import { createLineMatcher, type LinePattern } from '../../domain/line-matcher'
import type { Clock } from '../ports'
import type { LogStore } from './log-store'
import { createPartMatcher, type PartMatcher } from './part-matcher'
import type { ShownRows } from './shown-rows'
import { seenText } from './seen-text'

/** The most rows one answer names. */
const mostMatches = 10_000
/** How long one slice of a search may work, and how long it may hold the event loop at a time, in milliseconds. */
const sliceMs = 100
const turnMs = 5
/** The clock is asked once in so many rows. */
const rowsAClock = 64

/** What is searched: rows, and which of them are shown. */
export type SearchedRows = { readonly store: LogStore; readonly shown: ShownRows }

/**
 * Searches rows shown for about 100 ms of work; see `logMatchesSchema`. Throws `pattern-refused`. Rejects when aborted.
 */
export async function searchRows(
  rows: SearchedRows,
  wanted: LinePattern & { readonly before: number | null },
  clock: Pick<Clock, 'monotonicMs'>,
  signal: AbortSignal,
): Promise<LogMatches> {
  const matcher = createPartMatcher(createLineMatcher(wanted))
  const { layout } = rows.shown
  const found: number[] = []
  let position = Math.min(wanted.before ?? Infinity, rows.shown.first + rows.shown.count) - 1
  let leftMs = sliceMs
  while (leftMs > 0 && found.length < mostMatches && hasMore(rows, layout, position)) {
    const beganMs = clock.monotonicMs()
    position = searchTurn(
      rows,
      matcher,
      position,
      found,
      () => clock.monotonicMs() - beganMs >= Math.min(turnMs, leftMs),
    )
    leftMs -= clock.monotonicMs() - beganMs
    if (leftMs > 0) await nextTurn()
    signal.throwIfAborted()
  }
  const isAll = !hasMore(rows, layout, position)
  const searchedTo = isAll ? null : position + 1
  const searchedToMs = timeAt(rows, position + 1)
  const positions = Float64Array.from(found.reverse())
  return { positions, layout, searchedTo, searchedToMs, isPartial: matcher.isPartial() }
}

/** Where other rows have moved meanwhile, no position means anything any more. */
function hasMore({ shown }: SearchedRows, layout: number, position: number): boolean {
  return shown.layout === layout && position >= shown.first && shown.count > 0
}

/** Goes down from a position until it is late; answers with the next one to look at. */
function searchTurn(
  rows: SearchedRows,
  matcher: PartMatcher,
  from: number,
  found: number[],
  isLate: () => boolean,
): number {
  let position = from
  for (let looked = 1; position >= rows.shown.first && found.length < mostMatches; looked += 1) {
    if (rowMatches(rows, matcher, rows.shown.numberAt(position) ?? NaN)) found.push(position)
    position -= 1
    if (looked % rowsAClock === 0 && isLate()) break
  }
  return position
}

function rowMatches(rows: SearchedRows, matcher: PartMatcher, number: number): boolean {
  if (textMatches(rows.store, matcher, number)) return true
  return rows.shown.hiddenBehind(number).some((each) => textMatches(rows.store, matcher, each))
}

function textMatches(store: LogStore, matcher: PartMatcher, number: number): boolean {
  const chunk = store.chunkOf(number)
  if (chunk === null || chunk.kind(number - chunk.first) === rowKind.marker) return false
  return matcher.matches(seenText(chunk, number - chunk.first))
}

function timeAt({ store, shown }: SearchedRows, position: number): number | null {
  const at = store.place(shown.numberAt(position) ?? NaN)
  return at === null ? null : at.chunk.atMs(at.index)
}
