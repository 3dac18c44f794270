/** How long a source may be silent before the others stop waiting for it, in milliseconds. */
const mergeWindowMs = 150

/** The same for a source that has shown nothing since it was opened: what it holds of earlier times may still be on its way. */
export const mergeOpeningMs = 1_000

/** How long a line waits for older ones of sources that were silent, in milliseconds. */
export const mergeGraceMs = 40

/** What is merged: anything with a stamp whose texts sort as times. */
type Stamped = { readonly timestamp: string }

/**
 * Several sources' lines in time order. Lines of one source never overtake each other, also where their stamps are
 * equal or run backwards. A line waits until every other open source has shown a later one or has been silent for the
 * window, the longer one if it has shown nothing yet; what comes later still is placed when it comes. Times are of any
 * one clock that never runs back.
 */
export type LineMerge<Line extends Stamped> = {
  readonly open: (source: string, nowMs: number) => void
  readonly push: (source: string, lines: readonly Line[], nowMs: number) => void
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
export function createLineMerge<Line extends Stamped>(): LineMerge<Line> {
  const sources = new Map<string, Source<Line>>()

  const take = (nowMs: number, limit: number): Line[] => {
    const taken: Line[] = []
    while (taken.length < limit) {
      const next = earliest(sources.values())
      if (next === null || readyAtMs(next.source, sources.values()) > nowMs) break
      taken.push(next.line)
      advance(next.source)
    }
    for (const [name, source] of sources) if (source.closed && source.waiting === 0) sources.delete(name)
    return taken
  }

  return {
    open: (name, nowMs) => {
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
    close: (name) => {
      const source = sources.get(name)
      if (source !== undefined) source.closed = true
    },
    take,
    dueMs: (nowMs) => {
      const next = earliest(sources.values())
      return next === null ? null : Math.max(nowMs, readyAtMs(next.source, sources.values()))
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

/** When the earliest line need not wait any more for the open sources that show none. */
function readyAtMs<Line>(source: Source<Line>, sources: Iterable<Source<Line>>): number {
  const cameMs = source.batches[0]?.atMs ?? 0
  let readyMs = 0
  for (const other of sources) {
    if (other === source || other.closed || other.waiting > 0) continue
    const silenceMs = other.shown ? mergeWindowMs : mergeOpeningMs
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
