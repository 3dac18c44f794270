import { noService, rowKind } from '../../contract/log-contract'
import { logLevels } from '../../domain/log-level'
import { LogChunk, type NewRow } from './log-chunk'

const chunkRows = 2_048
const chunkTextBytes = 524_288

/** A row's place: its block, and its index in there. */
export type RowPlace = { readonly chunk: LogChunk; readonly index: number }

/**
 * Rows in the order of time, numbered for ever: from 0 for the first that was appended, down from -1 for what is put
 * before it. They lie in blocks; the oldest block is dropped whole. A row is found by its number in logarithmic time of
 * the number of blocks, and at once where it is near the one asked for before.
 */
export class LogStore {
  private chunks: LogChunk[] = []
  private sealedBytes = 0
  private next = 0
  private droppedRows = 0
  private lastPlace = 0
  private readonly perService: number[] = []
  private readonly perLevel: number[] = logLevels.map(() => 0)

  /** Number of the oldest row held. */
  get first(): number {
    return this.chunks[0]?.first ?? this.next
  }

  /** The number that the next row gets. */
  get end(): number {
    return this.next
  }

  get count(): number {
    return this.next - this.first
  }

  /** How many rows were dropped so far. */
  get dropped(): number {
    return this.droppedRows
  }

  /** What the rows take of memory. */
  get bytes(): number {
    return this.sealedBytes + (this.chunks.at(-1)?.bytes ?? 0)
  }

  /** Rows held of a service. */
  countOf(service: number): number {
    return this.perService[service] ?? 0
  }

  /** Lines held of a level, by its index; markers are not counted. */
  countOfLevel(level: number): number {
    return this.perLevel[level] ?? 0
  }

  /** Answers with the row's number. */
  append(row: NewRow): number {
    const number = this.next
    this.openChunk(row.text.length).add(row)
    this.next += 1
    this.count1(row.service, row.kind, row.level, 1)
    if (row.headDistance > 0) this.addFollower(number - row.headDistance)
    return number
  }

  /** Puts older rows before all others, oldest first; answers with the number of the first of them. */
  prepend(rows: readonly NewRow[]): number {
    const blocks: LogChunk[] = []
    let number = this.first - rows.length
    for (const row of rows) {
      let block = blocks.at(-1)
      if (block === undefined || isFull(block, row.text.length)) blocks.push((block = new LogChunk(number)))
      block.add(row)
      this.count1(row.service, row.kind, row.level, 1)
      number += 1
    }
    for (const block of blocks) {
      block.seal()
      this.sealedBytes += block.bytes
    }
    // An empty store goes on after them, in a block of its own.
    if (this.chunks.length === 0 && blocks.length > 0) blocks.push(new LogChunk(this.next))
    this.chunks.unshift(...blocks)
    this.lastPlace += blocks.length
    rows.forEach((row, index) => {
      if (row.headDistance > 0) this.addFollower(this.first + index - row.headDistance)
    })
    return this.first
  }

  /** Where a row lies; null when it was dropped or has not come yet. Of use until the next row is added or dropped. */
  place(number: number): RowPlace | null {
    const chunk = this.chunkOf(number)
    return chunk === null ? null : { chunk, index: number - chunk.first }
  }

  /** The block of a row; see `place`. */
  chunkOf(number: number): LogChunk | null {
    if (number < this.first || number >= this.next) return null
    let chunk = this.chunks[this.lastPlace]
    if (chunk !== undefined && number >= chunk.first && number < chunk.first + chunk.count) return chunk
    this.lastPlace = this.chunkIndexOf(number)
    chunk = this.chunks[this.lastPlace]
    return chunk ?? null
  }

  /** The blocks held now, oldest first: they can be read also when they are dropped meanwhile. */
  blocks(): readonly LogChunk[] {
    return this.chunks.slice()
  }

  /** Gives a row another level. */
  setLevel(number: number, level: number): void {
    const at = this.place(number)
    if (at === null) return
    this.count1(noService, at.chunk.kind(at.index), at.chunk.level(at.index), -1)
    at.chunk.setLevel(at.index, level)
    this.count1(noService, at.chunk.kind(at.index), level, 1)
  }

  /** The nearest row of the same service after (1) or before (-1) a row, from `least` on; null: there is none. */
  neighbour(number: number, step: 1 | -1, least: number): number | null {
    const service = this.serviceOf(number)
    for (let at = number + step; at >= least && at < this.next; at += step)
      if (this.serviceOf(at) === service) return at
    return null
  }

  /** The number of the head of a row's group: its own where it has none or its head is not held. */
  headOf(number: number): number {
    const chunk = this.chunkOf(number)
    const head = chunk === null ? number : number - chunk.headDistance(number - chunk.first)
    return head < this.first ? number : head
  }

  /** The rows that continue the group beginning at a row, as far as they have come. */
  followersOf(head: number): readonly number[] {
    const chunk = this.chunkOf(head)
    const most = chunk?.followersOf(head - chunk.first) ?? 0
    const found: number[] = []
    for (let at = head + 1; found.length < most && at < this.next; at += 1) {
      const block = this.chunkOf(at)
      if (block?.headDistance(at - block.first) === at - head) found.push(at)
    }
    return found
  }

  /** The first row that is of a moment or later, as rows are in the order of time but for a few; `end` where none is. */
  firstSince(atMs: number): number {
    let low = this.first
    let high = this.next
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const chunk = this.chunkOf(middle)
      if (chunk !== null && chunk.atMs(middle - chunk.first) < atMs) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Lets go of the oldest block; false where there is but the newest. */
  dropOldest(): boolean {
    const oldest = this.chunks.length > 1 ? this.chunks.shift() : undefined
    if (oldest === undefined) return false
    this.lastPlace = Math.max(0, this.lastPlace - 1)
    this.sealedBytes -= oldest.bytes
    this.droppedRows += oldest.count
    for (let index = 0; index < oldest.count; index += 1)
      this.count1(oldest.service(index), oldest.kind(index), oldest.level(index), -1)
    return true
  }

  /** Lets go of everything. */
  clear(): void {
    this.chunks = []
    this.sealedBytes = 0
    this.perService.length = 0
    this.perLevel.fill(0)
  }

  private serviceOf(number: number): number {
    const chunk = this.chunkOf(number)
    return chunk === null ? -1 : chunk.service(number - chunk.first)
  }

  private addFollower(head: number): void {
    const chunk = this.chunkOf(head)
    chunk?.addFollower(head - chunk.first)
  }

  private count1(service: number, kind: number, level: number, sign: 1 | -1): void {
    if (service !== noService) this.perService[service] = this.countOf(service) + sign
    if (kind !== rowKind.marker) this.perLevel[level] = this.countOfLevel(level) + sign
  }

  private openChunk(textLength: number): LogChunk {
    const last = this.chunks.at(-1)
    if (last !== undefined) {
      if (!isFull(last, textLength)) return last
      last.seal()
      this.sealedBytes += last.bytes
    }
    const chunk = new LogChunk(this.next)
    this.chunks.push(chunk)
    return chunk
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

function isFull(chunk: LogChunk, textLength: number): boolean {
  return chunk.count > 0 && (chunk.count >= chunkRows || chunk.textBytes + textLength > chunkTextBytes)
}
