import type { LogRows } from '../../../src/contract/log-contract'

/** One row of a log view as it is painted. `number` counts from the view's first row; `kind`: 0 stdout, 1 stderr, 2 marker. */
export type LogRow = {
  readonly number: number
  readonly atMs: number
  readonly service: number
  readonly kind: number
  readonly text: string
}

/** A range of row numbers, `end` not in it. */
export type RowRange = { readonly first: number; readonly end: number }

/** The most rows one request may ask for. */
export const blockLimit = 500
const cacheLimit = 4_000

/** The rows around what is on screen. Rows never change once numbered, so that a row is asked for once while it stays near. */
export class LogRowCache {
  readonly #rows = new Map<number, LogRow>()

  get(number: number): LogRow | undefined {
    return this.#rows.get(number)
  }

  /** Takes in a block; then drops what is furthest from `near` beyond the limit. */
  put(block: LogRows, near: RowRange): void {
    block.texts.forEach((text, index) => {
      const number = block.first + index
      this.#rows.set(number, {
        number,
        atMs: block.atMs[index] ?? 0,
        service: block.service[index] ?? 0,
        kind: block.kind[index] ?? 0,
        text,
      })
    })
    if (this.#rows.size > cacheLimit) this.#evict(near)
  }

  /** The part of `wanted` to ask for next: from its first missing row to its last, at most one block; null: all there. */
  missing(wanted: RowRange): { first: number; count: number } | null {
    let first = -1
    let last = -1
    for (let number = wanted.first; number < wanted.end; number += 1) {
      if (this.#rows.has(number)) continue
      if (first < 0) first = number
      last = number
    }
    return first < 0 ? null : { first, count: Math.min(last - first + 1, blockLimit) }
  }

  #evict(near: RowRange): void {
    const margin = cacheLimit / 4
    for (const number of this.#rows.keys()) {
      if (number < near.first - margin || number >= near.end + margin) this.#rows.delete(number)
    }
  }
}
