import type { LogRows } from '../../../src/contract/log-contract'
import { type LogLevel, logLevels } from '../../../src/domain/log-level'

/**
 * One row of a log view as it is painted. `position` is its place in what is shown now, `number` stays the same while the
 * view is open. `kind`: 0 stdout, 1 stderr, 2 marker. `hidden` counts the lines folded behind it.
 */
export type LogRow = {
  readonly position: number
  readonly number: number
  readonly atMs: number
  readonly service: number
  readonly kind: number
  readonly level: LogLevel
  readonly fold: RowFold
  readonly hidden: number
  readonly isCut: boolean
  readonly text: string
}

/** What a row is in a group of lines that belong together, in the order of the contract's numbers. */
const rowFolds = ['alone', 'open', 'folded', 'continuation'] as const

/** See `rowFolds`. */
export type RowFold = (typeof rowFolds)[number]

/** A range of positions, `end` not in it. */
export type RowRange = { readonly first: number; readonly end: number }

/** The most rows one request may ask for. */
export const blockLimit = 500
const cacheLimit = 4_000

/** The rows around what is on screen, by position; they hold for one layout of the view. */
export class LogRowCache {
  readonly #rows = new Map<number, { readonly row: LogRow; readonly edition: number }>()
  #edition = 0

  get(position: number): LogRow | undefined {
    return this.#rows.get(position)?.row
  }

  /** Rows may have changed: those held are still shown, but read again where they are wanted. */
  expire(): void {
    this.#edition += 1
  }

  /** Takes in a block; then drops what is furthest from `near` beyond the limit. */
  put(block: LogRows, near: RowRange): void {
    for (const row of blockRows(block)) this.#rows.set(row.position, { row, edition: this.#edition })
    if (this.#rows.size > cacheLimit) this.#evict(near)
  }

  /** The part of `wanted` to ask for next: from its first missing row to its last, at most one block; null: all there. */
  missing(wanted: RowRange): { first: number; count: number } | null {
    let first: number | null = null
    let last = 0
    for (let position = wanted.first; position < wanted.end; position += 1) {
      if (this.#rows.get(position)?.edition === this.#edition) continue
      first ??= position
      last = position
    }
    return first === null ? null : { first, count: Math.min(last - first + 1, blockLimit) }
  }

  #evict(near: RowRange): void {
    const margin = cacheLimit / 4
    for (const position of this.#rows.keys()) {
      if (position < near.first - margin || position >= near.end + margin) this.#rows.delete(position)
    }
  }
}

/** The rows of a block, one by one. */
export function blockRows(block: LogRows): readonly LogRow[] {
  return block.texts.map((text, index) => ({
    position: block.first + index,
    number: block.numbers[index] ?? 0,
    atMs: block.atMs[index] ?? 0,
    service: block.service[index] ?? 0,
    kind: block.kind[index] ?? 0,
    level: logLevels[block.level[index] ?? 0] ?? 'none',
    fold: rowFolds[block.fold[index] ?? 0] ?? 'alone',
    hidden: block.hidden[index] ?? 0,
    isCut: block.cut[index] === 1,
    text,
  }))
}
