import type { LogStore } from './log-store'

/**
 * The rows that are shown because they stand around one that passed the filter: of the same service, so many before and
 * after it. Those that have not come yet, at either end, are remembered.
 */
export class RowContext {
  private readonly store: LogStore
  /** Rows of each service that are still to be shown after one that passed, of those from a number on. */
  private readonly after: { left: number; readonly from: number }[] = []
  /** Rows of each service that are still to be shown before one that passed, of those below a number. */
  private readonly before: { left: number; readonly below: number }[] = []

  constructor(store: LogStore) {
    this.store = store
  }

  /** Forgets what is still to come. */
  clear(): void {
    this.after.length = 0
    this.before.length = 0
  }

  /** The rows around one that passed, as far as they are held. */
  around(number: number, lines: number): readonly number[] {
    const before = this.neighbours(number, -1, lines)
    const after = this.neighbours(number, 1, lines)
    const service = this.serviceOf(number)
    const leftAfter = Math.max(this.after[service]?.left ?? 0, lines - after.length)
    if (after.length < lines) this.after[service] = { left: leftAfter, from: this.store.end }
    const leftBefore = Math.max(this.before[service]?.left ?? 0, lines - before.length)
    if (before.length < lines) this.before[service] = { left: leftBefore, below: this.store.first }
    return [...before, ...after]
  }

  /** Whether a row that came at an end is one of those that were remembered. */
  takes(number: number): boolean {
    const service = this.serviceOf(number)
    const after = this.after[service]
    // A row that came while those held were filtered anew was counted there.
    const isAfter = after !== undefined && after.left > 0 && number >= after.from && number === this.store.end - 1
    if (isAfter) after.left -= 1
    const before = this.before[service]
    const isBefore = before !== undefined && before.left > 0 && number < before.below
    if (isBefore) before.left -= 1
    return isAfter || isBefore
  }

  private neighbours(number: number, step: 1 | -1, most: number): readonly number[] {
    const found: number[] = []
    let at = this.store.neighbour(number, step, this.store.first)
    while (at !== null && found.length < most) {
      found.push(at)
      at = this.store.neighbour(at, step, this.store.first)
    }
    return found
  }

  private serviceOf(number: number): number {
    const at = this.store.place(number)
    return at === null ? -1 : at.chunk.service(at.index)
  }
}
