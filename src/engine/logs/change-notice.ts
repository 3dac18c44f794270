import type { Clock } from '../ports'

/** Tells of changes at once, but at most once in each interval; the last change of a burst is always told. */
export type ChangeNotice = { readonly changed: () => void; readonly close: () => void }

/** See `ChangeNotice`. `tell` is never called after `close`. */
export function createChangeNotice(tell: () => void, intervalMs: number, clock: Clock): ChangeNotice {
  const closing = new AbortController()
  let isPausing = false
  let isDue = false
  const tellAndPause = async (): Promise<void> => {
    isPausing = true
    do {
      isDue = false
      tell()
      await clock.sleep(intervalMs, closing.signal)
    } while (isDue)
    isPausing = false
  }
  return {
    changed: () => {
      isDue = true
      if (!isPausing && !closing.signal.aborted) tellAndPause().catch(() => undefined)
    },
    close: () => closing.abort(),
  }
}
