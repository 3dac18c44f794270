/** How long a source may be silent before the others stop waiting for it, in milliseconds. */
export type MergePatience = {
  readonly silentMs: number
  /** Of one that has shown nothing since it was opened: what it holds of earlier times may still be on its way. */
  readonly openingMs: number
}

/** For sources that go on for ever: a line that is new is shown soon, at the risk that an older one comes late. */
export const livePatience: MergePatience = { silentMs: 150, openingMs: 1_000 }

/** For sources that come to an end, and say so: the order counts more than the moment. Only one that hangs is left behind. */
export const endingPatience: MergePatience = { silentMs: 10_000, openingMs: 10_000 }

/** How long a line waits for older ones of sources that were silent, in milliseconds. */
export const mergeGraceMs = 40

/** What is merged: anything with a stamp whose texts sort as times. */
type Stamped = { readonly timestamp: string }

/**
 * Several sources' lines in time order. Lines of one source never overtake each other, also where their stamps are
 * equal or run backwards. A line waits until every other open source has shown a later one or its silence has outlasted
 * the patience; what comes later still is placed when it comes. Times are of any one clock that never runs back.
 */
export type LineMerge<Line extends Stamped> = {
  readonly open: (source: string, nowMs: number) => void
  readonly push: (source: string, lines: readonly Line[], nowMs: number) => void
  /** Nobody could listen for a while: who was silent may have spoken, and is waited for a moment more. */
  readonly excuse: (nowMs: number) => void
  /** Nothing more comes from the source; what it holds is still released in order. */
  readonly close: (source: string) => void
  /** The lines that may go on now, at most `limit`. */
  readonly take: (nowMs: number, limit: number) => Line[]
  /** When more lines may go on although none came; null: nothing waits. */
  readonly dueMs: (nowMs: number) => number | null
  /** How many lines of a source wait; whoever fills it should pause above some thousand. */
  readonly waiting: (source: string) => number
}

/** Lines that came together; kept so, as taking single ones from the front of a long array would copy it each time. */
type Batch<Line> = { readonly lines: readonly Line[]; readonly atMs: number }
type Source<Line> = {
  batches: Batch<Line>[]
  head: number
  waiting: number
  lastMs: number
  shown: boolean
  closed: boolean
}

/** A merge without any source. */
export function createLineMerge<Line extends Stamped>(patience: MergePatience = livePatience): LineMerge<Line> {
  const sources = new Map<string, Source<Line>>()
  let excusedUntilMs = 0

  const readyAtMs = (source: Source<Line>): number => {
    const silentUntilMs = waitsUntilMs(source, sources.values(), patience)
    return silentUntilMs === 0 ? 0 : Math.max(silentUntilMs, excusedUntilMs)
  }

  const take = (nowMs: number, limit: number): Line[] => {
    const taken: Line[] = []
    while (taken.length < limit) {
      const next = earliest(sources.values())
      if (next === null || readyAtMs(next.source) > nowMs) break
      taken.push(next.line)
      advance(next.source)
    }
    for (const [name, source] of sources) if (source.closed && source.waiting === 0) sources.delete(name)
    return taken
  }

  return {
    open: (name, nowMs) => {
      const known = sources.get(name)
      if (known !== undefined) {
        // It was closed and speaks again: what it holds still waits for its turn.
        known.closed = false
        return
      }
      sources.set(name, { batches: [], head: 0, waiting: 0, lastMs: nowMs, shown: false, closed: false })
    },
    push: (name, lines, nowMs) => {
      const source = sources.get(name)
      if (source === undefined || source.closed || lines.length === 0) return
      source.lastMs = nowMs
      source.shown = true
      source.batches.push({ lines, atMs: nowMs })
      source.waiting += lines.length
    },
    excuse: (nowMs) => void (excusedUntilMs = nowMs + mergeGraceMs),
    close: (name) => {
      const source = sources.get(name)
      if (source !== undefined) source.closed = true
    },
    take,
    dueMs: (nowMs) => {
      const next = earliest(sources.values())
      return next === null ? null : Math.max(nowMs, readyAtMs(next.source))
    },
    waiting: (name) => sources.get(name)?.waiting ?? 0,
  }
}

/** The source with the earliest line, and that line; the source opened first where stamps are equal. */
function earliest<Line extends Stamped>(
  sources: Iterable<Source<Line>>,
): { readonly source: Source<Line>; readonly line: Line } | null {
  let first: { readonly source: Source<Line>; readonly line: Line } | null = null
  for (const source of sources) {
    const line = source.batches[0]?.lines[source.head]
    if (line === undefined || (first !== null && line.timestamp >= first.line.timestamp)) continue
    first = { source, line }
  }
  return first
}

/** When the earliest line need not wait any more for the open sources that show none; 0: there are no such. */
function waitsUntilMs<Line>(source: Source<Line>, sources: Iterable<Source<Line>>, patience: MergePatience): number {
  const cameMs = source.batches[0]?.atMs ?? 0
  let readyMs = 0
  for (const other of sources) {
    if (other === source || other.closed || other.waiting > 0) continue
    const silenceMs = other.shown ? patience.silentMs : patience.openingMs
    readyMs = Math.max(readyMs, other.lastMs + silenceMs, cameMs + mergeGraceMs)
  }
  return readyMs
}

function advance<Line>(source: Source<Line>): void {
  source.head += 1
  source.waiting -= 1
  if (source.head < (source.batches[0]?.lines.length ?? 0)) return
  source.batches.shift()
  source.head = 0
}
