/** Calls back after a time, unless the signal was aborted by then. Keeps no process alive. */
export function after(delayMs: number, signal: AbortSignal, work: () => void): void {
  void pause(delayMs, signal).then((isOver) => {
    if (isOver && !signal.aborted) work()
  })
}

/** Resolves with true after a time, with false as soon as the signal is aborted. Keeps no process alive. */
export function pause(delayMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const end = (): void => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve(true)
    }, delayMs)
    timer.unref()
    signal.addEventListener('abort', end, { once: true })
  })
}
