import { useEffect, useMemo, useState } from 'react'
import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { reportError } from '../../stores/notice-store'
import { engineFilter, type LogFilterChoice } from './log-filter-choice'
import type { LogLook } from './log-look-store'
import type { LogSession } from './log-session'

/**
 * Has the engine show what was chosen, whenever that changes. Answers with the error of a pattern it refuses; everything
 * else stays as it was then.
 */
export function useLogFilter(
  session: LogSession,
  choice: LogFilterChoice,
  look: LogLook,
  services: readonly string[],
): BerthErrorData | null {
  const [refused, setRefused] = useState<BerthErrorData | null>(null)
  // Another list of the same services is the same filter.
  const key = JSON.stringify(engineFilter(choice, look, services))
  const filter = useMemo(() => JSON.parse(key) as ReturnType<typeof engineFilter>, [key])
  useEffect(() => {
    session.show(filter).then(
      () => setRefused(null),
      (thrown: unknown) => {
        const error = toErrorData(thrown)
        if (error.code === 'pattern-refused') setRefused(error)
        else if (error.code !== 'engine-gone') reportError(thrown)
      },
    )
  }, [session, filter])
  return refused
}
