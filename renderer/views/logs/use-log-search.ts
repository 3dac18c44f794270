import { useEffect, useRef, useState } from 'react'
import type { LogViewState } from '../../../src/contract/log-contract'
import { useClient } from '../../client-context'
import { reportError } from '../../stores/notice-store'
import { matchOrdinal, stepMatch } from './log-matches'

const typingPauseMs = 200
const refreshMs = 2_000

/** The search of a log: the text, its matches within what is held, and the one gone to. */
export type LogSearch = {
  readonly text: string
  readonly setText: (text: string) => void
  /** Null until the first answer. */
  readonly total: number | null
  readonly current: number | null
  /** The place of the current match, from 1; null where it is none. */
  readonly ordinal: number | null
  /** Goes to the next or previous match; answers with its row. */
  readonly step: (step: 1 | -1) => number | null
}

type Matches = { readonly rows: Float64Array; readonly total: number }

type Answer = { readonly viewId: string; readonly text: string; readonly matches: Matches }

/** See `LogSearch`. Asks again while the log grows, at most every two seconds. */
export function useLogSearch(viewId: string | null, state: LogViewState | null): LogSearch {
  const [text, setText] = useState('')
  const [current, setCurrent] = useState<number | null>(null)
  const matches = useMatches(viewId, text, state === null ? 0 : state.first + state.count)
  const rows = matches?.rows ?? []
  const step = (by: 1 | -1): number | null => {
    const row = stepMatch(rows, current, by)
    setCurrent(row)
    return row
  }
  return { text, setText, total: matches?.total ?? null, current, ordinal: matchOrdinal(rows, current), step }
}

function useMatches(viewId: string | null, text: string, end: number): Matches | null {
  const client = useClient()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const newestEnd = useRef(end)
  useEffect(() => {
    newestEnd.current = end
  }, [end])
  useEffect(() => {
    if (viewId === null || text === '') return undefined
    const asking = new AbortController()
    let askedAt = -1
    const ask = (): void => {
      if (newestEnd.current === askedAt) return
      askedAt = newestEnd.current
      client
        .request('search-log', { viewId, text }, asking.signal)
        .then((matches) => setAnswer({ viewId, text, matches }), reportError)
    }
    const first = setTimeout(ask, typingPauseMs)
    const again = setInterval(ask, refreshMs)
    return () => {
      clearTimeout(first)
      clearInterval(again)
      asking.abort()
    }
  }, [client, viewId, text])
  return answer?.viewId === viewId && answer.text === text ? answer.matches : null
}
