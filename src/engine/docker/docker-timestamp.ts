/**
 * A log line's own RFC 3339 timestamp as Docker's `since` takes it: seconds and nanoseconds, none of them lost.
 * Null for anything else.
 */
export function toDockerSince(timestamp: string): string | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/.exec(timestamp)
  const [, second = '', fraction = '', zone = ''] = match ?? []
  const atMs = Date.parse(`${second}${zone}`)
  return Number.isNaN(atMs) ? null : `${Math.floor(atMs / 1_000)}.${fraction.padEnd(9, '0')}`
}
