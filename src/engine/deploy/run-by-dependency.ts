import { openAbortScope, orAborted } from '../abort-scope'

/** Something that waits for others by their names. */
export type Dependent = { readonly name: string; readonly after: readonly string[] }

/** What work says of itself to those that wait for its item, and hears of those that it waits for. */
export type DependentProgress = {
  /** Resolves once all that the item waits for serves; rejects with the reason where that won't be. */
  readonly ready: () => Promise<void>
  /** Those that wait may begin with what needs nobody to serve. */
  readonly nearly: () => void
  /** Those that wait may go on, before this work has ended; it may still fail then. */
  readonly letGo: () => void
}

/** Work for one item. It begins when all that the item waits for is nearly there. */
export type DependentWork<Item extends Dependent> = (
  item: Item,
  interrupted: AbortSignal,
  progress: DependentProgress,
) => Promise<void>

/** What one item's work has told so far; false: it won't come to it. */
type Told = { readonly near: Promise<boolean>; readonly serving: Promise<boolean> }
type Tell = { readonly near: (may: boolean) => void; readonly serving: (may: boolean) => void }

/**
 * Runs the work for each item as soon as everything it waits for is nearly there, done or has let go; items that don't
 * wait for each other go side by side. After the first failure nothing new begins, what is under way is told by the
 * signal, and once all have ended that first failure is thrown. Items must stand after those they wait for.
 */
export async function runByDependency<Item extends Dependent>(
  items: readonly Item[],
  work: DependentWork<Item>,
  interrupted: AbortSignal,
): Promise<void> {
  const scope = openAbortScope(interrupted)
  const failures: unknown[] = []
  const told = new Map<string, Told>()
  const ended: Promise<void>[] = []
  for (const item of items) {
    const needed = item.after.flatMap((name) => told.get(name) ?? [])
    const { of, tell } = openTelling()
    told.set(item.name, of)
    ended.push(runOne(item, needed, tell))
  }
  await Promise.all(ended)
  scope.release()
  if (failures.length > 0) throw failures[0]

  async function runOne(item: Item, needed: readonly Told[], tell: Tell): Promise<void> {
    const ready = async (): Promise<void> => {
      await orAborted(Promise.all(needed.map(({ serving }) => serving)), scope.signal)
      scope.signal.throwIfAborted()
    }
    const nearly = (): void => tell.near(true)
    const letGo = (): void => tellBoth(tell, true)
    try {
      const mayBegin = (await Promise.all(needed.map(({ near }) => near))).every((may) => may)
      scope.signal.throwIfAborted()
      if (mayBegin) await work(item, scope.signal, { ready, nearly, letGo })
      tellBoth(tell, mayBegin)
    } catch (error) {
      failures.push(error)
      scope.abort(error instanceof Error ? error : new Error(String(error)))
      tellBoth(tell, false)
    }
  }
}

function openTelling(): { readonly of: Told; readonly tell: Tell } {
  let tellNear: Tell['near'] = () => undefined
  let tellServing: Tell['serving'] = () => undefined
  const near = new Promise<boolean>((resolve) => (tellNear = resolve))
  const serving = new Promise<boolean>((resolve) => (tellServing = resolve))
  return { of: { near, serving }, tell: { near: tellNear, serving: tellServing } }
}

function tellBoth({ near, serving }: Tell, may: boolean): void {
  near(may)
  serving(may)
}
