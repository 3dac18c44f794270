/** A moment as Docker stamps lines with it: `text` is RFC 3339 in UTC with nine digits, so texts sort as times. */
export type LogTimestamp = { readonly text: string; readonly atMs: number }

/** The longest stamp Docker writes, the space after it included: `2024-05-10T09:00:00.123456789+09:00 `. */
export const longestStampLength = 36

const stampPattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d) /

/** A stamp at the head of a text, and how many characters it takes there; null where the text begins otherwise. */
export function readLogTimestamp(head: string): (LogTimestamp & { readonly length: number }) | null {
  const usual = readUsualTimestamp(head)
  if (usual !== null) return usual
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

/** Seconds, a point, nine digits, `Z` and a space. */
const usualLength = 31
const [point, zulu, space, zero, nine] = [46, 90, 32, 48, 57]

/** Docker's usual stamp where its second is that of the stamp before: the same answer, in a fraction of the time. */
function readUsualTimestamp(head: string): ReturnType<typeof readLogTimestamp> {
  if (head.charCodeAt(19) !== point || head.charCodeAt(29) !== zulu || head.charCodeAt(30) !== space) return null
  if (!head.startsWith(lastSeconds.key) || lastSeconds.key.length !== 19) return null
  let millis = 0
  for (let at = 20; at < 29; at += 1) {
    const digit = head.charCodeAt(at)
    if (digit < zero || digit > nine) return null
    if (at < 23) millis = millis * 10 + digit - zero
  }
  return { text: head.slice(0, usualLength - 1), atMs: lastSeconds.atMs + millis, length: usualLength }
}

// Lines come in runs of the same second, and reading a date is the dearest part of a line.
// `key` is without its `Z`: only UTC is remembered.
let lastSeconds = { key: '', atMs: 0 }

function readSeconds(seconds: string, zone: string): number | null {
  if (zone === 'Z' && seconds === lastSeconds.key) return lastSeconds.atMs
  const atMs = Date.parse(seconds + zone)
  if (Number.isNaN(atMs)) return null
  if (zone === 'Z') lastSeconds = { key: seconds, atMs }
  return atMs
}
