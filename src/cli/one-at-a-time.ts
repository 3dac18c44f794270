import { untilAborted } from './until-aborted'

/** Runs pieces of work one after the other. Who waits for their turn is let go by their signal. */
export type OneAtATime = <Result>(signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>

/** A queue of its own. */
export function createOneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve()
  return (signal, work) => {
    const turn = last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    last = turn.catch(() => undefined)
    return untilAborted(turn, signal)
  }
}
