import type { HistoryFilter } from '../../../src/contract/history'
import type { ActivityFilter, SinceChoice } from '../../stores/activity-store'

const daysBack: Readonly<Record<Exclude<SinceChoice, 'all'>, number>> = { today: 0, days3: 2, days7: 6, days30: 29 }

/** What is asked of the engine for what the page is narrowed to. Days begin at midnight of this machine. */
export function historyRequest(filter: ActivityFilter, hostId: string | null, nowMs: number): HistoryFilter {
  const { since, kinds, results, text, ...same } = filter
  return {
    ...same,
    hostId,
    kinds: kinds === null ? null : [...kinds],
    results: results === null ? null : [...results],
    sinceMs: since === 'all' ? null : startOfDay(nowMs, daysBack[since]),
    untilMs: null,
    text: text.trim().slice(0, 200),
  }
}

function startOfDay(nowMs: number, daysBefore: number): number {
  const now = new Date(nowMs)
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBefore).getTime()
}
