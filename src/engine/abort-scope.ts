import { setMaxListeners } from 'node:events'

/** A signal of one's own that also ends with its parents. */
export type AbortScope = {
  readonly signal: AbortSignal
  readonly abort: (reason?: Error) => void
  /** Lets go of the parents; to be called when the work is over, however it ended. */
  readonly release: () => void
}

/** Opens a scope below the given signals. (`AbortSignal.any` is not in every runtime that Berth runs on.) */
export function openAbortScope(...parents: readonly AbortSignal[]): AbortScope {
  const controller = new AbortController()
  // A signal is there to be shared: a call for each of many hosts that listens to it is no leak.
  setMaxListeners(0, controller.signal, ...parents)
  const follow = (event: Event): void => controller.abort((event.target as AbortSignal).reason)
  for (const parent of parents) {
    if (parent.aborted) controller.abort(parent.reason)
    parent.addEventListener('abort', follow, { once: true })
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => {
      for (const parent of parents) parent.removeEventListener('abort', follow)
    },
  }
}

/**
 * Runs tasks side by side until the first of them ends or fails, aborts the others, and resolves or throws as that one
 * did once all have ended.
 */
export async function runTogether(
  parent: AbortSignal,
  tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
): Promise<void> {
  const scope = openAbortScope(parent)
  const running = tasks.map((task) => task(scope.signal))
  try {
    await Promise.race(running)
  } finally {
    scope.abort()
    await Promise.allSettled(running)
    scope.release()
  }
}

/** The promise's result, or the signal's reason as soon as it is aborted; the promise itself goes on. */
export async function orAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  let abort = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error)
  })
  try {
    signal.throwIfAborted()
    signal.addEventListener('abort', abort, { once: true })
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
