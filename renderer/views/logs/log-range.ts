import type { LogViewState } from '../../../src/contract/log-contract'

/** The time ranges to choose from. `moment`: what the page was opened with. */
export const logRanges = ['all', 'quarter', 'hour', 'day', 'deploy', 'moment'] as const

/** See `logRanges`. */
export type LogRangeName = (typeof logRanges)[number]

const lengthMs = { quarter: 900_000, hour: 3_600_000, day: 86_400_000 } as const

/** From when on a range shows lines; null: all, or not known. A moment limits nothing: what was before can be read as well. */
export function rangeFromMs(range: LogRangeName, nowMs: number, deployedAtMs: number | null): number | null {
  switch (range) {
    case 'quarter':
    case 'hour':
    case 'day':
      return nowMs - lengthMs[range]
    case 'deploy':
      return deployedAtMs
    case 'all':
    case 'moment':
      return null
  }
}

/** Whether all that was written since a moment has been read, or all there is. */
export function holdsSince(state: LogViewState | null, fromMs: number): boolean {
  if (state === null || state.dropped > 0) return false
  return state.older === 'none' || (state.oldestMs !== null && state.oldestMs <= fromMs)
}
