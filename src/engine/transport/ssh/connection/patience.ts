import { openAbortScope, type AbortScope } from '../../../abort-scope'
import type { Clock } from '../../../ports'

/** A limit for what machines do, that doesn't run while a person thinks. */
export type Patience = {
  /** Aborted with the given reason when the time is over, or with its parent. */
  readonly signal: AbortSignal
  /** Runs a question: the clock stands still, and begins anew with the answer. */
  readonly whileAsking: <Result>(ask: (signal: AbortSignal) => Promise<Result>) => Promise<Result>
  /** To be called when the work is over, however it ended: what was asked for it is taken back. */
  readonly release: () => void
}

/** Begins to count at once. */
export function openPatience(limitMs: number, tooLate: Error, clock: Clock, parent: AbortSignal): Patience {
  const scope = openAbortScope(parent)
  let asking = 0
  let counting: AbortScope | null = null
  const count = (): void => {
    const mine = openAbortScope(scope.signal)
    counting = mine
    clock.sleep(limitMs, mine.signal).then(
      () => scope.abort(tooLate),
      () => undefined,
    )
  }
  const stop = (): void => {
    counting?.abort()
    counting?.release()
    counting = null
  }
  count()
  return {
    signal: scope.signal,
    whileAsking: async (ask) => {
      asking += 1
      stop()
      try {
        return await ask(scope.signal)
      } finally {
        asking -= 1
        if (asking === 0 && !scope.signal.aborted) count()
      }
    },
    release: () => {
      stop()
      scope.release()
      scope.abort(new Error('the work is over'))
    },
  }
}
