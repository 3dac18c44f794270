import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogMatches } from '../../contract/log-contract'
import { plainLine } from '../../domain/ansi-spans'
import type { Clock } from '../ports'
import { rowKind } from './log-chunk'
import type { LogStore } from './log-store'

/** The most rows one search names; `total` counts the others too. */
const mostMatches = 10_000

/** How long one slice of a search may hold the event loop, in milliseconds. */
const sliceMs = 5

/**
 * Finds a text in the rows held when the search began, upper and lower case alike, as the rows are seen (without
 * escape sequences). Newest rows first, in slices; rows dropped meanwhile are not found. Rejects when aborted.
 */
export async function searchRows(
  store: LogStore,
  text: string,
  clock: Pick<Clock, 'monotonicMs'>,
  signal: AbortSignal,
): Promise<LogMatches> {
  const wanted = text.toLowerCase()
  const found: number[] = []
  let total = 0
  let sliceEndsMs = clock.monotonicMs() + sliceMs
  for (let number = store.first + store.count - 1; number >= store.first; number -= 1) {
    const row = store.row(number)
    if (row !== null && row.kind !== rowKind.marker && plainLine(row.text).toLowerCase().includes(wanted)) {
      total += 1
      if (found.length < mostMatches) found.push(number)
    }
    if (clock.monotonicMs() < sliceEndsMs) continue
    await nextTurn()
    signal.throwIfAborted()
    sliceEndsMs = clock.monotonicMs() + sliceMs
  }
  return { rows: Float64Array.from(found.reverse()), total }
}
