/**
 * Work that serves everybody who asked for it before it began; who asks while it runs waits for one more run, shared
 * again. One run at a time.
 */
export function createSharedRun<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting: Promise<Result> | null = null
  return () => {
    waiting ??= last.then(() => {
      waiting = null
      return work()
    })
    last = waiting.catch(() => undefined)
    return waiting
  }
}
