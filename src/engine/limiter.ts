/** Runs work with at most so many at a time; the rest waits in the order it came. */
export type Limiter = <Result>(work: () => Promise<Result>) => Promise<Result>

/** A limiter for `limit` pieces of work at a time. */
export function createLimiter(limit: number): Limiter {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place goes to the next in line without becoming free in between.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
