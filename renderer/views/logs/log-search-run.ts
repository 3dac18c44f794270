import type { LogMatches } from '../../../src/contract/log-contract'
import { firstAtOrAfter } from './log-matches'
import type { RowRange } from './log-row-cache'

/** What a search has found so far, in the rows of one layout. */
export type FoundMatches = {
  /** Ascending, the newest at most `mostMatches`. */
  readonly positions: Float64Array
  /** Rows below this position are still to be looked at; null: none are, see `searchedToMs`. */
  readonly searchedTo: number | null
  /** How far back all rows were looked at; null: all of them, or as far as `mostMatches`. */
  readonly searchedToMs: number | null
  /** There are more than `mostMatches`. */
  readonly isFull: boolean
  /** See `logMatchesSchema`. */
  readonly isPartial: boolean
}

/** So many matches are held and counted. */
export const mostMatches = 100_000

type AskSlice = (before: number | null) => Promise<LogMatches>

/**
 * A search of one text through the rows of one layout: first all of them, newest first, slice by slice; then, with
 * `follow`, those that came at either end since. One slice is asked for at a time.
 */
export class LogSearchRun {
  readonly #ask: AskSlice
  readonly #layout: number
  readonly #tell: (found: FoundMatches) => void
  #positions = new Float64Array(0)
  #searched: RowRange | null = null
  #isFull = false
  #isPartial = false
  #isRunning = false
  #isOver = false

  constructor(ask: AskSlice, layout: number, tell: (found: FoundMatches) => void) {
    this.#ask = ask
    this.#layout = layout
    this.#tell = tell
  }

  /** No more slices are asked for. */
  stop(): void {
    this.#isOver = true
  }

  /** Searches what was not yet searched of the rows shown. Rejects as the engine does; then it can be tried again. */
  async follow(shown: RowRange): Promise<void> {
    if (this.#isRunning || this.#isOver) return
    this.#isRunning = true
    try {
      const searched = this.#searched
      if (searched === null || shown.end > searched.end) await this.#search(null, searched?.end ?? null)
      if (searched !== null && shown.first < searched.first) await this.#search(searched.first, null)
      this.#searched = shown
    } finally {
      this.#isRunning = false
    }
  }

  /** Searches rows below `before` (null: from the newest) down to `downTo` (null: to the oldest). */
  async #search(before: number | null, downTo: number | null): Promise<void> {
    // The engine's rows may have been newer than those shown: what was found there is known already.
    const lowest = downTo === null ? -Infinity : Math.max(downTo, (this.#positions.at(-1) ?? -Infinity) + 1)
    for (let from = before; ;) {
      const slice = await this.#ask(from)
      // Another layout means another run.
      if (this.#isOver || slice.layout !== this.#layout) return
      this.#isPartial ||= slice.isPartial
      this.#take(slice.positions.filter((position) => position >= lowest))
      const isDone = slice.searchedTo === null || slice.searchedTo <= lowest || this.#isFull
      this.#tell({
        positions: this.#positions,
        searchedTo: isDone ? null : slice.searchedTo,
        searchedToMs: isDone ? null : slice.searchedToMs,
        isFull: this.#isFull,
        isPartial: this.#isPartial,
      })
      if (isDone) return
      from = slice.searchedTo
    }
  }

  #take(found: Float64Array): void {
    const known = this.#positions
    const place = firstAtOrAfter(known, found[0] ?? Infinity)
    const joined = new Float64Array(known.length + found.length)
    joined.set(known.subarray(0, place))
    joined.set(found, place)
    joined.set(known.subarray(place), place + found.length)
    this.#isFull ||= joined.length > mostMatches
    this.#positions = joined.subarray(Math.max(0, joined.length - mostMatches))
  }
}
