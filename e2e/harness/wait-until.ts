/** Asks again until the answer is neither null, undefined nor false; fails with `what` and the last error when the time is over. */
export async function waitUntil<T>(
  what: string,
  timeoutMs: number,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  pauseMs = 50,
): Promise<T> {
  const deadline = performance.now() + timeoutMs
  let lastError: unknown = null
  for (;;) {
    try {
      const answer = await ask()
      if (answer !== null && answer !== undefined && answer !== false) return answer
      lastError = null
    } catch (error) {
      lastError = error
    }
    if (performance.now() > deadline) {
      throw new Error(`waited ${String(timeoutMs)} ms for ${what}${lastError ? `: ${messageOf(lastError)}` : ''}`)
    }
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs)
    })
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
