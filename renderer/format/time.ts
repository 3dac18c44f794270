import type { Language } from '../../src/domain/berth-error'

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const weekdays = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `13:52`, or `13:52:07` with seconds; the computer's time zone. */
export function formatClock(atMs: number, withSeconds = false): string {
  const at = new Date(atMs)
  const parts = [at.getHours(), at.getMinutes(), ...(withSeconds ? [at.getSeconds()] : [])]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** A moment in as few words as make it clear: `13:52` today, `Tue 17:40` within a week, `30 May 18:31` before. */
export function formatMoment(atMs: number, nowMs: number, language: Language): string {
  const clock = formatClock(atMs)
  const days = daysBetween(atMs, nowMs)
  if (days === 0) return clock
  if (days > 0 && days < 7) return `${weekday(atMs, language)} ${clock}`
  return `${formatDay(atMs, nowMs, language)} ${clock}`
}

/** Like `formatMoment` with the word for today: `today 13:52`, `오늘 13:52`. */
export function formatMomentInFull(atMs: number, nowMs: number, language: Language): string {
  const moment = formatMoment(atMs, nowMs, language)
  if (daysBetween(atMs, nowMs) !== 0) return moment
  return language === 'ko' ? `오늘 ${moment}` : `today ${moment}`
}

/** A moment to come in as few words as make it clear: `18:00` today, `Fri 18:00` within a week, `21 Jun 18:00` after. */
export function formatUpcoming(atMs: number, nowMs: number, language: Language): string {
  const clock = formatClock(atMs)
  const days = daysBetween(nowMs, atMs)
  if (days === 0) return clock
  if (days > 0 && days < 7) return `${weekday(atMs, language)} ${clock}`
  return `${formatDay(atMs, nowMs, language)} ${clock}`
}

/** `30 May`, `5월 30일`; with the year where it is another one. */
export function formatDay(atMs: number, nowMs: number, language: Language): string {
  const at = new Date(atMs)
  const day = dayText(at.getMonth() + 1, at.getDate(), language)
  if (at.getFullYear() === new Date(nowMs).getFullYear()) return day
  return language === 'ko' ? `${at.getFullYear()}년 ${day}` : `${day} ${at.getFullYear()}`
}

/** `Wed 12 Jun`, `6월 12일 (수)`: the day on the wall. */
export function formatWallDay(atMs: number, language: Language): string {
  const at = new Date(atMs)
  const day = dayText(at.getMonth() + 1, at.getDate(), language)
  return language === 'ko' ? `${day} (${weekday(atMs, 'ko')})` : `${weekday(atMs, 'en')} ${day}`
}

/** The day of a kickoff from `YYYY-MM-DD`: `17 May`, `5월 17일`. */
export function formatKickoffDate(date: string, language: Language): string {
  const [, month, day] = date.split('-').map(Number)
  return dayText(month ?? 1, day ?? 1, language)
}

/** `just now`, `48 min ago`, `2 h ago`, and past a day the moment itself. */
export function formatAgo(atMs: number, nowMs: number, language: Language): string {
  const elapsedMs = nowMs - atMs
  if (elapsedMs < minuteMs) return language === 'ko' ? '방금' : 'just now'
  if (elapsedMs >= dayMs) return formatMoment(atMs, nowMs, language)
  const text = formatDuration(elapsedMs, language)
  return language === 'ko' ? `${text} 전` : `${text} ago`
}

/** One number: `52 s`, `6 min`, `2 h`, `5 d`; `52초`, `6분`, `2시간`, `5일`. Less than nothing counts as nothing. */
export function formatDuration(durationMs: number, language: Language): string {
  const ms = Math.max(0, durationMs)
  if (ms < minuteMs) return unit(ms / secondMs, 'second', language)
  if (ms < hourMs) return unit(ms / minuteMs, 'minute', language)
  if (ms < dayMs) return unit(ms / hourMs, 'hour', language)
  return unit(ms / dayMs, 'day', language)
}

/** Two numbers, for uptimes: `52 s`, `47 m`, `2 h 9 m`, `5 d 3 h`, `12 d`. */
export function formatUptime(durationMs: number, language: Language): string {
  const ms = Math.max(0, durationMs)
  if (ms < minuteMs) return unit(ms / secondMs, 'second', language)
  if (ms < hourMs) return unit(ms / minuteMs, 'shortMinute', language)
  if (ms < dayMs) return pair(ms / hourMs, 'hour', (ms % hourMs) / minuteMs, 'shortMinute', language)
  if (ms < 10 * dayMs) return pair(ms / dayMs, 'day', (ms % dayMs) / hourMs, 'hour', language)
  return unit(ms / dayMs, 'day', language)
}

/** Time that runs, as a clock: `0:42`, `1:10`, `1:02:05`. */
export function formatRunning(durationMs: number): string {
  const seconds = Math.floor(Math.max(0, durationMs) / secondMs)
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}

/** How long something lasted or may last, precisely enough for a step: `0.4 s`, `52 s`, `2 min 5 s`; `0.4초`, `2분 5초`. */
export function formatStepTime(durationMs: number, language: Language): string {
  const ms = Math.max(0, durationMs)
  if (ms < 10 * secondMs && ms % secondMs !== 0) {
    return `${(Math.round(ms / 100) / 10).toFixed(1)}${units.second[language]}`
  }
  if (ms < minuteMs) return unit(ms / secondMs, 'second', language)
  if (ms < hourMs) return pair(ms / minuteMs, 'minute', (ms % minuteMs) / secondMs, 'second', language)
  return pair(ms / hourMs, 'hour', (ms % hourMs) / minuteMs, 'minute', language)
}

/** The weekday's short name: `Mon`, `월`. */
export function formatWeekday(atMs: number, language: Language): string {
  return weekday(atMs, language)
}

const units = {
  second: { en: ' s', ko: '초' },
  minute: { en: ' min', ko: '분' },
  shortMinute: { en: ' m', ko: '분' },
  hour: { en: ' h', ko: '시간' },
  day: { en: ' d', ko: '일' },
} as const

function unit(value: number, name: keyof typeof units, language: Language): string {
  return `${Math.floor(value)}${units[name][language]}`
}

function pair(
  first: number,
  firstName: keyof typeof units,
  second: number,
  secondName: keyof typeof units,
  language: Language,
): string {
  const head = unit(first, firstName, language)
  return Math.floor(second) === 0 ? head : `${head} ${unit(second, secondName, language)}`
}

function weekday(atMs: number, language: Language): string {
  return weekdays[language][new Date(atMs).getDay()] ?? ''
}

function dayText(month: number, day: number, language: Language): string {
  return language === 'ko' ? `${month}월 ${day}일` : `${day} ${months[month - 1] ?? ''}`
}

/** Whole days from one moment's day to another's, by the calendar. */
function daysBetween(fromMs: number, toMs: number): number {
  return Math.round((startOfDay(toMs) - startOfDay(fromMs)) / dayMs)
}

function startOfDay(atMs: number): number {
  const at = new Date(atMs)
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
}
