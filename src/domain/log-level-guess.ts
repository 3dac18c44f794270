import { plainLine } from './ansi-spans'
import { levelOfJson } from './log-level-json'
import { levelOfOpening } from './log-level-openings'
import { levelOfRequest } from './log-level-requests'
import { levelInWords } from './log-level-words'
import type { LogLevel } from './log-level'

/** Escape sequences take room without being text. */
const rawHeadLength = 400

/** The front of a line as it is seen. */
export function lineHead(text: string): string {
  const raw = text.length > rawHeadLength ? text.slice(0, rawHeadLength) : text
  return raw.includes('\u001b') ? plainLine(raw) : raw
}

/** Levels, times, threads and loggers stand at the front of a line: further in, words are only words. */
const headLength = 200

/**
 * The level a line of a container's log gives itself, or the kind of text it is: `text` as it came, ANSI and all. What
 * the program says counts first (a level in its usual place, or the key of JSON and logfmt), then the status of an
 * answered request (5xx error, 4xx warn, else info), then exceptions and well-known words. Reads the line's front only,
 * JSON further.
 */
export function guessLevel(text: string): LogLevel {
  return guessLevelOfHead(lineHead(text), text)
}

/** The same for one who has the line's head (see `lineHead`) already. */
export function guessLevelOfHead(head: string, text: string): LogLevel {
  const start = firstVisible(head)
  if (start < 0) return 'none'
  const first = head.charCodeAt(start)
  if (first === 0x7b) return levelOfJson(text, 0)
  const opening = levelOfOpening(head, start, first)
  if (opening !== null) return opening
  const found = levelInWords(head, start, Math.min(head.length, start + headLength))
  if (typeof found === 'string') return found
  return found.kind === 'json' ? levelOfJson(text, found.at) : levelOfRequest(head, text, found.at)
}

function firstVisible(text: string): number {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x20) return at
  return -1
}
