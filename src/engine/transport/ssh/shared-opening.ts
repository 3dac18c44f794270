import { openAbortScope, orAborted } from '../../abort-scope'

/** Something that is opened once for all who want it, and anew after it was lost. */
export type SharedOpening<Opened> = {
  /** What is open, or what opens now for all. Given up when the last who waits for it leaves. */
  readonly get: (signal: AbortSignal) => Promise<Opened>
  /** What is open now; null: nothing, or not yet. */
  readonly current: () => Opened | null
  /** Forgets what is open, if it still is that. */
  readonly forget: (opened: Opened) => void
  /** Gives up what opens, for the given reason, and forgets what is open; answers with that. */
  readonly reset: (reason: Error) => Opened | null
}

type State<Opened> =
  | { readonly kind: 'closed' }
  | {
      readonly kind: 'opening'
      readonly opening: Promise<Opened>
      readonly abort: (reason: Error) => void
      waiting: number
    }
  | { readonly kind: 'open'; readonly opened: Opened }

/** Nothing is opened before the first `get`. `discard` is given what opened though nobody wanted it any more. */
export function createSharedOpening<Opened>(
  open: (signal: AbortSignal) => Promise<Opened>,
  discard: (opened: Opened) => void,
): SharedOpening<Opened> {
  let state: State<Opened> = { kind: 'closed' }
  const begin = (): State<Opened> & { kind: 'opening' } => {
    const scope = openAbortScope()
    const opening = open(scope.signal)
    const begun: State<Opened> & { kind: 'opening' } = { kind: 'opening', opening, abort: scope.abort, waiting: 0 }
    opening.then(
      (opened) => {
        if (state === begun) state = { kind: 'open', opened }
        else discard(opened)
      },
      () => {
        if (state === begun) state = { kind: 'closed' }
      },
    )
    state = begun
    return begun
  }
  return {
    get: async (signal) => {
      signal.throwIfAborted()
      if (state.kind === 'open') return state.opened
      const mine = state.kind === 'opening' ? state : begin()
      mine.waiting += 1
      try {
        return await orAborted(mine.opening, signal)
      } finally {
        mine.waiting -= 1
        if (mine.waiting === 0 && state === mine && signal.aborted) {
          state = { kind: 'closed' }
          mine.abort(signal.reason as Error)
        }
      }
    },
    current: () => (state.kind === 'open' ? state.opened : null),
    forget: (opened) => {
      if (state.kind === 'open' && state.opened === opened) state = { kind: 'closed' }
    },
    reset: (reason) => {
      const before = state
      state = { kind: 'closed' }
      if (before.kind === 'opening') before.abort(reason)
      return before.kind === 'open' ? before.opened : null
    },
  }
}
