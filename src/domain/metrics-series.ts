import { mapUsage, metricNames, type MetricName, type MetricsUsage } from './metrics-usage'

/** How long a series reaches back, and how far apart its rows are. */
export const seriesSpanMs = 30 * 60_000
/** See `seriesSpanMs`. */
export const seriesStepMs = 5_000

/** Numbers a row takes when it is packed: its time (this machine's clock, ms) and the metrics in their order, NaN where not known. */
export const rowWidth = metricNames.length + 1

/** Beyond what the span holds at its step: rows that only mark a gap. */
const mostRows = seriesSpanMs / seriesStepMs + 60

type Row = { readonly atMs: number; readonly usage: MetricsUsage }

/** A point of one metric; `value` null: not known then, so that no line goes through it. */
export type SeriesPoint = { readonly atMs: number; readonly value: number | null }

/**
 * The metrics of one service over the last half hour, oldest first and never two of one moment. Bounded. Rows travel
 * packed in one block of numbers: `rowsAfter` gives what the other end does not have, `add` takes it.
 */
export class MetricsSeries {
  private rows: Row[] = []

  get length(): number {
    return this.rows.length
  }

  /** Time of the newest row; 0 before the first. */
  get lastAtMs(): number {
    return this.rows.at(-1)?.atMs ?? 0
  }

  /** Adds a row. A clock that was set back takes the rows with it that would lie ahead. */
  append(atMs: number, usage: MetricsUsage): void {
    while (this.rows.length > 0 && this.lastAtMs >= atMs) this.rows.pop()
    this.rows.push({ atMs, usage })
    const oldestMs = atMs - seriesSpanMs
    const firstKept = this.rows.findIndex((row) => row.atMs >= oldestMs)
    this.rows.splice(0, Math.max(firstKept, this.rows.length - mostRows))
  }

  /** Marks that nothing is known from here on, once. */
  appendGap(atMs: number): void {
    const last = this.rows.at(-1)
    if (last !== undefined && metricNames.some((name) => last.usage[name] !== null)) {
      this.append(
        atMs,
        mapUsage(() => null),
      )
    }
  }

  /** The rows later than a moment, packed. */
  rowsAfter(atMs: number): Float64Array<ArrayBuffer> {
    const fresh = this.rows.filter((row) => row.atMs > atMs)
    const packed = new Float64Array(fresh.length * rowWidth)
    fresh.forEach((row, index) => {
      packed.set([row.atMs, ...metricNames.map((name) => row.usage[name] ?? NaN)], index * rowWidth)
    })
    return packed
  }

  /** Takes packed rows; a rest that is no whole row is left out. */
  add(packed: Float64Array): void {
    for (let start = 0; start + rowWidth <= packed.length; start += rowWidth) {
      const [atMs = NaN, ...values] = packed.subarray(start, start + rowWidth)
      if (!Number.isFinite(atMs)) continue
      this.append(atMs, unpackUsage(values))
    }
  }

  /** One metric, oldest first. */
  points(name: MetricName): readonly SeriesPoint[] {
    return this.rows.map(({ atMs, usage }) => ({ atMs, value: usage[name] }))
  }
}

/** A usage out of numbers in the order of `metricNames`; NaN reads as not known. */
export function unpackUsage(values: ArrayLike<number>): MetricsUsage {
  return mapUsage((_, index) => {
    const value = values[index]
    return value === undefined || !Number.isFinite(value) ? null : value
  })
}

/** The other way round. */
export function packUsage(usage: MetricsUsage): Float64Array<ArrayBuffer> {
  return Float64Array.from(metricNames, (name) => usage[name] ?? NaN)
}
