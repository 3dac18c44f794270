import { useEffect, useMemo, useRef, useState } from 'react'
import type { LogViewState } from '../../../src/contract/log-contract'
import { BerthError, type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import type { LineMatcher, LinePattern } from '../../../src/domain/line-matcher'
import { useClient } from '../../client-context'
import { firstAtOrAfter, matchOrdinal, type MatchPositions } from './log-matches'
import { type FoundMatches, LogSearchRun } from './log-search-run'
import { type MatchStep, searchStep } from './log-search-step'
import { readPattern } from './read-pattern'

const typingPauseMs = 150
const refreshMs = 2_000

/** The search of a log: the pattern, its matches within what is shown, and the one gone to. */
export type LogSearch = {
  readonly pattern: LinePattern
  readonly change: (change: Partial<LinePattern>) => void
  /** Something is searched for. */
  readonly isOn: boolean
  /** Marks hits in rows; null: none are marked. */
  readonly matcher: LineMatcher | null
  /** Why the pattern can't be searched for. */
  readonly refused: BerthErrorData | null
  /** Null until the first answer. */
  readonly found: FoundMatches | null
  /** The matches among the rows held. */
  readonly matches: MatchPositions
  readonly current: number | null
  readonly setCurrent: (position: number | null) => void
  /** The place of the current match, from 1; null where it is none. */
  readonly ordinal: number | null
  /** Where the next or previous match is from the current one, or else from a position. */
  readonly step: (from: number | null, step: 1 | -1) => MatchStep
  /** The step that was asked for and could not be told yet; null: none waits. Other words end it. */
  readonly waiting: 1 | -1 | null
  readonly setWaiting: (step: 1 | -1 | null) => void
}

/** See `LogSearch`. Looks through what is new while the log grows, at most every two seconds. */
export function useLogSearch(viewId: string | null, state: LogViewState | null): LogSearch {
  const [pattern, setPattern] = useState<LinePattern>({ text: '', kind: 'literal', matchCase: false })
  const [current, setCurrent] = useState<number | null>(null)
  const [waiting, setWaiting] = useState<1 | -1 | null>(null)
  const { matcher, refused } = useMemo(() => readPattern(pattern), [pattern])
  const isOn = pattern.text !== '' && refused === null
  const found = useMatches(viewId, isOn ? pattern : null, state)
  const first = state?.first ?? 0
  const matches = useMemo(
    () => found.matches?.positions.subarray(firstAtOrAfter(found.matches.positions, first)) ?? [],
    [found.matches, first],
  )
  return {
    pattern,
    change: (change) => {
      setPattern({ ...pattern, ...change })
      setCurrent(null)
      setWaiting(null)
    },
    isOn,
    matcher,
    refused: refused ?? found.refused,
    found: found.matches,
    matches,
    current,
    setCurrent,
    ordinal: matchOrdinal(matches, current),
    step: (from, step) => {
      if (!isOn || found.refused !== null) return { kind: 'none' }
      const searchedTo = found.matches === null ? Infinity : found.matches.searchedTo
      return searchStep({ positions: matches, searchedTo }, current ?? from, step)
    },
    waiting,
    setWaiting,
  }
}

type Answer = { readonly matches: FoundMatches | null; readonly refused: BerthErrorData | null }

const noAnswer: Answer = { matches: null, refused: null }

function useMatches(viewId: string | null, pattern: LinePattern | null, state: LogViewState | null): Answer {
  const client = useClient()
  const layout = state?.layout ?? null
  const key = viewId === null || pattern === null || layout === null ? null : { viewId, pattern, layout }
  const [answer, setAnswer] = useState<{ readonly key: string; readonly answer: Answer } | null>(null)
  const shown = useRef({ first: 0, end: 0 })
  useEffect(() => {
    shown.current = state === null ? { first: 0, end: 0 } : { first: state.first, end: state.first + state.count }
  }, [state])
  const name = key === null ? null : JSON.stringify(key)
  useEffect(() => {
    if (name === null || viewId === null || pattern === null || layout === null) return undefined
    const asking = new AbortController()
    const tell = (told: Partial<Answer>): void => setAnswer({ key: name, answer: { ...noAnswer, ...told } })
    const ask = (before: number | null) => client.request('search-log', { viewId, ...pattern, before }, asking.signal)
    const run = new LogSearchRun(ask, layout, (matches) => tell({ matches }))
    const follow = (): void => {
      run.follow({ ...shown.current }).catch((error: unknown) => {
        // What the engine refuses it refuses again; a connection that is gone comes back.
        if (error instanceof BerthError && error.code === 'pattern-refused') tell({ refused: toErrorData(error) })
      })
    }
    const first = setTimeout(follow, typingPauseMs)
    const again = setInterval(follow, refreshMs)
    return () => {
      clearTimeout(first)
      clearInterval(again)
      run.stop()
      asking.abort()
    }
  }, [client, name, viewId, pattern, layout])
  return answer?.key === name ? answer.answer : noAnswer
}
