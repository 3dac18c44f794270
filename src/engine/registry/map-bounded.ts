import { openAbortScope } from '../abort-scope'

/**
 * Does the work for each item, at most `limit` at a time, and answers in the items' order. The first failure aborts what
 * is under way, begins nothing more and is thrown, once all that had begun has ended.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const scope = openAbortScope(signal)
  const results: Result[] = []
  const failures: unknown[] = []
  // One iterator for all: each takes the next item that nobody has.
  const queue = items.entries()
  const takeTurns = async (): Promise<void> => {
    try {
      for (const [index, item] of queue) {
        scope.signal.throwIfAborted()
        results[index] = await work(item, scope.signal)
      }
    } catch (error) {
      failures.push(error)
      scope.abort()
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, takeTurns))
  scope.release()
  if (failures.length > 0) throw failures[0]
  return results
}
