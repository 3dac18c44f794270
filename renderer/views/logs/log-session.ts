import type { LogSource, LogViewState } from '../../../src/contract/log-contract'
import { BerthError, type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Client } from '../../client'
import { type LogRow, LogRowCache, type RowRange } from './log-row-cache'

/** A log view as it stands: `state` is null until the engine has told about it. `rowsVersion` grows with each block read. */
export type LogSnapshot = {
  readonly state: LogViewState | null
  readonly error: BerthErrorData | null
  readonly rowsVersion: number
}

type Block = { readonly viewId: string; readonly first: number; readonly count: number }
type LogSessionOptions = {
  readonly tail: number | null
  readonly sinceMs: number | null
  readonly follow: boolean
  readonly maxLength: number
}

/**
 * One log view of the engine and the rows of it that are near the screen. Rows are read when they are wanted, one block
 * at a time, so that a flood costs no more than a trickle. A new engine knows no views: then it opens again by itself.
 */
export class LogSession {
  readonly #listeners = new Set<() => void>()
  readonly #client: Client
  readonly #source: LogSource
  readonly #options: LogSessionOptions
  readonly #stops: (() => void)[] = []
  #snapshot: LogSnapshot = { state: null, error: null, rowsVersion: 0 }
  #viewId: string | null = null
  #early = new Map<string, LogViewState>()
  #wanted: RowRange = { first: 0, end: 0 }
  #cache = new LogRowCache()
  #isReading = false
  #isReadWanted = false
  #opening = new AbortController()

  constructor(client: Client, source: LogSource, options: LogSessionOptions) {
    this.#client = client
    this.#source = source
    this.#options = options
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

  /** A row, if it has been read and is still near the screen. */
  row(number: number): LogRow | undefined {
    return this.#cache.get(number)
  }

  /** Says which rows the screen needs; those that are missing are read. The newest word counts. */
  want(range: RowRange): void {
    this.#wanted = range
    void this.#read()
  }

  async #open(): Promise<void> {
    this.#opening.abort()
    const opening = (this.#opening = new AbortController())
    this.#viewId = null
    try {
      const { tail, sinceMs, follow } = this.#options
      // Not given up with the page: the answer names the view that has to be closed then.
      const { viewId } = await this.#client.request('open-log', { source: this.#source, tail, sinceMs, follow })
      if (opening.signal.aborted) return this.#closeView(viewId)
      this.#viewId = viewId
      this.#cache = new LogRowCache()
      const early = this.#early.get(viewId)
      this.#early.clear()
      this.#update({ error: null, state: early ?? null })
      void this.#read()
    } catch (thrown) {
      if (!opening.signal.aborted) this.#update({ error: toErrorData(thrown) })
    }
  }

  #takeState(state: LogViewState): void {
    // The first word of a view may overtake the answer that names it.
    if (this.#viewId === null) this.#early.set(state.viewId, state)
    if (state.viewId === this.#viewId) this.#update({ state, error: null })
  }

  async #read(): Promise<void> {
    this.#isReadWanted = true
    if (this.#isReading) return
    this.#isReading = true
    while (this.#isReadWanted) {
      this.#isReadWanted = false
      const block = this.#missingBlock()
      if (block !== null) await this.#readBlock(block)
    }
    this.#isReading = false
  }

  #missingBlock(): Block | null {
    const { state } = this.#snapshot
    if (this.#viewId === null || state === null) return null
    const first = Math.max(state.first, this.#wanted.first)
    const end = Math.min(state.first + state.count, this.#wanted.end)
    const missing = this.#cache.missing({ first, end })
    return missing === null ? null : { viewId: this.#viewId, ...missing }
  }

  async #readBlock(block: Block): Promise<void> {
    const { maxLength } = this.#options
    try {
      const rows = await this.#client.request('read-log-rows', { ...block, maxLength }, this.#opening.signal)
      if (block.viewId !== this.#viewId) return
      this.#cache.put(rows, this.#wanted)
      this.#update({ rowsVersion: this.#snapshot.rowsVersion + 1 })
      // A row that was dropped meanwhile stays missing: asking for it again at once would go on for ever.
      if (this.row(block.first) !== undefined) this.#isReadWanted = true
    } catch (thrown) {
      if (!(thrown instanceof BerthError && thrown.code === 'cancelled')) this.#update({ error: toErrorData(thrown) })
    }
  }

  #close(): void {
    this.#opening.abort()
    for (const stop of this.#stops.splice(0)) stop()
    if (this.#viewId !== null) this.#closeView(this.#viewId)
    this.#viewId = null
    this.#listeners.clear()
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
