/** What a row is: a line of one of the streams, or a marker. The numbers travel in `LogRows.kind`. */
export const rowKind = { stdout: 0, stderr: 1, marker: 2 } as const

/** A row as it goes into the store; `service` is an index of at most 255. */
export type NewRow = { readonly atMs: number; readonly service: number; readonly kind: number; readonly text: string }

/** A row as it is read; `text` may have been cut. */
export type StoredRow = NewRow

const firstBytes = 16_384
const firstRows = 256

/**
 * A block of rows: one buffer of text and flat arrays, so that 200,000 rows are some hundred objects and not a million.
 * Rows are added at its end until it is full; then it is `seal`ed to its real size and never changes again.
 */
export class LogChunk {
  readonly first: number
  count = 0
  private text = Buffer.allocUnsafeSlow(firstBytes)
  private used = 0
  private ends = new Uint32Array(firstRows)
  private times = new Float64Array(firstRows)
  private services = new Uint8Array(firstRows)
  private kinds = new Uint8Array(firstRows)

  constructor(first: number) {
    this.first = first
  }

  /** What the block takes of memory. */
  get bytes(): number {
    return this.text.length + this.ends.length * (4 + 8 + 1 + 1)
  }

  get textBytes(): number {
    return this.used
  }

  add(row: NewRow): void {
    // Three bytes a unit is the most UTF-8 takes; long texts are measured, as the guess would be dear.
    this.reserve(row.text.length < 4_096 ? row.text.length * 3 : Buffer.byteLength(row.text))
    this.used += this.text.write(row.text, this.used)
    this.ends[this.count] = this.used
    this.times[this.count] = row.atMs
    this.services[this.count] = row.service
    this.kinds[this.count] = row.kind
    this.count += 1
  }

  /** Gives back what was reserved and not used. */
  seal(): void {
    this.text = copyOf(this.text, this.used, this.used)
    this.resizeRows(this.count)
  }

  atMs(index: number): number {
    return this.times[index] ?? 0
  }

  service(index: number): number {
    return this.services[index] ?? 0
  }

  kind(index: number): number {
    return this.kinds[index] ?? 0
  }

  /** The row's text, cut with an ellipsis where it has more than `maxLength` UTF-16 units. */
  rowText(index: number, maxLength: number): string {
    const start = index === 0 ? 0 : (this.ends[index - 1] ?? 0)
    const end = this.ends[index] ?? start
    // One unit is at most three bytes, and only what is shown is worth decoding.
    const text = this.text.toString('utf8', start, Math.min(end, start + maxLength * 3 + 3))
    return text.length > maxLength ? `${text.slice(0, cutPlace(text, maxLength - 1))}…` : text
  }

  private reserve(bytes: number): void {
    if (this.used + bytes > this.text.length) {
      this.text = copyOf(this.text, this.used, Math.max(this.text.length * 2, this.used + bytes))
    }
    if (this.count === this.ends.length) this.resizeRows(this.count * 2)
  }

  private resizeRows(rows: number): void {
    this.ends = resized(new Uint32Array(rows), this.ends, this.count)
    this.times = resized(new Float64Array(rows), this.times, this.count)
    this.services = resized(new Uint8Array(rows), this.services, this.count)
    this.kinds = resized(new Uint8Array(rows), this.kinds, this.count)
  }
}

function copyOf(source: Buffer, used: number, size: number): Buffer<ArrayBuffer> {
  // Not from Node's pool: a small block would keep a whole pool page alive.
  const target = Buffer.allocUnsafeSlow(size)
  source.copy(target, 0, 0, used)
  return target
}

function resized<Values extends Uint32Array | Float64Array | Uint8Array>(
  target: Values,
  source: Values,
  used: number,
): Values {
  target.set(source.subarray(0, used))
  return target
}

/** Not between the two halves of a character. */
function cutPlace(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xd800 && code <= 0xdbff ? at - 1 : at
}
