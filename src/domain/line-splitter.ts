import type { LogStream } from './log-line'
import { type LogTimestamp, longestStampLength, logTimestampAt, readLogTimestamp } from './log-timestamp'

/**
 * One line of one container's log. `timestamp` is Docker's own RFC 3339 text in UTC with all nine digits, so that texts
 * sort as times: the only exact key to resume at; `atMs` is the same moment for display. `text` keeps its ANSI
 * sequences and holds no line feed. `ended` is false for a last line that no line break followed.
 */
export type SplitLine = {
  readonly stream: LogStream
  readonly timestamp: string
  readonly atMs: number
  readonly text: string
  readonly ended: boolean
}

/** Turns a container's bytes into lines. Lines come out in the order in which their line breaks came in. */
export type LineSplitter = {
  /** Bytes of one stream, cut anywhere; the lines they complete. The bytes may be reused afterwards. */
  readonly push: (stream: LogStream, bytes: Uint8Array) => readonly SplitLine[]
  /** The beginnings of lines that were never ended, for when the stream is over; the splitter is as new afterwards. */
  readonly flush: () => readonly SplitLine[]
}

/** Longer lines are cut to this many bytes and end in `cutMark`. */
export const longestLineBytes = 1_048_576

/** What stands at the end of a line that was cut. */
export const cutMark = ' …[cut at 1 MB]'

/** Docker cuts longer lines into pieces of this size, each stamped, with no line break between them. */
const pieceBytes = 16_384
const longestRawBytes = longestLineBytes + Math.ceil(longestLineBytes / pieceBytes + 1) * longestStampLength
const lineFeed = 10
const carriageReturn = 13
const space = 32

type Pending = { parts: Uint8Array[]; length: number; clipped: boolean; last: LogTimestamp }

/** A splitter for one container's log with timestamps; `decode` reads UTF-8 and puts U+FFFD where the bytes are none. */
export function createLineSplitter(decode: (bytes: Uint8Array) => string): LineSplitter {
  const pending: Record<LogStream, Pending> = { stdout: newPending(), stderr: newPending() }

  const toLine = (stream: LogStream, raw: Uint8Array, clipped: boolean, ended: boolean): SplitLine => {
    const bytes = !clipped && raw.at(-1) === carriageReturn ? raw.subarray(0, -1) : raw
    const isShort = !clipped && bytes.length <= pieceBytes
    const head = decode(isShort ? bytes : bytes.subarray(0, longestStampLength))
    const stamp = readLogTimestamp(head)
    const at = stamp ?? pending[stream].last
    pending[stream].last = at
    // A stamp has as many letters as bytes, and most lines are one piece: these are read once.
    if (isShort) return { stream, timestamp: at.text, atMs: at.atMs, text: head.slice(stamp?.length ?? 0), ended }
    const body = joinPieces(bytes, stamp?.length ?? 0, decode)
    return { stream, timestamp: at.text, atMs: at.atMs, text: cutText(body, clipped, decode), ended }
  }

  const push = (stream: LogStream, bytes: Uint8Array): readonly SplitLine[] => {
    const lines: SplitLine[] = []
    const state = pending[stream]
    let start = 0
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
      const piece = bytes.subarray(start, end)
      if (state.length === 0) lines.push(toLine(stream, piece, false, true))
      else {
        hold(state, piece)
        lines.push(toLine(stream, takeHeld(state), takeClipped(state), true))
      }
      start = end + 1
    }
    hold(state, bytes.subarray(start))
    return lines
  }

  const flush = (): readonly SplitLine[] => {
    const lines: SplitLine[] = []
    for (const stream of ['stdout', 'stderr'] as const) {
      const state = pending[stream]
      if (state.length > 0) lines.push(toLine(stream, takeHeld(state), takeClipped(state), false))
      pending[stream] = newPending()
    }
    return lines.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0))
  }

  return { push, flush }
}

function newPending(): Pending {
  return { parts: [], length: 0, clipped: false, last: logTimestampAt(0) }
}

/** Keeps a copy: the caller's bytes may be a window into a buffer that is filled again. */
function hold(state: Pending, bytes: Uint8Array): void {
  const room = longestRawBytes - state.length
  if (bytes.length > room) state.clipped = true
  if (bytes.length === 0 || room <= 0) return
  const kept = bytes.slice(0, room)
  state.parts.push(kept)
  state.length += kept.length
}

function takeHeld(state: Pending): Uint8Array {
  const parts = state.parts
  const whole = parts.length === 1 ? (parts[0] ?? new Uint8Array(0)) : concatenate(parts, state.length)
  state.parts = []
  state.length = 0
  return whole
}

function takeClipped(state: Pending): boolean {
  const clipped = state.clipped
  state.clipped = false
  return clipped
}

function concatenate(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A line's bytes without its stamp and without the stamps that Docker put before its later pieces. */
function joinPieces(bytes: Uint8Array, stampLength: number, decode: (bytes: Uint8Array) => string): Uint8Array {
  const body = bytes.subarray(stampLength)
  if (stampLength === 0 || body.length <= pieceBytes) return body
  const stamp = bytes.subarray(0, stampLength)
  const parts: Uint8Array[] = []
  let from = 0
  for (let next = nextPiece(body, from, stamp, decode); next !== null; next = nextPiece(body, from, stamp, decode)) {
    parts.push(body.subarray(from, next.end))
    from = next.from
  }
  parts.push(body.subarray(from))
  return concatenate(
    parts,
    parts.reduce((sum, part) => sum + part.length, 0),
  )
}

type PieceBorder = { readonly end: number; readonly from: number }

/**
 * Where a piece ends and the next begins. A piece is 16,384 bytes of what the program wrote; it may be longer when read
 * back, as the json-file driver writes three bytes for each that is no UTF-8 (a letter cut in two, say). All pieces of a
 * line carry the first one's stamp, but with journald, whose pieces are exact.
 */
function nextPiece(
  body: Uint8Array,
  from: number,
  stamp: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): PieceBorder | null {
  const exact = from + pieceBytes
  if (exact >= body.length) return null
  const any = readLogTimestamp(decode(body.subarray(exact, exact + longestStampLength)))
  if (any !== null) return { end: exact, from: exact + any.length }
  const end = indexOfBytes(body, stamp, exact)
  return end < 0 ? null : { end, from: end + stamp.length }
}

function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] ?? space
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at
  }
  return -1
}

function cutText(body: Uint8Array, clipped: boolean, decode: (bytes: Uint8Array) => string): string {
  if (!clipped && body.length <= longestLineBytes) return decode(body)
  let end = Math.min(body.length, longestLineBytes)
  // Not through the middle of a letter.
  while (end > longestLineBytes - 4 && ((body[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return decode(body.subarray(0, end)) + cutMark
}
