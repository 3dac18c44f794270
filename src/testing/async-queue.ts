/** Values that a test pushes and code under test reads with `for await`. */
export type AsyncQueue<T> = {
  readonly push: (value: T) => void
  /** Ends the reading after the values that are still in it. */
  readonly end: () => void
  /** Ends the reading by throwing, after the values that are still in it. */
  readonly fail: (error: Error) => void
  readonly values: AsyncGenerator<T, void, undefined>
}

type End = { readonly kind: 'open' } | { readonly kind: 'ended' } | { readonly kind: 'failed'; readonly error: Error }

/** A queue that ends quietly when the signal is aborted; `onClose` runs once, however the reading ends. */
export function createAsyncQueue<T>(signal: AbortSignal, onClose: () => void): AsyncQueue<T> {
  const waiting: T[] = []
  let end: End = { kind: 'open' }
  let wake = (): void => undefined
  const finish = (next: End): void => {
    if (end.kind === 'open') end = next
    wake()
  }
  const abort = (): void => {
    waiting.length = 0
    finish({ kind: 'ended' })
  }
  signal.addEventListener('abort', abort, { once: true })

  async function* read(): AsyncGenerator<T, void, undefined> {
    try {
      while (!signal.aborted) {
        const next = waiting.shift()
        if (next !== undefined) yield next
        else if (end.kind === 'failed') throw end.error
        else if (end.kind === 'ended') return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    } finally {
      signal.removeEventListener('abort', abort)
      onClose()
    }
  }

  return {
    push: (value) => {
      if (end.kind === 'open') waiting.push(value)
      wake()
    },
    end: () => finish({ kind: 'ended' }),
    fail: (error) => finish({ kind: 'failed', error }),
    values: read(),
  }
}
