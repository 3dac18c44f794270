import { everyRow, type LogFilter, rowFold } from '../../contract/log-contract'
import type { LogStore } from './log-store'
import { NumberList } from './number-list'
import { RowContext } from './row-context'
import { createRowFilter, type RowFilter } from './row-filter'

/**
 * Which rows of a store are shown, and at which positions; see `logViewStateSchema`. Whoever changes the store tells of
 * it here at once. A new filter takes hold of new rows at once and of those held in `step`s, newest first.
 */
export class ShownRows {
  /** See `logViewStateSchema`. */
  layout = 0
  /** The same. */
  revision = 0
  private readonly store: LogStore
  private readonly services: readonly string[]
  private filter: LogFilter = everyRow
  private rows: RowFilter
  /** The heads whose groups are folded though the filter leaves them open, or the other way round. */
  private readonly exceptions = new Set<number>()
  /** Null: every row is shown, its position its number. */
  private list: NumberList | null = null
  /** Rows from here on were filtered; those below are still to be. */
  private filteredFrom = 0
  private readonly context: RowContext
  /** What of the list may have been read since it was last said to be void: positions below this. */
  private readTo = -Infinity
  private isStale = false

  constructor(store: LogStore, services: readonly string[]) {
    this.store = store
    this.services = services
    this.rows = createRowFilter(everyRow, store, services)
    this.context = new RowContext(store)
  }

  get first(): number {
    return this.list?.first ?? this.store.first
  }

  get count(): number {
    return this.list?.count ?? this.store.count
  }

  /** What it takes of memory beside the rows. */
  get bytes(): number {
    return this.list?.bytes ?? 0
  }

  /** The time of the oldest row that the filter has seen, while there are others; null: it has seen all. */
  filteringAtMs(): { readonly searchedToMs: number | null } | null {
    if (this.isStale) return { searchedToMs: null }
    if (this.isDone()) return null
    const at = this.store.place(this.filteredFrom)
    return { searchedToMs: at === null ? null : at.chunk.atMs(at.index) }
  }

  /** See `logViewStateSchema`. */
  get filterIsPartial(): boolean {
    return this.rows.isPartial()
  }

  /** The number of the row at a position; null where there is none. */
  numberAt(position: number): number | null {
    if (position < this.first || position >= this.first + this.count) return null
    return this.list?.at(position) ?? position
  }

  /** See `locate-log-row`. */
  positionOf(number: number): number | null {
    if (this.count === 0) return null
    const last = this.first + this.count - 1
    if (this.list === null) return Math.min(Math.max(number, this.first), last)
    const head = this.store.headOf(number)
    const shown = !this.list.has(number) && this.list.has(head) ? head : number
    return Math.min(this.list.positionSince(shown), last)
  }

  /** How a row stands in its group; see `rowFold`. */
  foldOf(number: number): { readonly fold: number; readonly hidden: number } {
    const at = this.store.place(number)
    if (at === null) return { fold: rowFold.alone, hidden: 0 }
    if (at.chunk.headDistance(at.index) > 0) return { fold: rowFold.continuation, hidden: 0 }
    const followers = at.chunk.followersOf(at.index)
    if (followers === 0) return { fold: rowFold.alone, hidden: 0 }
    if (this.isGroupOpen(number)) return { fold: rowFold.openHead, hidden: 0 }
    return { fold: rowFold.foldedHead, hidden: followers }
  }

  /** The rows folded away behind a row. */
  hiddenBehind(number: number): readonly number[] {
    return this.foldOf(number).fold === rowFold.foldedHead ? this.store.followersOf(number) : []
  }

  /**
   * Tells, now and later, whether a row is shown at this moment or folded away behind one that is. `head` is its group's
   * head, itself where it has none.
   */
  membership(): (number: number, head: number) => boolean {
    const lowest = this.store.first
    const list = this.list?.copy()
    return (number, head) => number >= lowest && (list === undefined || list.has(number) || list.has(head))
  }

  /** Rows up to this position (not with it) were handed out. */
  noteRead(end: number): void {
    this.readTo = Math.max(this.readTo, end)
  }

  /** Throws `pattern-refused`, and nothing is changed then. */
  setFilter(filter: LogFilter): void {
    this.rows = createRowFilter(filter, this.store, this.services)
    if (filter.foldStacks !== this.filter.foldStacks) this.exceptions.clear()
    this.filter = filter
    this.begin()
  }

  /** Opens or folds the group of a row. */
  fold(number: number, open: boolean): void {
    const head = this.store.headOf(number)
    if (this.isGroupOpen(head) === open || this.foldOf(head).fold === rowFold.alone) return
    if (open === this.filter.foldStacks) this.exceptions.add(head)
    else this.exceptions.delete(head)
    if (this.list === null) this.listAll()
    const list = this.list ?? new NumberList()
    if (!list.has(head)) return
    const followers = this.store.followersOf(head)
    if (open) list.addAll(followers)
    else list.removeAll(followers)
    this.moved()
  }

  /** A row came at the end. */
  appended(number: number): void {
    const head = this.store.headOf(number)
    if (head !== number && this.isGroupShown(head)) this.grew(head, number)
    if (this.list !== null) this.consider(number)
  }

  /** A group was given another level with its newest row; it had `before`. */
  raised(head: number, before: number, level: number): void {
    this.touched(head)
    if (this.list === null || this.filter.levels === null) return
    if (this.rows.takesLevel(before) && !this.rows.takesLevel(level)) this.isStale = true
    if (head >= this.filteredFrom) for (const each of [head, ...this.store.followersOf(head)]) this.consider(each)
  }

  /** The oldest rows went. */
  dropped(): void {
    const { first } = this.store
    this.list?.dropBelow(first)
    this.filteredFrom = Math.max(this.filteredFrom, first)
    for (const head of this.exceptions) if (head < first) this.exceptions.delete(head)
  }

  /** Filters rows that are held, newest first, until `isLate` or all are done; answers whether all are. */
  step(isLate: () => boolean): boolean {
    if (this.isStale && this.isDone()) this.begin()
    while (!this.isDone()) {
      const lowest = Math.max(this.store.first, this.filteredFrom - 256)
      while (this.filteredFrom > lowest) {
        this.filteredFrom -= 1
        this.consider(this.filteredFrom)
      }
      if (isLate()) break
    }
    return this.isDone() && !this.isStale
  }

  private isDone(): boolean {
    return this.list === null || this.filteredFrom <= this.store.first
  }

  /** Shows rows anew, as the filter says. */
  private begin(): void {
    const isPlain = this.rows.isOpen && !this.filter.foldStacks && this.exceptions.size === 0
    this.list = isPlain ? null : new NumberList()
    this.filteredFrom = this.store.end
    this.context.clear()
    this.isStale = false
    this.moved()
  }

  /** All rows as they are shown now, one by one: from here on groups can be folded. */
  private listAll(): void {
    this.list = new NumberList()
    this.list.first = this.store.first
    for (let number = this.store.first; number < this.store.end; number += 1) this.list.add(number)
    this.filteredFrom = this.store.first
  }

  /** Looks at one row and shows what it brings with it. */
  private consider(number: number): void {
    if (this.rows.isOpen) {
      this.show(number)
      return
    }
    const { contextLines } = this.filter
    if (this.rows.passes(number)) {
      this.show(number)
      if (contextLines > 0) for (const each of this.context.around(number, contextLines)) this.show(each)
    } else if (contextLines > 0 && this.context.takes(number)) this.show(number)
  }

  /** Shows a row's head, and with it the whole group where that is open. */
  private show(number: number): void {
    const head = this.store.headOf(number)
    if (!this.put(head) || !this.isGroupOpen(head)) return
    for (const each of this.store.followersOf(head)) this.put(each)
  }

  /** Answers whether the row is new among those shown. */
  private put(number: number): boolean {
    const list = this.list
    if (list === null) return false
    const added = list.add(number)
    if (added === 'between') this.moved()
    return added !== 'known'
  }

  private isGroupOpen(head: number): boolean {
    return this.exceptions.has(head) === this.filter.foldStacks
  }

  private isGroupShown(head: number): boolean {
    return this.list === null || this.list.has(head)
  }

  /** A group that is shown has one row more. */
  private grew(head: number, number: number): void {
    if (this.list !== null && this.isGroupOpen(head)) this.put(number)
    this.touched(head)
  }

  /** A row looks different now: whoever read it has to read it again. */
  private touched(number: number): void {
    const position = this.list === null ? number : this.list.positionSince(number)
    if (position >= this.readTo) return
    this.revision += 1
    this.readTo = -Infinity
  }

  private moved(): void {
    this.layout += 1
    this.readTo = -Infinity
  }
}
