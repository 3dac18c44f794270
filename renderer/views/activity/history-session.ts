import type { HistoryEntry, HistoryFilter, HistoryPage } from '../../../src/contract/history'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { Client } from '../../client'

/** Entries are read in blocks of this many. */
const blockSize = 100
/** The most the engine gives at once. */
const mostAtOnce = 500

/** What is known of the history now. `head` is null until the engine first answered; `entries` are those near the screen. */
export type HistorySnapshot = {
  readonly head: Omit<HistoryPage, 'entries'> | null
  readonly entries: ReadonlyMap<number, HistoryEntry>
  readonly error: BerthErrorData | null
}

type Range = { readonly first: number; readonly end: number }

/**
 * The part of the history that is near the screen. One request at a time; what was shown stays until its successor is
 * there. Entries are addressed by their place, newest 0: when the history grows they all move, so everything is read anew.
 */
export class HistorySession {
  readonly #client: Pick<Client, 'request' | 'on' | 'onConnected'>
  readonly #listeners = new Set<() => void>()
  #snapshot: HistorySnapshot = { head: null, entries: new Map(), error: null }
  #filter: HistoryFilter
  #wanted: Range = { first: 0, end: blockSize }
  #isStale = true
  #isRunning = false
  #isOpen = false
  #asking = new AbortController()

  constructor(client: Pick<Client, 'request' | 'on' | 'onConnected'>, filter: HistoryFilter) {
    this.#client = client
    this.#filter = filter
  }

  /** Reads, and reads again whenever a ledger changes; answers with how to stop. */
  start(): () => void {
    this.#isOpen = true
    const stops = [
      this.#client.on('ledger-changed', ({ hostId }) => {
        if (this.#filter.hostId === null || this.#filter.hostId === hostId) this.refresh()
      }),
      this.#client.onConnected(() => this.refresh()),
    ]
    this.refresh()
    return () => {
      this.#isOpen = false
      this.#asking.abort()
      for (const stop of stops) stop()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): HistorySnapshot => this.#snapshot

  /** Narrows to something else. What was asked for the old filter is forgotten. */
  setFilter(filter: HistoryFilter): void {
    if (JSON.stringify(filter) === JSON.stringify(this.#filter)) return
    this.#filter = filter
    this.#wanted = { first: 0, end: blockSize }
    this.#asking.abort()
    this.refresh()
  }

  /** Says which places are near the screen. */
  show(first: number, end: number): void {
    this.#wanted = { first: Math.max(0, first), end }
    void this.#run()
  }

  /** Reads what is near the screen again. */
  refresh(): void {
    this.#isStale = true
    void this.#run()
  }

  async #run(): Promise<void> {
    if (this.#isRunning || !this.#isOpen) return
    this.#isRunning = true
    try {
      for (let range = this.#missing(); this.#isOpen && range !== null; range = this.#missing()) await this.#read(range)
    } finally {
      this.#isRunning = false
    }
  }

  /** The next blocks to read; null: all that is wanted is there. */
  #missing(): Range | null {
    const total = this.#snapshot.head?.total ?? blockSize
    const first = Math.floor(this.#wanted.first / blockSize) * blockSize
    const end = Math.min(Math.ceil(this.#wanted.end / blockSize) * blockSize, first + mostAtOnce)
    if (this.#isStale) return { first, end }
    for (let block = first; block < Math.min(end, total); block += blockSize) {
      if (!this.#snapshot.entries.has(block)) return { first: block, end: block + blockSize }
    }
    return null
  }

  async #read({ first, end }: Range): Promise<void> {
    const isFresh = this.#isStale
    const asking = new AbortController()
    this.#asking = asking
    this.#isStale = false
    const body = { filter: this.#filter, first, count: end - first }
    try {
      this.#take(await this.#client.request('read-history', body, asking.signal), first, isFresh)
    } catch (error) {
      // A new filter or the page's end: whoever aborted asks again if it is still wanted.
      if (asking.signal.aborted) return
      this.#wanted = { first: 0, end: 0 }
      this.#tell({ ...this.#snapshot, error: toErrorData(error) })
    }
  }

  #take({ entries: read, ...head }: HistoryPage, first: number, isFresh: boolean): void {
    const moved = head.total !== this.#snapshot.head?.total
    const entries = new Map(isFresh || moved ? [] : this.#snapshot.entries)
    read.forEach((entry, index) => entries.set(first + index, entry))
    this.#tell({ head, entries, error: null })
  }

  #tell(snapshot: HistorySnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}
