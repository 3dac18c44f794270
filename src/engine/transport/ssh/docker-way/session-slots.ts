/** A limited number of places, taken one at a time and waited for in order. */
export type SessionSlots = {
  /** Resolves with the function that gives the place back; rejects with the signal's reason. */
  readonly take: (signal: AbortSignal) => Promise<() => void>
}

/** Places for so many at a time. */
export function createSessionSlots(limit: number): SessionSlots {
  let free = limit
  const waiting = new Set<() => void>()
  const giveBack = (): void => {
    free += 1
    const [next] = waiting
    next?.()
  }
  const takeNow = (): (() => void) => {
    free -= 1
    let isGiven = false
    return () => {
      if (!isGiven) giveBack()
      isGiven = true
    }
  }
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          waiting.delete(come)
          signal.removeEventListener('abort', leave)
          act()
        }
        const come = (): void => settle(() => resolve(takeNow()))
        const leave = (): void => settle(() => reject(signal.reason as Error))
        if (signal.aborted) leave()
        else if (free > 0) come()
        else {
          waiting.add(come)
          signal.addEventListener('abort', leave, { once: true })
        }
      }),
  }
}
