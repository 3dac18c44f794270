import { useCallback } from 'react'
import { useClock } from '../../format/clock'
import { formatLineTime, type LogTimes } from './log-time'

/** Writes the times of lines as chosen; times that say how long ago tick once a second, others at midnight. */
export function useLineTimes(times: LogTimes): (atMs: number) => string {
  const stepMs = times === 'relative' ? 1_000 : 60_000
  const nowMs = useClock((now) => Math.floor(now / stepMs) * stepMs)
  return useCallback((atMs: number) => formatLineTime(atMs, times, nowMs), [times, nowMs])
}
