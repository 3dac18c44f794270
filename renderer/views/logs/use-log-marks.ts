import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../client-context'
import type { LogMarks } from '../../../src/contract/log-contract'
import type { LogSession, LogSnapshot } from './log-session'

const refreshMs = 1_000

/** What stands where in the log, for the scroll bar; asked for again while the log grows, at most once a second. Null: not known yet. */
export function useLogMarks(session: LogSession, { state }: LogSnapshot, buckets: number): LogMarks | null {
  const client = useClient()
  const { viewId } = session
  const layout = state?.layout ?? null
  const [marks, setMarks] = useState<{ readonly viewId: string; readonly marks: LogMarks } | null>(null)
  const shown = useRef('')
  useEffect(() => {
    shown.current = state === null ? '' : `${state.first} ${state.count}`
  }, [state])
  useEffect(() => {
    if (viewId === null || layout === null || buckets < 1) return undefined
    const asking = new AbortController()
    let asked: string | null = null
    const ask = (): void => {
      if (asked === shown.current) return
      asked = shown.current
      client.request('log-marks', { viewId, buckets }, asking.signal).then(
        (answer) => setMarks({ viewId, marks: answer }),
        // Decoration: the log itself says what is wrong.
        () => undefined,
      )
    }
    ask()
    const timer = setInterval(ask, refreshMs)
    return () => {
      clearInterval(timer)
      asking.abort()
    }
  }, [client, viewId, layout, buckets])
  return marks?.viewId === viewId ? marks.marks : null
}
