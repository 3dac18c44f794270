import type { Clock } from './ports'

/**
 * Work that is put off for a moment so that a burst of reasons for it costs one piece of work. What is asked for
 * while it already waits is absorbed; what is asked for while it runs waits for a turn of its own.
 */
export type DelayedWork = {
  readonly schedule: (key: string, delay: Delay, work: () => Promise<void>) => void
  /** Resolves when the signal was aborted and no piece of work is left. */
  readonly ended: () => Promise<void>
}

/** Milliseconds, or what is to be waited for. */
export type Delay = number | ((signal: AbortSignal) => Promise<void>)

/** See `DelayedWork`. `onError` is told what fails before the signal is aborted. */
export function createDelayedWork(
  clock: Clock,
  signal: AbortSignal,
  onError: (key: string, error: unknown) => void,
): DelayedWork {
  const waiting = new Set<string>()
  const running = new Set<Promise<void>>()
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

  const runLater = async (key: string, delay: Delay, work: () => Promise<void>): Promise<void> => {
    try {
      await (typeof delay === 'number' ? clock.sleep(delay, signal) : delay(signal))
      waiting.delete(key)
      await work()
    } catch (error) {
      if (!signal.aborted) onError(key, error)
    }
  }

  return {
    schedule: (key, delay, work) => {
      if (signal.aborted || waiting.has(key)) return
      waiting.add(key)
      const run = runLater(key, delay, work)
      running.add(run)
      void run.then(() => running.delete(run))
    },
    ended: async () => {
      await aborted
      await Promise.all(running)
    },
  }
}
