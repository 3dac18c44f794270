import { useState } from 'react'
import type { LogFilter } from '../../../src/contract/log-contract'
import type { BerthErrorData } from '../../../src/domain/berth-error'
import type { LogTarget } from '../../stores/navigation-store'
import { engineFilter, everything, type LogFilterChoice } from './log-filter-choice'
import { type LogLook, useLogLook } from './log-look-store'
import { holdsSince, type LogRangeName, rangeFromMs } from './log-range'
import type { LogSession, LogSnapshot } from './log-session'
import { type LogChoice, useLogChoice } from './use-log-choice'
import { useLogFilter } from './use-log-filter'
import { useLogSession } from './use-log-session'

/** The newest lines a container that a view begins with. */
const tailLines = 10_000

/** The log of a page and which of its lines are shown. */
export type LogView = {
  readonly choice: LogChoice
  readonly session: LogSession
  readonly snapshot: LogSnapshot
  /** The names that rows' services are indexes of. */
  readonly services: readonly string[]
  readonly look: LogLook
  readonly filter: LogFilterChoice
  readonly setFilter: (change: Partial<LogFilterChoice>) => void
  /** Why a text of the filter can't be used. */
  readonly refused: BerthErrorData | null
  readonly range: LogRangeName
  /** Reads the log anew where the range goes back further than what is held. */
  readonly setRange: (range: LogRangeName) => void
}

/** See `LogView`. Belongs to one target: with another one it has to begin anew. */
export function useLogView(target: LogTarget): LogView {
  const choice = useLogChoice(target)
  const look = useLogLook()
  const [filter, setWholeFilter] = useState<LogFilterChoice>(() => beginFilter(target, choice.services))
  const [range, setRangeName] = useState<LogRangeName>(target.sinceMs === null ? 'all' : 'moment')
  const [opening, setOpening] = useState<Opening>(() =>
    beginOpening(target, engineFilter(filter, look, choice.services)),
  )
  const { session, snapshot } = useLogSession(choice.source, opening)
  const services = snapshot.state?.services ?? choice.services
  const setFilter = (change: Partial<LogFilterChoice>): void => setWholeFilter((now) => ({ ...now, ...change }))
  const setRange = (name: LogRangeName): void => {
    const fromMs = rangeFromMs(name, Date.now(), choice.slot?.deployedAtMs ?? null)
    setRangeName(name)
    setFilter({ fromMs })
    if (fromMs === null || holdsSince(snapshot.state, fromMs)) return
    setOpening({ tail: null, sinceMs: fromMs, filter: engineFilter({ ...filter, fromMs }, look, services) })
  }
  const refused = useLogFilter(session, filter, look, services)
  return { choice, session, snapshot, services, look, filter, setFilter, refused, range, setRange }
}

type Opening = { readonly tail: number | null; readonly sinceMs: number | null; readonly filter: LogFilter }

// From a moment on everything is read: the moment's own lines are the oldest of them.
function beginOpening({ sinceMs }: LogTarget, filter: LogFilter): Opening {
  return { tail: sinceMs === null ? tailLines : null, sinceMs, filter }
}

function beginFilter({ services }: LogTarget, known: readonly string[]): LogFilterChoice {
  return services === null
    ? everything
    : { ...everything, hiddenServices: known.filter((name) => !services.includes(name)) }
}
