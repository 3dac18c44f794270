import type { LogStream } from '../../domain/log-line'
import type { SplitLine } from '../../domain/line-splitter'

/** How long a container's log may be silent, or show nothing at all, until what was asked for counts as come, in milliseconds. */
const silenceMs = 150
const nothingMs = 1_000

type OldestLines = { timestamp: string; atMs: number; count: number; isOpen: boolean }

/**
 * Where what is held of one container's log begins: what to ask Docker for to get what came before, and which lines of
 * the answer are older. Each stream's stamps run forward, so older lines are told by stream and stamp, and by how many
 * lines of the oldest stamp are held.
 */
export class ContainerBeginning {
  /** Lines that came so far: where Docker counts back from its newest line, these are passed first. */
  received = 0
  /** Whether Docker may have older lines. */
  hasMore: boolean
  private readonly tail: number | null
  private readonly sinceMs: number | null
  private readonly oldest = new Map<LogStream, OldestLines>()
  private isSettled: boolean
  private readonly openedMs: number
  private firstMs: number | null = null
  private newestMs = 0

  /**
   * `tail`: how many lines were asked for (null: all); `sinceMs`: of those not older (null: however old). `openedMs` is of a
   * clock that never runs back.
   */
  constructor(tail: number | null, sinceMs: number | null, openedMs: number) {
    this.tail = tail
    this.sinceMs = sinceMs
    this.hasMore = sinceMs !== null || tail === 0
    this.isSettled = tail === null || tail === 0
    this.openedMs = openedMs
  }

  /** Lines in the order they came. */
  note(lines: readonly SplitLine[], nowMs: number): void {
    this.received += lines.length
    this.firstMs ??= nowMs
    this.newestMs = nowMs
    if (this.tail !== null && this.received >= this.tail) this.hasMore = this.isSettled = true
    for (const line of lines) this.noteOldest(line)
  }

  /** Older lines that were fetched, oldest first. */
  noteOlder(lines: readonly SplitLine[]): void {
    this.received += lines.length
    for (const stream of new Set(lines.map((line) => line.stream))) this.oldest.delete(stream)
    for (const line of lines) this.noteOldest(line)
  }

  /** Everything that was asked for has come. */
  settle(): void {
    this.isSettled = true
  }

  /** Whether it is known by now how far back the lines go. */
  isKnown(nowMs: number): boolean {
    const since = this.firstMs ?? this.openedMs
    if (nowMs - since >= nothingMs || (this.firstMs !== null && nowMs - this.newestMs >= silenceMs))
      this.isSettled = true
    return this.isSettled
  }

  /** Before this moment lines of this container may be missing; -Infinity: none can be, or none has come at all. */
  get missingBeforeMs(): number {
    if (this.isSettled && !this.hasMore) return -Infinity
    const heldMs = Math.min(this.oldestMs, this.sinceMs ?? Infinity)
    return heldMs === Infinity ? -Infinity : heldMs
  }

  /** The latest time that an older line can have, as streams are stamped on their own; null: any. */
  get latestOlderMs(): number | null {
    return this.oldest.size === 0 ? this.sinceMs : this.oldestMs + overlapMs
  }

  private get oldestMs(): number {
    return Math.min(Infinity, ...[...this.oldest.values()].map(({ atMs }) => atMs))
  }

  /** False for lines that are newer than what is held. */
  mayBeOlder({ stream, timestamp }: SplitLine): boolean {
    const held = this.oldest.get(stream)
    return held === undefined || timestamp <= held.timestamp
  }

  /** Of lines read to their end, in Docker's order, those that are older than what is held. */
  older(lines: readonly SplitLine[]): readonly SplitLine[] {
    const totals = new Map<LogStream, number>()
    for (const line of lines)
      if (line.timestamp === this.oldest.get(line.stream)?.timestamp)
        totals.set(line.stream, (totals.get(line.stream) ?? 0) + 1)
    const seen = new Map<LogStream, number>()
    return lines.filter((line) => {
      const held = this.oldest.get(line.stream)
      if (!this.mayBeOlder(line)) return false
      if (held === undefined || line.timestamp < held.timestamp) return true
      const before = seen.get(line.stream) ?? 0
      seen.set(line.stream, before + 1)
      return before < (totals.get(line.stream) ?? 0) - held.count
    })
  }

  private noteOldest({ stream, timestamp, atMs }: SplitLine): void {
    const known = this.oldest.get(stream)
    if (known === undefined) this.oldest.set(stream, { timestamp, atMs, count: 1, isOpen: true })
    else if (known.isOpen && known.timestamp === timestamp) known.count += 1
    else known.isOpen = false
  }
}

/** The streams of one container stamp their lines on their own; this far apart they may stand in the wrong order. */
const overlapMs = 1_000
