import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogFilter, LogRows } from '../../contract/log-contract'
import type { Clock } from '../ports'
import type { NewRow } from './log-chunk'
import { LogStore } from './log-store'
import type { PumpedLine } from './line-pump'
import { createRowGroups } from './row-groups'
import { ShownRows } from './shown-rows'

/** How long the filter may hold the event loop at a time, in milliseconds. */
const sliceMs = 4

/**
 * The rows of one view and which of them are shown. Every change of either goes through here, so that they agree;
 * `onChange` tells of changes that come by themselves, as a filter goes on.
 */
export class LogBuffer {
  readonly store = new LogStore()
  readonly shown: ShownRows
  private readonly clock: Pick<Clock, 'monotonicMs'>
  private readonly onChange: () => void
  private readonly groups = createRowGroups(() => this.store.first)
  private isFiltering = false
  private isClosed = false

  constructor(services: readonly string[], clock: Pick<Clock, 'monotonicMs'>, onChange: () => void) {
    this.shown = new ShownRows(this.store, services)
    this.clock = clock
    this.onChange = onChange
  }

  /** What all of it takes of memory. */
  get bytes(): number {
    return this.store.bytes + this.shown.bytes
  }

  get rows(): number {
    return this.store.count
  }

  /** Rows in the order of time, of now. */
  append(lines: readonly PumpedLine[]): void {
    for (const line of lines) {
      const { row, raised } = this.groups(line, this.store.end)
      const number = this.store.append(row)
      if (raised) this.raise(number - row.headDistance, row.level)
      this.shown.appended(number)
    }
  }

  /** Rows in the order of time, older than all others. They are grouped among themselves. */
  prepend(lines: readonly PumpedLine[]): void {
    this.store.prepend(groupedRows(lines))
    this.filterOn()
  }

  /** Lets go of the oldest rows; false where there are no others than the newest. */
  dropOldest(): boolean {
    if (!this.store.dropOldest()) return false
    this.shown.dropped()
    return true
  }

  /** Throws `pattern-refused`. The newest rows are filtered when this returns, the others soon. */
  filter(filter: LogFilter): void {
    this.shown.setFilter(filter)
    this.filterOn()
  }

  /** Opens or folds the group of a row. */
  fold(number: number, open: boolean): void {
    this.shown.fold(number, open)
  }

  /** Rows shown, as far as there are any at those positions. */
  read(first: number, count: number, maxLength: number): LogRows {
    const from = Math.min(Math.max(first, this.shown.first), this.shown.first + this.shown.count)
    const length = Math.max(0, Math.min(first + count, this.shown.first + this.shown.count) - from)
    const rows = emptyRows(from, length, this.shown.layout)
    for (let index = 0; index < length; index += 1) this.readRow(rows, index, maxLength)
    this.shown.noteRead(from + length)
    return rows
  }

  /** Lets go of everything. */
  close(): void {
    this.isClosed = true
    this.store.clear()
  }

  /** Goes on filtering in slices until all rows are done. */
  filterOn(): void {
    if (this.isFiltering || this.isClosed || this.filterSlice()) return
    this.isFiltering = true
    void this.filterRest()
  }

  private async filterRest(): Promise<void> {
    do {
      this.onChange()
      await nextTurn()
    } while (!this.isClosed && !this.filterSlice())
    this.isFiltering = false
    this.onChange()
  }

  private filterSlice(): boolean {
    const endsMs = this.clock.monotonicMs() + sliceMs
    return this.shown.step(() => this.clock.monotonicMs() >= endsMs)
  }

  private raise(head: number, level: number): void {
    const at = this.store.place(head)
    if (at === null) return
    const before = at.chunk.level(at.index)
    for (const each of [head, ...this.store.followersOf(head)]) this.store.setLevel(each, level)
    this.shown.raised(head, before, level)
    this.filterOn()
  }

  private readRow(rows: LogRows, index: number, maxLength: number): void {
    const number = this.shown.numberAt(rows.first + index) ?? NaN
    const at = this.store.place(number)
    if (at === null) throw new RangeError(`row ${number} is not held`)
    const { fold, hidden } = this.shown.foldOf(number)
    const text = at.chunk.rowText(at.index, maxLength)
    rows.numbers[index] = number
    rows.atMs[index] = at.chunk.atMs(at.index)
    rows.service[index] = at.chunk.service(at.index)
    rows.kind[index] = at.chunk.kind(at.index)
    rows.level[index] = at.chunk.level(at.index)
    rows.fold[index] = fold
    rows.hidden[index] = hidden
    rows.cut[index] = text.isCut ? 1 : 0
    rows.texts[index] = text.text
  }
}

function emptyRows(first: number, length: number, layout: number): LogRows {
  return {
    first,
    layout,
    numbers: new Float64Array(length),
    atMs: new Float64Array(length),
    service: new Uint8Array(length),
    kind: new Uint8Array(length),
    level: new Uint8Array(length),
    fold: new Uint8Array(length),
    hidden: new Uint32Array(length),
    cut: new Uint8Array(length),
    texts: Array.from<string>({ length }),
  }
}

/** Rows of lines that are all there: what raises a group's level does so before any of it is stored. */
function groupedRows(lines: readonly PumpedLine[]): readonly NewRow[] {
  const groups = createRowGroups(() => 0)
  const rows: NewRow[] = []
  lines.forEach((line, index) => {
    const { row, raised } = groups(line, index)
    rows.push(row)
    if (!raised) return
    const head = index - row.headDistance
    for (let at = head; at < index; at += 1) {
      const member = rows[at]
      if (member !== undefined && at - member.headDistance === head) rows[at] = { ...member, level: row.level }
    }
  })
  return rows
}
