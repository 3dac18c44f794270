/** A point in time as a person writes it: so long from now (or ago), a time of day, or a date with or without one. */
export type Moment =
  | { readonly kind: 'span'; readonly ms: number }
  | { readonly kind: 'time-of-day'; readonly hours: number; readonly minutes: number }
  | { readonly kind: 'at'; readonly atMs: number }

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Reads `90m`, `1d12h`, `18:30`, `2024-05-10`, `2024-05-10T18:30` (this machine's time) or with `Z` or `+09:00`; null for anything else. */
export function parseMoment(text: string): Moment | null {
  return readSpan(text) ?? readTimeOfDay(text) ?? readDate(text)
}

/** The next such time from `nowMs` on. A date stays what it is, also where it is over. */
export function momentAhead(moment: Moment, nowMs: number): number {
  switch (moment.kind) {
    case 'span':
      return nowMs + moment.ms
    case 'time-of-day':
      return timeOfDay(moment, nowMs, (atMs) => atMs > nowMs, [0, 1])
    case 'at':
      return moment.atMs
  }
}

/** The last such time before `nowMs`. */
export function momentAgo(moment: Moment, nowMs: number): number {
  switch (moment.kind) {
    case 'span':
      return nowMs - moment.ms
    case 'time-of-day':
      return timeOfDay(moment, nowMs, (atMs) => atMs <= nowMs, [0, -1])
    case 'at':
      return moment.atMs
  }
}

/** The first of some days, counted from today, on which the time is as wanted; by the calendar, as days differ in length. */
function timeOfDay(
  { hours, minutes }: Extract<Moment, { kind: 'time-of-day' }>,
  nowMs: number,
  isWanted: (atMs: number) => boolean,
  days: readonly [number, number],
): number {
  const today = new Date(nowMs)
  const [first, second] = days.map((day) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, hours, minutes).getTime(),
  ) as [number, number]
  return isWanted(first) ? first : second
}

function readSpan(text: string): Moment | null {
  const found = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?$/.exec(text)
  if (found === null) return null
  const [days = 0, hours = 0, minutes = 0] = found.slice(1).map((part: string | undefined) => Number(part ?? 0))
  const ms = days * dayMs + hours * hourMs + minutes * minuteMs
  return ms === 0 ? null : { kind: 'span', ms }
}

function readTimeOfDay(text: string): Moment | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null
  return { kind: 'time-of-day', hours: Number(hours), minutes: Number(minutes) }
}

function readDate(text: string): Moment | null {
  const [, date = '', time = '00:00', zone = ''] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? []
  // A day that a month does not have would quietly become one of the next month.
  const day = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(date)) return null
  const atMs = new Date(`${date}T${time}${zone}`).getTime()
  return Number.isNaN(atMs) ? null : { kind: 'at', atMs }
}
