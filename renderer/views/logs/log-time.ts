/** How the times of lines are written: of this computer's zone, of UTC, or how long ago they were. */
export const logTimes = ['local', 'utc', 'relative'] as const

/** See `logTimes`. */
export type LogTimes = (typeof logTimes)[number]

/** `14:34:01.016`; of another day than today's `06-12 14:34:01`. `relative`: `−1:04`, `−3:12:09`, `−2d 03:12`. */
export function formatLineTime(atMs: number, times: LogTimes, nowMs: number): string {
  switch (times) {
    case 'local':
      return dayAndClock(zoned(atMs), zoned(nowMs))
    case 'utc':
      return dayAndClock(new Date(atMs), new Date(nowMs))
    case 'relative':
      return elapsed(nowMs - atMs)
  }
}

/** `14:34:01.016` in the computer's time zone. */
export function formatLogTime(atMs: number): string {
  return clockOf(zoned(atMs))
}

/** A moment whole, for text that leaves the window: `2024-06-12 14:34:01.016 +09:00`, or with `Z` in UTC. */
export function formatFullTime(atMs: number, times: LogTimes): string {
  if (times === 'utc') return `${stamp(new Date(atMs))}Z`
  const offset = -new Date(atMs).getTimezoneOffset()
  const size = Math.abs(offset)
  return `${stamp(zoned(atMs))} ${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** The time zone as people write it: `KST`, `GMT+9`. */
export function timeZoneName(atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(atMs)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

/** A file name for a saved log: slot and moment, harmless on every system. */
export function logFileName(slot: string, atMs: number, isCompressed: boolean): string {
  const digits = stamp(zoned(atMs)).replace(/\D/g, '')
  const name = `${slot.replace(/[^\w.-]+/g, '_').slice(0, 80)}-${digits.slice(0, 8)}-${digits.slice(8, 12)}.log`
  return isCompressed ? `${name}.gz` : name
}

/** The moment whose UTC parts are the local parts of another, so that one set of functions writes both. */
function zoned(atMs: number): Date {
  return new Date(atMs - new Date(atMs).getTimezoneOffset() * 60_000)
}

function dayAndClock(at: Date, now: Date): string {
  const day = at.toISOString().slice(0, 10)
  const clock = clockOf(at)
  return day === now.toISOString().slice(0, 10) ? clock : `${day.slice(5)} ${clock.slice(0, 8)}`
}

function clockOf(at: Date): string {
  return at.toISOString().slice(11, 23)
}

function stamp(at: Date): string {
  return `${at.toISOString().slice(0, 10)} ${clockOf(at)}`
}

function elapsed(ms: number): string {
  // A host's clock may be ahead of this computer's.
  const seconds = Math.max(0, Math.floor(ms / 1_000))
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  if (days > 0) return `−${days}d ${two(hours)}:${two(minutes)}`
  const rest = `${two(minutes)}:${two(seconds % 60)}`
  return hours > 0 ? `−${hours}:${rest}` : `−${rest.replace(/^0/, '')}`
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
