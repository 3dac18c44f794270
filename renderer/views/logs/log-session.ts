import type { LogFilter, LogRows, LogSource, LogViewState } from '../../../src/contract/log-contract'
import { BerthError, type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Client } from '../../client'
import { FloodPace } from './flood-pace'
import { findPlace, type LogMove, type LogPlace } from './log-place'
import { blockLimit, type LogRow, LogRowCache, type RowRange } from './log-row-cache'

/**
 * A log view as it stands: `state` is null until the engine has told about it. `rowsVersion` grows with each block read.
 * `moved`: what became of the positions when the layout last changed.
 */
export type LogSnapshot = {
  readonly state: LogViewState | null
  readonly error: BerthErrorData | null
  readonly rowsVersion: number
  readonly moved: LogMove | null
}

type LogSessionOptions = {
  readonly tail: number | null
  readonly sinceMs: number | null
  readonly follow: boolean
  readonly maxLength: number
  /** What is shown at first; null: every row. */
  readonly filter: LogFilter | null
}

type RowBlock = { readonly viewId: string; readonly first: number; readonly count: number }

/** So long the old rows stay while a filter looks for the reader's row. */
const patienceMs = 1_000

/**
 * One log view of the engine and the rows of it that are near the screen. Rows are read when they are wanted, one block
 * at a time, so that a flood costs no more than a trickle. A new layout shows once the rows around the reader's place
 * are there: nothing flickers. A new engine knows no views: then it opens again by itself.
 */
export class LogSession {
  readonly #listeners = new Set<() => void>()
  readonly #client: Client
  readonly #source: LogSource
  readonly #options: LogSessionOptions
  readonly #stops: (() => void)[] = []
  readonly #early = new Map<string, LogViewState>()
  #snapshot: LogSnapshot = { state: null, error: null, rowsVersion: 0, moved: null }
  #viewId: string | null = null
  #filter: LogFilter | null
  #place: LogPlace = { kind: 'end' }
  #wanted: RowRange = { first: 0, end: 0 }
  #cache = new LogRowCache()
  #next: LogViewState | null = null
  #patience: ReturnType<typeof setTimeout> | undefined
  #arriving: LogViewState | null = null
  readonly #pace = new FloodPace()
  #isLayingOut = false
  #isFilterNew = false
  #isReading = false
  #isReadWanted = false
  #opening = new AbortController()

  constructor(client: Client, source: LogSource, options: LogSessionOptions) {
    this.#client = client
    this.#source = source
    this.#options = options
    this.#filter = options.filter
  }

  /** Opens the view; answers with how to close it. */
  start(): () => void {
    this.#stops.push(
      this.#client.on('log-view-changed', (state) => this.#takeState(state)),
      this.#client.onConnected(() => void this.#open()),
    )
    void this.#open()
    return () => this.#close()
  }

  /** Tries again after an error. */
  reopen(): void {
    void this.#open()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): LogSnapshot => this.#snapshot

  /** The id of the engine's view; null while there is none. */
  get viewId(): string | null {
    return this.#viewId
  }

  /** The row at a position, if it has been read and is still near the screen. */
  row(position: number): LogRow | undefined {
    return this.#cache.get(position)
  }

  /** Says which rows the screen needs; those that are missing are read. The newest word counts. */
  want(range: RowRange): void {
    this.#wanted = range
    void this.#read()
  }

  /** Says what is to stay under the reader's eyes when the layout changes. */
  stay(place: LogPlace): void {
    this.#place = place
  }

  /** Shows other rows, also after the view had to be opened again. Rejects with `pattern-refused`. */
  async show(filter: LogFilter): Promise<void> {
    const before = this.#filter
    if (JSON.stringify(filter) === JSON.stringify(before)) return
    this.#filter = filter
    if (this.#viewId === null) return
    this.#isFilterNew = true
    try {
      await this.#client.request('filter-log', { viewId: this.#viewId, filter })
    } catch (error) {
      // A refused filter would keep the view from opening again.
      if (this.#filter === filter) this.#filter = before
      throw error
    }
  }

  async #open(): Promise<void> {
    this.#opening.abort()
    const opening = (this.#opening = new AbortController())
    this.#viewId = null
    this.#forgetNext()
    const filter = this.#filter
    try {
      const { tail, sinceMs, follow } = this.#options
      // Not given up with the page: the answer names the view that has to be closed then.
      const { viewId } = await this.#client.request('open-log', { source: this.#source, tail, sinceMs, follow, filter })
      if (opening.signal.aborted) return this.#closeView(viewId)
      this.#viewId = viewId
      this.#cache = new LogRowCache()
      const early = this.#early.get(viewId)
      this.#early.clear()
      this.#update({ error: null, state: early ?? null, moved: null })
      // Another one may have been asked for while the view was not open yet.
      const wanted = this.#filter
      this.#filter = filter
      if (wanted !== filter && wanted !== null) await this.show(wanted)
      void this.#read()
    } catch (thrown) {
      if (!opening.signal.aborted) this.#update({ error: toErrorData(thrown) })
    }
  }

  #takeState(state: LogViewState): void {
    // The first word of a view may overtake the answer that names it.
    if (this.#viewId === null) this.#early.set(state.viewId, state)
    if (state.viewId !== this.#viewId) return
    const shown = this.#snapshot.state
    if (shown === null || (shown.layout === state.layout && this.#next === null)) {
      // A group grew or was given a level: what stands on the screen stays until it has been read again.
      if (shown !== null && shown.revision !== state.revision) this.#cache.expire()
      this.#arriving = state
      // The newest rows show together with the word that tells of them: one paint, and no empty lines before it.
      if (shown === null || this.#place.kind !== 'end') this.#showArriving()
      void this.#read()
      return
    }
    this.#arriving = null
    this.#next = state
    // Counts and progress are told at once; positions are those of the rows that are still shown.
    this.#update({ state: { ...state, layout: shown.layout, first: shown.first, count: shown.count }, error: null })
    const isFound = this.#place.kind === 'end' || state.filtering === null
    if (isFound) void this.#layOut()
    else this.#patience ??= setTimeout(() => void this.#layOut(), patienceMs)
  }

  #showArriving(): void {
    const state = this.#arriving
    if (state === null) return
    this.#arriving = null
    this.#update({ state, error: null })
  }

  /** Shows the newest layout once the rows around the reader's place are there. */
  async #layOut(): Promise<void> {
    clearTimeout(this.#patience)
    this.#patience = undefined
    if (this.#isLayingOut) return
    this.#isLayingOut = true
    for (let target = this.#next; target !== null;) {
      const { maxLength } = this.#options
      const found = await findPlace(this.#client, target, this.#place, maxLength, this.#opening.signal)
      const next: LogViewState | null = this.#next
      if (next === null) break
      if (next.layout !== target.layout) {
        target = next
        continue
      }
      this.#next = null
      target = null
      this.#cache = new LogRowCache()
      if (found.rows?.layout === next.layout) this.#cache.put(found.rows, this.#wanted)
      const { rowsVersion, state } = this.#snapshot
      const before = { first: state?.first ?? 0, end: (state?.first ?? 0) + (state?.count ?? 0) }
      const moved = { place: found.place, position: found.position, before, isFilter: this.#isFilterNew }
      this.#isFilterNew = false
      this.#update({ state: next, moved, rowsVersion: rowsVersion + 1 })
    }
    this.#isLayingOut = false
    void this.#read()
  }

  async #read(): Promise<void> {
    this.#isReadWanted = true
    if (this.#isReading) return
    this.#isReading = true
    while (this.#isReadWanted) {
      const arriving = this.#due()
      this.#isReadWanted = arriving !== null
      if (arriving !== null) await this.#arrive(arriving)
      const block = this.#missingBlock()
      if (block !== null) await this.#readBlock(block)
    }
    this.#isReading = false
  }

  /** What is to be shown now. A flood waits for its turn, and nothing that is read meanwhile waits for the flood. */
  #due(): LogViewState | null {
    const state = this.#arriving
    if (state === null) return null
    const newRows = endOf(state) - endOf(this.#snapshot.state)
    return this.#pace.holds(newRows, () => void this.#read()) ? null : state
  }

  async #arrive(state: LogViewState): Promise<void> {
    await this.#readNewest(state)
    // Shown already, as the reader has paused; or of no meaning any more, as positions have changed.
    if (this.#arriving === null) return
    if (this.#arriving === state) this.#arriving = null
    if (state.layout !== this.#snapshot.state?.layout) return
    this.#pace.shown()
    this.#update({ state, error: null })
  }

  #missingBlock(): RowBlock | null {
    const { state } = this.#snapshot
    // With a layout on its way, positions mean something else to the engine than to the screen.
    if (this.#viewId === null || state === null || this.#next !== null) return null
    const first = Math.max(state.first, this.#wanted.first)
    const end = Math.min(state.first + state.count, this.#wanted.end)
    const missing = this.#cache.missing({ first, end })
    return missing === null ? null : { viewId: this.#viewId, ...missing }
  }

  async #readNewest({ viewId, first, count }: LogViewState): Promise<void> {
    const end = first + count
    const rows = Math.min(blockLimit, this.#wanted.end - this.#wanted.first)
    const missing = this.#cache.missing({ first: Math.max(first, end - rows), end })
    if (missing !== null) await this.#takeBlock({ viewId, ...missing })
  }

  async #readBlock(block: RowBlock): Promise<void> {
    const rows = await this.#takeBlock(block)
    if (rows === null) return
    this.#update({ rowsVersion: this.#snapshot.rowsVersion + 1 })
    // A row that was dropped meanwhile stays missing: asking for it again at once would go on for ever.
    if (rows.first === block.first && rows.texts.length > 0) this.#isReadWanted = true
  }

  async #takeBlock(block: RowBlock): Promise<LogRows | null> {
    const { maxLength } = this.#options
    try {
      const rows = await this.#client.request('read-log-rows', { ...block, maxLength }, this.#opening.signal)
      // Rows of a layout that the screen does not show yet are read again when it does.
      if (block.viewId !== this.#viewId || rows.layout !== this.#snapshot.state?.layout) return null
      this.#cache.put(rows, this.#wanted)
      return rows
    } catch (thrown) {
      if (!(thrown instanceof BerthError && thrown.code === 'cancelled')) this.#update({ error: toErrorData(thrown) })
      return null
    }
  }

  #close(): void {
    this.#opening.abort()
    for (const stop of this.#stops.splice(0)) stop()
    if (this.#viewId !== null) this.#closeView(this.#viewId)
    this.#viewId = null
    this.#forgetNext()
    this.#listeners.clear()
  }

  #forgetNext(): void {
    this.#next = null
    this.#arriving = null
    clearTimeout(this.#patience)
    this.#patience = undefined
    this.#pace.forget()
  }

  #closeView(viewId: string): void {
    // A view that is gone already is as closed as one can wish.
    this.#client.request('close-log', { viewId }).catch(() => undefined)
  }

  #update(changes: Partial<LogSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...changes }
    for (const listener of this.#listeners) listener()
  }
}

/** The position behind the newest row; 0 where nothing is known. */
function endOf(state: LogViewState | null): number {
  return state === null ? 0 : state.first + state.count
}
