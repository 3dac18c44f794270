import { type GroupLine, readGroupLine } from './log-group-lines'
import { type GroupReading, type ReadGroup, readingAfter, readingOfHead } from './log-group-readings'
import { guessLevelOfHead } from './log-level-guess'

/**
 * What is known of the group a line belongs to, after that line was read: plain data, kept per container and stream.
 * `lines` counts the group's lines so far: 1 says that the line just read is a head, more that it continues one. `level`
 * is the whole group's: where a continuation changes it, the `lines - 1` rows before have it as well. `atMs` is the last
 * line's time, `indent` the head's, and `open` says that a bracket at a line's end has not been closed yet.
 */
export type GroupState = ReadGroup & { readonly lines: number }

/** Before the first line of a stream. */
export const noGroup: GroupState = { lines: 0, level: 'none', atMs: 0, reading: 'blank', indent: 0, open: false }

/** A group is ended after this many lines; what would go on is the head of the next one, of the same level. */
export const longestGroup = 2_000

/** Reads the next line of the same container and stream; `text` as it came, ANSI and all. */
export function groupLine(previous: GroupState, text: string, atMs: number): GroupState {
  const line = readGroupLine(text)
  const reading = previous.lines === 0 ? null : readingAfter(previous, line, atMs)
  if (reading === null) return headOf(line, text, atMs)
  return {
    lines: previous.lines < longestGroup ? previous.lines + 1 : 1,
    // A trace under a head that says nothing of its level is an error all the same.
    level: previous.level === 'none' && traces.has(reading) ? 'error' : previous.level,
    atMs,
    reading,
    indent: previous.indent,
    open: isOpenAfter(previous, line),
  }
}

const traces: ReadonlySet<GroupReading> = new Set(['trace', 'python', 'python-end', 'python-chain', 'go', 'report'])

function headOf(line: GroupLine, text: string, atMs: number): GroupState {
  const reading = readingOfHead(line)
  const guessed = guessLevelOfHead(line.text, text)
  const level = guessed === 'none' && traces.has(reading) ? 'error' : guessed
  return { lines: 1, level, atMs, reading, indent: line.indent, open: line.opens }
}

function isOpenAfter(previous: GroupState, line: GroupLine): boolean {
  if (line.indent > previous.indent && previous.open) return true
  return line.opens || (previous.open && line.kind !== 'closing')
}
