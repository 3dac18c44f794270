import type { SplitLine } from '../../domain/line-splitter'
import type { LogStream } from '../../domain/log-line'
import { logTimestampAt, readLogTimestamp } from '../../domain/log-timestamp'

/** What is left of a line that was read again; `gap` where Docker no longer has the lines that were held. */
export type ResumeFilter = (line: SplitLine) => { readonly line: SplitLine; readonly gap: boolean } | null

/**
 * Where a container's log was left. Docker can only be asked for all lines since a moment, that moment's lines
 * included; each stream's stamps run forward, so what is held already is recognised by stream, stamp and how many lines
 * of that stamp there were.
 */
export type ResumePoint = {
  /** Every line that was handed on. */
  readonly note: (line: SplitLine) => void
  /** What to ask Docker for; null: nothing was seen yet. */
  readonly since: () => string | null
  /** Lets through what is new in a log read from `since` on. One for each reading. */
  readonly filter: () => ResumeFilter
}

type StreamPlace = { timestamp: string; atMs: number; count: number; unended: string | null }

/** The streams of one container stamp their lines on their own; this far apart they may stand in the wrong order. */
const overlapMs = 1_000

/** The place before a log's first line. */
export function createResumePoint(): ResumePoint {
  const places = new Map<LogStream, StreamPlace>()
  return {
    note: (line) => {
      const place = places.get(line.stream)
      const count = place?.timestamp === line.timestamp ? place.count + 1 : 1
      const { timestamp, atMs } = line
      places.set(line.stream, { timestamp, atMs, count, unended: line.ended ? null : line.text })
    },
    since: () => {
      if (places.size === 0) return null
      const newestMs = Math.max(...[...places.values()].map((place) => place.atMs))
      return logTimestampAt(newestMs - overlapMs).text
    },
    filter: () => createFilter(new Map([...places].map(([stream, place]) => [stream, { ...place }]))),
  }
}

function createFilter(places: Map<LogStream, StreamPlace>): ResumeFilter {
  let lost = newestPlace(places)
  const found = new Map<LogStream, number>()
  return (line) => {
    const place = places.get(line.stream)
    if (line.stream === lost?.stream && line.timestamp === lost.timestamp) lost = null
    if (place !== undefined && isHeld(line, place, found)) return unheldRest(line, place)
    // The stream has caught up: from here on even a clock that is set back loses no line.
    places.delete(line.stream)
    const gap = lost !== null && line.stream === lost.stream
    if (gap) lost = null
    return { line, gap }
  }
}

/** The last line that was held; Docker has it still unless its file was rotated away. */
function newestPlace(places: ReadonlyMap<LogStream, StreamPlace>): { stream: LogStream; timestamp: string } | null {
  let newest: { stream: LogStream; timestamp: string } | null = null
  for (const [stream, { timestamp }] of places) {
    if (newest === null || timestamp > newest.timestamp) newest = { stream, timestamp }
  }
  return newest
}

function isHeld(line: SplitLine, place: StreamPlace, found: Map<LogStream, number>): boolean {
  if (line.timestamp < place.timestamp) return true
  const seen = found.get(line.stream) ?? 0
  if (line.timestamp > place.timestamp || seen >= place.count) return false
  found.set(line.stream, seen + 1)
  return true
}

/** A last line that was never ended stands, read again, in one line with what the next run wrote first. */
function unheldRest(line: SplitLine, place: StreamPlace): ReturnType<ResumeFilter> {
  if (place.unended === null || line.timestamp !== place.timestamp || !line.text.startsWith(place.unended)) return null
  const rest = line.text.slice(place.unended.length)
  const stamp = readLogTimestamp(rest)
  if (stamp === null) return null
  const { text: timestamp, atMs, length } = stamp
  return { line: { ...line, timestamp, atMs, text: rest.slice(length) }, gap: false }
}
