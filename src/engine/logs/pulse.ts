import { once } from 'node:events'

/** Tells waiting code that something may have changed. A beat is never missed between a look and the wait after it. */
export type Pulse = {
  /** Take this before looking … */
  readonly beats: () => number
  readonly beat: () => void
  /** … and wait for a beat after it here. Rejects when aborted. */
  readonly after: (beats: number, signal: AbortSignal) => Promise<void>
}

/** A pulse without any beat so far. */
export function createPulse(): Pulse {
  let count = 0
  const target = new EventTarget()
  return {
    beats: () => count,
    beat: () => {
      count += 1
      target.dispatchEvent(new Event('beat'))
    },
    after: async (beats, signal) => {
      if (count === beats) await once(target, 'beat', { signal })
    },
  }
}
