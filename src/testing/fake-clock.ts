import type { Clock } from '../engine/ports'

/** A clock that only a test moves. Starts at 2024-05-10T09:00:00Z with a monotonic time of 0. */
export type FakeClock = Clock & {
  /** Moves on; sleeps that end on the way resolve in order, and what waits for them runs before the next one ends. */
  readonly advance: (durationMs: number) => Promise<void>
  /** How many sleeps are under way; 0 says that nothing is left running. */
  readonly sleepers: () => number
}

type Sleeper = { readonly dueMs: number; readonly wake: () => void }

const startMs = Date.UTC(2024, 4, 10, 9)

/** A new clock; tests share none. */
export function createFakeClock(): FakeClock {
  let elapsedMs = 0
  const sleepers = new Set<Sleeper>()
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    sleep: (durationMs, signal) => sleepUntil(sleepers, elapsedMs + Math.max(0, durationMs), signal),
    sleepers: () => sleepers.size,
    advance: async (durationMs) => {
      const targetMs = elapsedMs + durationMs
      await pendingWork()
      for (let next = earliest(sleepers, targetMs); next !== undefined; next = earliest(sleepers, targetMs)) {
        elapsedMs = Math.max(elapsedMs, next.dueMs)
        next.wake()
        await pendingWork()
      }
      elapsedMs = targetMs
    },
  }
}

/** Resolves when everything that could run without waiting for time or the outside has run. */
export async function pendingWork(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}

function sleepUntil(sleepers: Set<Sleeper>, dueMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error)
      return
    }
    const abort = (): void => {
      sleepers.delete(sleeper)
      reject(signal.reason as Error)
    }
    const wake = (): void => {
      sleepers.delete(sleeper)
      signal.removeEventListener('abort', abort)
      resolve()
    }
    const sleeper = { dueMs, wake }
    sleepers.add(sleeper)
    signal.addEventListener('abort', abort, { once: true })
  })
}

function earliest(sleepers: ReadonlySet<Sleeper>, untilMs: number): Sleeper | undefined {
  let first: Sleeper | undefined
  for (const sleeper of sleepers) {
    if (sleeper.dueMs <= untilMs && (first === undefined || sleeper.dueMs < first.dueMs)) first = sleeper
  }
  return first
}
