import type { Operation } from '../../domain/operation'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock } from '../ports'

const patientTurnMs = 1_000

/**
 * How long a service that is slow to stop or to start holds up the next one. On the way back nobody waits for a turn: each is
 * away a little longer, and all serve what was good sooner.
 */
export function longestTurnMs({ kind }: Operation): number {
  return kind === 'rollback' ? 0 : patientTurnMs
}

/** What a service's switch has to do with those of the others. */
export type Pace = {
  /** For the stop of an old container, up to where its new one begins to start. */
  readonly stopping: Turns
  /** For the start of a new container: two that start at once take twice as long on a small host, and both are away. */
  readonly starting: Turns
  /** Of the services that changed hands so far. */
  readonly swaps: SwapTimes
  /** Lets those that wait for the service make their new containers, called once its own is made. Resolves once all are. */
  readonly allMade: () => Promise<void>
  /** Resolves once all that the service waits for serves. */
  readonly ready: () => Promise<void>
  /** Lets those that wait for the service go on: called once it serves. Null where nobody waits for it. */
  readonly letGo: (() => void) | null
}

/** How long the last old container took to stop, and the last new one to start; null: not known yet. */
export type SwapTimes = { stopMs: number | null; startMs: number | null }

/**
 * How long to wait, from where a start begins, with the stop of the next service's old container, so that this stop is
 * over when the start is: sooner, the next one would only be away for longer. Null: not before the start is over.
 */
export function headStartMs({ stopMs, startMs }: SwapTimes): number | null {
  return stopMs === null || startMs === null ? null : Math.max(0, startMs - stopMs)
}

/** Lets work through one after the other. */
export type Turns = {
  /**
   * Runs the work when its turn has come; rejects with the signal's reason while it waits. Work that calls `pass` goes on,
   * and the next one may begin.
   */
  readonly take: <Result>(work: (pass: () => void) => Promise<Result>, signal: AbortSignal) => Promise<Result>
}

/**
 * Turns in the order they are asked for. Work that takes longer than `longestMs` goes on, but no longer holds up what
 * comes after it.
 */
export function createTurns(clock: Pick<Clock, 'sleep'>, longestMs: number): Turns {
  let last: Promise<void> = Promise.resolve()
  return {
    take: async (work, signal) => {
      const before = last
      let pass = (): void => undefined
      const passed = new Promise<void>((resolve) => (pass = resolve))
      // One that leaves the queue lets nobody past those who came before it.
      last = Promise.all([before, passed]).then(() => undefined)
      const limit = openAbortScope(signal)
      try {
        await orAborted(before, signal)
        clock.sleep(longestMs, limit.signal).then(pass, () => undefined)
        return await work(pass)
      } finally {
        pass()
        limit.abort()
        limit.release()
      }
    },
  }
}
