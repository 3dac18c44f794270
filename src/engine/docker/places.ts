import { openAbortScope, orAborted } from '../abort-scope'

/** So many at a time; who comes later waits in turn. */
export type Places = {
  /** Resolves with the function that gives the place back. Rejects with the signal's reason while it waits. */
  readonly take: (signal: AbortSignal) => Promise<() => void>
  /** Null: none is free now. */
  readonly takeNow: () => (() => void) | null
}

/** Places whose number may change while they are in use: `count` is asked whenever one is wanted or given back. */
export function createPlaces(count: () => number): Places {
  const waiting = new Set<() => void>()
  let taken = 0
  const giveBack = (): (() => void) => {
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      taken -= 1
      letIn()
    }
  }
  const takeNow = (): (() => void) | null => {
    if (taken >= count()) return null
    taken += 1
    return giveBack()
  }
  const letIn = (): void => {
    for (const enter of waiting) {
      if (taken >= count()) return
      taken += 1
      waiting.delete(enter)
      enter()
    }
  }
  return {
    takeNow,
    take: async (signal) => {
      signal.throwIfAborted()
      const free = waiting.size === 0 ? takeNow() : null
      if (free !== null) return free
      const scope = openAbortScope(signal)
      let enter = (): void => undefined
      const entered = new Promise<void>((resolve) => (enter = resolve))
      waiting.add(enter)
      try {
        await orAborted(entered, scope.signal)
        return giveBack()
      } catch (error) {
        // A place that was given in the very moment goes to the next.
        if (!waiting.delete(enter)) giveBack()()
        throw error
      } finally {
        scope.release()
      }
    },
  }
}
