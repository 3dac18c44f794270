/** A row as it goes into the store. `level` indexes `logLevels`; `service` as in `LogRows`. */
export type NewRow = {
  readonly atMs: number
  readonly service: number
  readonly kind: number
  readonly level: number
  /** The head of the group that the row continues, as how many rows before; 0: it continues none. */
  readonly headDistance: number
  readonly text: string
}

const notPlain = /[^\t -~]/
const firstBytes = 16_384
const firstRows = 256
/** Bytes of the flat arrays, a row. */
const rowBytes = 4 + 8 + 1 + 1 + 1 + 4 + 2

/**
 * A block of rows: one buffer of text and flat arrays, so that 200,000 rows are some hundred objects and not a million.
 * Rows are added at its end until it is full; then it is `seal`ed to its real size, and only groups still change.
 */
export class LogChunk {
  /** Number of the first row. */
  readonly first: number
  count = 0
  private text = Buffer.allocUnsafeSlow(firstBytes)
  private used = 0
  private isSealed = false
  private isPlain: boolean | null = null
  private ends = new Uint32Array(firstRows)
  private times = new Float64Array(firstRows)
  private services = new Uint8Array(firstRows)
  private kinds = new Uint8Array(firstRows)
  private levels = new Uint8Array(firstRows)
  private headDistances = new Uint32Array(firstRows)
  private followers = new Uint16Array(firstRows)

  constructor(first: number) {
    this.first = first
  }

  /** What the block takes of memory. */
  get bytes(): number {
    return this.text.length + this.ends.length * rowBytes
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
    this.levels[this.count] = row.level
    this.headDistances[this.count] = row.headDistance
    this.count += 1
  }

  /** Gives back what was reserved and not used. */
  seal(): void {
    this.isSealed = true
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

  level(index: number): number {
    return this.levels[index] ?? 0
  }

  setLevel(index: number, level: number): void {
    this.levels[index] = level
  }

  /** See `NewRow`. */
  headDistance(index: number): number {
    return this.headDistances[index] ?? 0
  }

  /** How many rows continue the group that begins here. */
  followersOf(index: number): number {
    return this.followers[index] ?? 0
  }

  addFollower(index: number): void {
    this.followers[index] = this.followersOf(index) + 1
  }

  /** The row's text, cut with an ellipsis where it has more than `maxLength` UTF-16 units. */
  rowText(index: number, maxLength: number): { readonly text: string; readonly isCut: boolean } {
    const start = index === 0 ? 0 : (this.ends[index - 1] ?? 0)
    const end = this.ends[index] ?? start
    // One unit is at most three bytes, and only what is shown is worth decoding.
    const text = this.text.toString('utf8', start, Math.min(end, start + maxLength * 3 + 3))
    if (text.length <= maxLength) return { text, isCut: false }
    return { text: `${text.slice(0, cutPlace(text, maxLength - 1))}…`, isCut: true }
  }

  /** The row's text, whole. */
  wholeText(index: number): string {
    return this.text.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index])
  }

  /**
   * The row's text as it is seen, where that is known to be all of it without looking: a block that will not change any
   * more and holds nothing but printable ASCII. Null elsewhere: see `plainLine`.
   */
  plainText(index: number): string | null {
    if (!this.isSealed) return null
    this.isPlain ??= !notPlain.test(this.text.toString('latin1', 0, this.used))
    if (!this.isPlain) return null
    return this.text.toString('latin1', index === 0 ? 0 : this.ends[index - 1], this.ends[index])
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
    this.levels = resized(new Uint8Array(rows), this.levels, this.count)
    this.headDistances = resized(new Uint32Array(rows), this.headDistances, this.count)
    this.followers = resized(new Uint16Array(rows), this.followers, this.count)
  }
}

function copyOf(source: Buffer, used: number, size: number): Buffer<ArrayBuffer> {
  // Not from Node's pool: a small block would keep a whole pool page alive.
  const target = Buffer.allocUnsafeSlow(size)
  source.copy(target, 0, 0, used)
  return target
}

function resized<Values extends Uint32Array | Uint16Array | Float64Array | Uint8Array>(
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
