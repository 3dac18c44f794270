import { BerthError } from '../../domain/berth-error'
import type { Clock } from '../ports'

/** How long a deployment bears with a host that does not answer, and how often it asks again. */
export type Patience = { readonly reconnectMs: number; readonly pauseMs: number }

/** What Berth bears unless told otherwise. */
export const defaultPatience: Patience = { reconnectMs: 120_000, pauseMs: 250 }

/** What a look after a broken call tells: whether the change was made. */
export type Seen<Result> = { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'not-done' }

/** A host through breaks of its connection. */
export type SteadyHost = {
  /**
   * Looks again after each break. Once the host has been away for too long, time asleep not counted, each look is tried
   * once.
   */
  readonly read: <Result>(look: (signal: AbortSignal) => Promise<Result>) => Promise<Result>
  /**
   * Makes a change once. Where its answer never came, looks whether it was made, and only makes it again where it was
   * not. Throws the break where nobody can tell.
   */
  readonly change: <Result>(
    make: (signal: AbortSignal) => Promise<Result>,
    look: (signal: AbortSignal) => Promise<Seen<Result>>,
  ) => Promise<Result>
}

export type SteadyHostParts = {
  readonly clock: Clock
  readonly patience: Patience
  /** Ends everything at once, half-made changes included: for the end of the engine, not for a cancel. */
  readonly signal: AbortSignal
  /** Runs before every change; throws where nothing may be changed any more. */
  readonly beforeChange: (signal: AbortSignal) => Promise<void>
}

/** For how long a host has been away, as of a moment of the monotonic clock. */
type Away = { readonly forMs: number; readonly atMs: number }

/** A try counts for no more: what seems to take longer was, as a rule, this machine's sleep, over which nobody waited. */
const longestTryMs = 30_000

function stillAway(before: Away | null, nowMs: number): Away {
  if (before === null) return { forMs: 0, atMs: nowMs }
  return { forMs: before.forMs + Math.min(nowMs - before.atMs, longestTryMs), atMs: nowMs }
}

/** See `SteadyHost`. */
export function steadyHost({ clock, patience, signal, beforeChange }: SteadyHostParts): SteadyHost {
  let away: Away | null = null
  const read = async <Result>(look: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
    for (;;) {
      try {
        const result = await look(signal)
        away = null
        return result
      } catch (error) {
        if (!isBreak(error)) throw error
        away = stillAway(away, clock.monotonicMs())
        if (away.forMs >= patience.reconnectMs) throw error
        await clock.sleep(patience.pauseMs, signal)
      }
    }
  }
  return {
    read,
    change: async (make, look) => {
      for (let attempt = 1; ; attempt += 1) {
        await read(beforeChange)
        try {
          return await make(signal)
        } catch (error) {
          // A first try whose answer was lost may come through only after the look: the second one is then refused.
          if (!isBreak(error) && attempt === 1) throw error
          const seen = await read(look)
          if (seen.kind === 'done') return seen.result
          if (attempt === 2) throw error
        }
      }
    },
  }
}

/** Whether nobody knows if the call reached the engine. */
export function isBreak(error: unknown): boolean {
  if (!(error instanceof BerthError)) return false
  return error.code === 'host-unreachable' || error.code === 'docker-timeout' || error.code === 'socket-missing'
}
