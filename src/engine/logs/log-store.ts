import type { LogRows } from '../../contract/log-contract'
import { LogChunk, type NewRow, type StoredRow } from './log-chunk'

/** What a store may hold; the oldest rows go when either is used up. */
export type LogBudget = { readonly rows: number; readonly bytes: number }

/** The budget of one view. */
export const viewBudget: LogBudget = { rows: 200_000, bytes: 64 * 1_048_576 }

const chunkRows = 2_048
const chunkTextBytes = 524_288

/**
 * Rows in the order they came, numbered from 0 for ever, within a budget: the oldest block of rows is dropped when a
 * new row would go beyond it. A row is found by its number in logarithmic time of the number of blocks.
 */
export class LogStore {
  private readonly budget: LogBudget
  private chunks: LogChunk[] = []
  private sealedBytes = 0
  private next = 0
  private readonly perService: number[] = []

  constructor(budget: LogBudget = viewBudget) {
    this.budget = budget
  }

  /** Number of the oldest row held; also how many were dropped. */
  get first(): number {
    return this.chunks[0]?.first ?? this.next
  }

  get count(): number {
    return this.next - this.first
  }

  /** What the rows take of memory. */
  get bytes(): number {
    return this.sealedBytes + (this.chunks.at(-1)?.bytes ?? 0)
  }

  /** Rows held of a service. */
  countOf(service: number): number {
    return this.perService[service] ?? 0
  }

  append(row: NewRow): void {
    const chunk = this.openChunk(row.text.length)
    chunk.add(row)
    this.next += 1
    this.perService[row.service] = this.countOf(row.service) + 1
    // The newest row always stays, however large it is.
    while (this.chunks.length > 1 && (this.count > this.budget.rows || this.bytes > this.budget.bytes))
      this.dropOldest()
  }

  /** Up to `count` rows from number `first` on, as far as they are held. */
  read(first: number, count: number, maxLength: number): LogRows {
    const from = Math.min(Math.max(first, this.first), this.next)
    const length = Math.max(0, Math.min(first + count, this.next) - from)
    const rows = {
      first: from,
      atMs: new Float64Array(length),
      service: new Uint8Array(length),
      kind: new Uint8Array(length),
      texts: Array.from<string>({ length }),
    }
    let place = this.chunkIndexOf(from)
    for (let index = 0; index < length; index += 1) {
      let chunk = this.chunks[place]
      if (chunk !== undefined && from + index >= chunk.first + chunk.count) chunk = this.chunks[(place += 1)]
      if (chunk === undefined) throw new RangeError(`row ${from + index} is not held`)
      const inChunk = from + index - chunk.first
      rows.atMs[index] = chunk.atMs(inChunk)
      rows.service[index] = chunk.service(inChunk)
      rows.kind[index] = chunk.kind(inChunk)
      rows.texts[index] = chunk.rowText(inChunk, maxLength)
    }
    return rows
  }

  /** One row whole; null when it was dropped or has not come yet. */
  row(number: number): StoredRow | null {
    const chunk = this.chunks[this.chunkIndexOf(number)]
    const index = number - (chunk?.first ?? 0)
    if (chunk === undefined || index < 0 || index >= chunk.count) return null
    const text = chunk.rowText(index, Number.MAX_SAFE_INTEGER / 4)
    return { atMs: chunk.atMs(index), service: chunk.service(index), kind: chunk.kind(index), text }
  }

  /** The rows held now, oldest first: they are read to the end also when they are dropped meanwhile. */
  *rowsHeld(): Generator<StoredRow, void, undefined> {
    const end = this.next
    for (const chunk of this.chunks.slice()) {
      for (let index = 0; index < chunk.count && chunk.first + index < end; index += 1) {
        const text = chunk.rowText(index, Number.MAX_SAFE_INTEGER / 4)
        yield { atMs: chunk.atMs(index), service: chunk.service(index), kind: chunk.kind(index), text }
      }
    }
  }

  /** Lets go of everything. */
  clear(): void {
    this.chunks = []
    this.sealedBytes = 0
    this.perService.length = 0
  }

  private openChunk(textLength: number): LogChunk {
    const last = this.chunks.at(-1)
    if (last !== undefined) {
      if (last.count < chunkRows && last.textBytes + textLength <= chunkTextBytes) return last
      last.seal()
      this.sealedBytes += last.bytes
    }
    const chunk = new LogChunk(this.next)
    this.chunks.push(chunk)
    return chunk
  }

  private dropOldest(): void {
    const oldest = this.chunks.shift()
    if (oldest === undefined) return
    this.sealedBytes -= oldest.bytes
    for (let index = 0; index < oldest.count; index += 1) {
      const service = oldest.service(index)
      this.perService[service] = this.countOf(service) - 1
    }
  }

  /** The place of the chunk that holds the row, if any does: the last one that begins at or before it. */
  private chunkIndexOf(number: number): number {
    let low = 0
    let high = this.chunks.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.chunks[middle]?.first ?? 0) <= number) low = middle
      else high = middle - 1
    }
    return low
  }
}
