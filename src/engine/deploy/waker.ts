import { openAbortScope } from '../abort-scope'
import type { Clock } from '../ports'

/** Waiting for a time that can be cut short. */
export type Waker = {
  /** Ends the present wait; without one, the next ends at once. */
  readonly wake: () => void
  /** Resolves after the time or when woken; rejects with the signal's reason. */
  readonly wait: (durationMs: number, signal: AbortSignal) => Promise<void>
}

/** A waker for one waiter at a time. */
export function createWaker(clock: Clock): Waker {
  let pending = false
  let cut = (): void => undefined
  return {
    wake: () => {
      pending = true
      cut()
    },
    wait: async (durationMs, signal) => {
      const scope = openAbortScope(signal)
      cut = () => scope.abort()
      try {
        if (!pending) await clock.sleep(durationMs, scope.signal)
      } catch (error) {
        if (!pending || signal.aborted) throw error
      } finally {
        pending = false
        cut = () => undefined
        scope.release()
      }
      signal.throwIfAborted()
    },
  }
}
