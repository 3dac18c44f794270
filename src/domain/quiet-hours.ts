import { z } from 'zod'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When nothing is notified: from a time of the day to another, over midnight where `from` is the later one; and all weekend where so wished. */
export const quietHoursSchema = z.object({ from: time, to: time, weekends: z.boolean() })

/** See `quietHoursSchema`. */
export type QuietHours = Readonly<z.infer<typeof quietHoursSchema>>

/** A moment as the person's clock on the wall shows it; `weekday` 0 is Sunday. */
export type LocalMoment = { readonly weekday: number; readonly minuteOfDay: number }

/** Whether it is quiet at that moment. Two equal times leave no hour of the day quiet. */
export function isQuiet({ from, to, weekends }: QuietHours, { weekday, minuteOfDay }: LocalMoment): boolean {
  if (weekends && (weekday === 0 || weekday === 6)) return true
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  if (begin <= end) return minuteOfDay >= begin && minuteOfDay < end
  return minuteOfDay >= begin || minuteOfDay < end
}

/** A time of day as people may type it (`9:00`, `0900`), as `09:00`; null where it is none. */
export function readTimeOfDay(text: string): string | null {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):?(\d{2})$/.exec(text.trim()) ?? []
  const written = `${hours.padStart(2, '0')}:${minutes}`
  return time.safeParse(written).success ? written : null
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return hours * 60 + minutes
}
