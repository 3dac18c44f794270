import { longestReservationMs } from '../../../src/domain/reservation'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const workdayEnds = 18

/** A quick choice of when a reservation ends; `weekday` is Friday, or Monday where Friday is today or tomorrow. */
export type UntilPreset = {
  readonly kind: 'two-hours' | 'today' | 'tomorrow' | 'weekday'
  readonly untilMs: number
}

/** What most reservations last: to the end of today (or, late in the day, two hours), of tomorrow, of the week. */
export function untilPresets(nowMs: number): readonly UntilPreset[] {
  const today = endOfWork(nowMs, 0)
  const soon: UntilPreset =
    today - nowMs >= 30 * minuteMs
      ? { kind: 'today', untilMs: today }
      : { kind: 'two-hours', untilMs: roundUp(nowMs + 2 * hourMs) }
  return [
    soon,
    { kind: 'tomorrow', untilMs: endOfWork(nowMs, 1) },
    { kind: 'weekday', untilMs: endOfWork(nowMs, daysToWeekday(nowMs)) },
  ]
}

/** Why a moment can't be the end of a reservation; null: it can. */
export function untilFault(untilMs: number | null, nowMs: number): 'none' | 'past' | 'too-long' | null {
  if (untilMs === null || Number.isNaN(untilMs)) return 'none'
  if (untilMs <= nowMs) return 'past'
  return untilMs - nowMs > longestReservationMs ? 'too-long' : null
}

/** A moment as a `datetime-local` field takes it, in the computer's time zone: `2024-06-14T18:00`. */
export function toLocalField(atMs: number): string {
  const at = new Date(atMs)
  const pad = (part: number): string => String(part).padStart(2, '0')
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}

/** What stands in a `datetime-local` field; null while it isn't a whole moment. */
export function fromLocalField(value: string): number | null {
  const atMs = new Date(value).getTime()
  return value === '' || Number.isNaN(atMs) ? null : atMs
}

function endOfWork(nowMs: number, days: number): number {
  const at = new Date(nowMs)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, workdayEnds).getTime()
}

function daysToWeekday(nowMs: number): number {
  const today = new Date(nowMs).getDay()
  const toFriday = (5 - today + 7) % 7
  return toFriday >= 2 ? toFriday : (1 - today + 7) % 7
}

function roundUp(atMs: number): number {
  return Math.ceil(atMs / (15 * minuteMs)) * 15 * minuteMs
}
