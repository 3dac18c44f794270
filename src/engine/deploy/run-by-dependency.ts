import { openAbortScope } from '../abort-scope'

/** Something that waits for others by their names. */
export type Dependent = { readonly name: string; readonly after: readonly string[] }

/** Work for one item. `letGo` lets those that wait for it begin before it has ended; it may still fail then. */
export type DependentWork<Item extends Dependent> = (
  item: Item,
  interrupted: AbortSignal,
  letGo: () => void,
) => Promise<void>

/**
 * Runs the work for each item as soon as everything it waits for is done or has let go; items that don't wait for each
 * other go side by side. After the first failure nothing new begins, what is under way is told by the signal, and once
 * all have ended that first failure is thrown. Items must stand after those they wait for.
 */
export async function runByDependency<Item extends Dependent>(
  items: readonly Item[],
  work: DependentWork<Item>,
  interrupted: AbortSignal,
): Promise<void> {
  const scope = openAbortScope(interrupted)
  const failures: unknown[] = []
  const letGo = new Map<string, Promise<boolean>>()
  const ended: Promise<void>[] = []
  for (const item of items) {
    const needed = item.after.flatMap((name) => letGo.get(name) ?? [])
    letGo.set(item.name, new Promise((resolve) => ended.push(runOne(item, needed, resolve))))
  }
  await Promise.all(ended)
  scope.release()
  if (failures.length > 0) throw failures[0]

  async function runOne(
    item: Item,
    needed: readonly Promise<boolean>[],
    tell: (mayBegin: boolean) => void,
  ): Promise<void> {
    try {
      const ready = (await Promise.all(needed)).every((mayBegin) => mayBegin)
      scope.signal.throwIfAborted()
      if (ready) await work(item, scope.signal, () => tell(true))
      tell(ready)
    } catch (error) {
      failures.push(error)
      scope.abort(error instanceof Error ? error : new Error(String(error)))
      tell(false)
    }
  }
}
