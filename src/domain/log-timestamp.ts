/** A moment as Docker stamps lines with it: `text` is RFC 3339 in UTC with nine digits, so texts sort as times. */
export type LogTimestamp = { readonly text: string; readonly atMs: number }

/** The longest stamp Docker writes, the space after it included: `2024-05-10T09:00:00.123456789+09:00 `. */
export const longestStampLength = 36

const stampPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /

/** A stamp at the head of a text, and how many characters it takes there; null where the text begins otherwise. */
export function readLogTimestamp(head: string): (LogTimestamp & { readonly length: number }) | null {
  const match = stampPattern.exec(head)
  if (match === null) return null
  const [whole, seconds = '', fraction = '', zone = ''] = match
  const secondsMs = readSeconds(seconds, zone)
  if (secondsMs === null) return null
  const nanos = fraction.padEnd(9, '0')
  const utc = zone === 'Z' ? seconds : new Date(secondsMs).toISOString().slice(0, 19)
  return { text: `${utc}.${nanos}Z`, atMs: secondsMs + Number(nanos.slice(0, 3)), length: whole.length }
}

/** The stamp of a moment that no line carries: of a marker, say. Times no stamp can tell become the nearest one that can. */
export function logTimestampAt(atMs: number): LogTimestamp {
  const inRange = Math.min(Math.max(Math.floor(atMs) || 0, 0), Date.UTC(9999, 11, 31))
  return { text: `${new Date(inRange).toISOString().slice(0, 23)}000000Z`, atMs: inRange }
}

// Lines come in runs of the same second, and reading a date is the dearest part of a line.
let lastSeconds = { key: '', atMs: 0 }

function readSeconds(seconds: string, zone: string): number | null {
  const key = seconds + zone
  if (key === lastSeconds.key) return lastSeconds.atMs
  const atMs = Date.parse(key)
  if (Number.isNaN(atMs)) return null
  lastSeconds = { key, atMs }
  return atMs
}
