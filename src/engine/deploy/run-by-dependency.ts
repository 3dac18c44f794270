import { openAbortScope } from '../abort-scope'

/** Something that waits for others by their names. */
export type Dependent = { readonly name: string; readonly after: readonly string[] }

/**
 * Runs the work for each item as soon as everything it waits for is done; items that don't wait for each other go side
 * by side. After the first failure nothing new begins, what is under way is told by the signal, and once all have ended
 * that first failure is thrown. Items must stand after those they wait for.
 */
export async function runByDependency<Item extends Dependent>(
  items: readonly Item[],
  work: (item: Item, interrupted: AbortSignal) => Promise<void>,
  interrupted: AbortSignal,
): Promise<void> {
  const scope = openAbortScope(interrupted)
  const failures: unknown[] = []
  const runs = new Map<string, Promise<boolean>>()
  for (const item of items) {
    const needed = item.after.flatMap((name) => runs.get(name) ?? [])
    runs.set(item.name, runOne(item, needed))
  }
  await Promise.all(runs.values())
  scope.release()
  if (failures.length > 0) throw failures[0]

  async function runOne(item: Item, needed: readonly Promise<boolean>[]): Promise<boolean> {
    const ready = (await Promise.all(needed)).every((done) => done)
    try {
      scope.signal.throwIfAborted()
      if (!ready) return false
      await work(item, scope.signal)
      return true
    } catch (error) {
      failures.push(error)
      scope.abort(error instanceof Error ? error : new Error(String(error)))
      return false
    }
  }
}
