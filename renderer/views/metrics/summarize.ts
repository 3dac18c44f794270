import type { SeriesPoint } from '../../../src/domain/metrics-series'

/** What a stretch of a metric comes to; null where nothing of it is known. */
export type Summary = {
  readonly mean: number
  readonly lowest: number
  readonly highest: number
  readonly highestAtMs: number
}

/** Sums up what is known since a moment. */
export function summarize(points: readonly SeriesPoint[], fromMs: number): Summary | null {
  let [sum, count, lowest, highest, highestAtMs] = [0, 0, Infinity, -Infinity, 0]
  for (const { atMs, value } of points) {
    if (value === null || atMs < fromMs) continue
    sum += value
    count += 1
    lowest = Math.min(lowest, value)
    if (value > highest) [highest, highestAtMs] = [value, atMs]
  }
  return count === 0 ? null : { mean: sum / count, lowest, highest, highestAtMs }
}
