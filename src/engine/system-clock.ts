import type { Clock } from './ports'

/** The longest time a timer of Node takes; longer sleeps are made of several. */
const longestTimerMs = 2_147_483_647

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: async (durationMs, signal) => {
    for (let left = durationMs; ; left -= longestTimerMs) {
      await sleepOnce(Math.min(left, longestTimerMs), signal)
      if (left <= longestTimerMs) return
    }
  },
}

function sleepOnce(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error)
      return
    }
    const abort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort)
      resolve()
    }, durationMs)
    signal.addEventListener('abort', abort, { once: true })
  })
}
