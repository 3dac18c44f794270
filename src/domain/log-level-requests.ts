import type { LogLevel } from './log-level'

/** An address may be long before its answer's status comes. */
const longestLooked = 2_000

const status =
  /(?:HTTP\/[\d.]+"?\s+|"\s)([1-5]\d\d)(?![\w.])|\s([1-5]\d\d)\s(?:in\s)?\d[\d.,]*\s?(?:ms|µs|us|s|m)\b|\s([1-5]\d\d)\s-\s/g

/**
 * The level of an answered request in an access log, whose method stands at `at`: a server's fault is an error, a
 * client's a warning (as Django and Spring log them, and as development servers colour them), all else is info.
 */
export function levelOfRequest(head: string, text: string, at: number): LogLevel {
  // Places in the head are places in the text only where no escape sequence was taken out.
  const seen = text.startsWith(head.slice(0, at)) ? text.slice(0, longestLooked) : head
  status.lastIndex = at
  const match = status.exec(seen)
  return match === null ? 'none' : levelOfStatus(match[1] ?? match[2] ?? match[3] ?? '')
}

/** The level of an HTTP status. */
export function levelOfStatus(code: string): LogLevel {
  if (code.startsWith('5')) return 'error'
  return code.startsWith('4') ? 'warn' : 'info'
}
