import type { IncomingHttpHeaders } from 'node:http'

/** A wait that nobody means: what is longer is taken as this long. */
const longestMs = 24 * 60 * 60 * 1_000
/** Seconds since 1970 in a header that is meant to hold a duration; Docker Hub's older API sent them. */
const leastEpochSeconds = 1_000_000_000

/**
 * How long a `Retry-After` header (RFC 9110, 10.2.3: seconds, or a date) asks to wait from `nowMs` on, from 0 to a day.
 * Null: there is none, or it can't be read.
 */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  const text = header?.trim() ?? ''
  if (text === '') return null
  if (/^\d{1,15}$/.test(text)) {
    const seconds = Number(text)
    return bounded(seconds >= leastEpochSeconds ? seconds * 1_000 - nowMs : seconds * 1_000)
  }
  // The date's form is fixed: anything else that `Date.parse` would make something of is none.
  if (!/^[A-Za-z]{3,9},? \d{2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? null : bounded(atMs - nowMs)
}

function bounded(waitMs: number): number {
  return Math.min(Math.max(waitMs, 0), longestMs)
}

/** The pause that an answer's headers ask for, see `retryAfterMs`. Docker Hub once had a header of its own for it. */
export function askedPauseMs(headers: IncomingHttpHeaders, nowMs: number): number | null {
  const asked = headers['retry-after'] ?? headers['x-retry-after']
  return retryAfterMs(Array.isArray(asked) ? asked[0] : asked, nowMs)
}
