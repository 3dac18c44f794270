import type { HistoryEntry, HistoryPage } from '../../contract/history'

/** How many entries stand under each day of this machine's time zone, in the order of the entries. */
export function historyDays(entries: readonly Pick<HistoryEntry, 'atMs'>[]): HistoryPage['days'] {
  const days: HistoryPage['days'] = []
  for (const { atMs } of entries) {
    const day = localDay(atMs)
    const last = days.at(-1)
    if (last?.day === day) last.count += 1
    else days.push({ day, count: 1 })
  }
  return days
}

function localDay(atMs: number): string {
  const at = new Date(atMs)
  const parts = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}
