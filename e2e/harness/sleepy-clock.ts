import type { Clock } from '../../src/engine/ports'

/**
 * What the monotonic clock, and with it every timer, does while a machine sleeps: on Linux and macOS it stands still and
 * only the wall clock tells afterwards, on Windows it goes on and all that fell due comes at once.
 */
export type SleepKind = 'stands-still' | 'goes-on'

/** The clock of a laptop whose lid a test closes. */
export type SleepyClock = Clock & {
  /** From now on no timer fires. What else drives the program under test (its connections) is for the test to hold. */
  readonly fallAsleep: () => void
  /** It was asleep for that long, however long the test really took. */
  readonly wakeUp: (asleepMs: number) => void
}

type Timer = { readonly dueMs: number; readonly wake: () => void; handle: NodeJS.Timeout | undefined }

/** A clock that runs as the machine's own until it falls asleep. */
export function createSleepyClock(kind: SleepKind): SleepyClock {
  let wallAheadMs = 0
  let monotonicAheadMs = 0
  let asleepSinceMs: number | null = null
  const timers = new Set<Timer>()
  const monotonicMs = (): number => (asleepSinceMs ?? performance.now()) + monotonicAheadMs
  const arm = (timer: Timer): void => {
    timer.handle = setTimeout(timer.wake, Math.max(0, timer.dueMs - monotonicMs()))
  }
  return {
    nowMs: () => Date.now() + wallAheadMs,
    monotonicMs,
    sleep: (durationMs, signal) =>
      new Promise((resolve, reject) => {
        const settle = (act: () => void): void => {
          clearTimeout(timer.handle)
          timers.delete(timer)
          signal.removeEventListener('abort', abort)
          act()
        }
        const abort = (): void => settle(() => reject(signal.reason as Error))
        const dueMs = monotonicMs() + Math.min(durationMs, longestTimerMs)
        const timer: Timer = { dueMs, wake: () => settle(resolve), handle: undefined }
        timers.add(timer)
        signal.addEventListener('abort', abort, { once: true })
        if (signal.aborted) abort()
        else if (asleepSinceMs === null) arm(timer)
      }),
    fallAsleep: () => {
      asleepSinceMs = performance.now()
      for (const { handle } of timers) clearTimeout(handle)
    },
    wakeUp: (asleepMs) => {
      const reallyMs = performance.now() - (asleepSinceMs ?? performance.now())
      asleepSinceMs = null
      wallAheadMs += asleepMs - reallyMs
      monotonicAheadMs += kind === 'goes-on' ? asleepMs - reallyMs : -reallyMs
      const inOrder = [...timers].sort((one, other) => one.dueMs - other.dueMs)
      for (const timer of inOrder) arm(timer)
    },
  }
}

/** The longest time a timer of Node takes. */
const longestTimerMs = 2_147_483_647
