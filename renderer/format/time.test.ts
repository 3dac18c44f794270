import { describe, expect, test } from 'vitest'
import {
  formatAgo,
  formatClock,
  formatDay,
  formatDuration,
  formatKickoffDate,
  formatMoment,
  formatMomentInFull,
  formatRunning,
  formatStepTime,
  formatUpcoming,
  formatUptime,
  formatWallDay,
} from './time'

// Made from local parts, so that the tests mean the same in every time zone.
const at = (month: number, day: number, hour: number, minute: number, second = 0): number =>
  new Date(2024, month - 1, day, hour, minute, second).getTime()
const now = at(6, 12, 14, 40)
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000]

describe('a moment', () => {
  test.each([
    [at(6, 12, 13, 52), 'today 13:52', '오늘 13:52'],
    [at(6, 12, 0, 0), 'today 00:00', '오늘 00:00'],
    [at(6, 11, 23, 59), 'Tue 23:59', '화 23:59'],
    [at(6, 6, 17, 40), 'Thu 17:40', '목 17:40'],
    [at(6, 5, 17, 40), '5 Jun 17:40', '6월 5일 17:40'],
    [at(5, 30, 18, 31), '30 May 18:31', '5월 30일 18:31'],
  ])('is told in as few words as make it clear (%#)', (moment, english, korean) => {
    expect(formatMomentInFull(moment, now, 'en')).toBe(english)
    expect(formatMomentInFull(moment, now, 'ko')).toBe(korean)
  })

  test.each([
    [at(6, 12, 18, 0), '18:00', '18:00'],
    [at(6, 14, 18, 0), 'Fri 18:00', '금 18:00'],
    [at(6, 18, 23, 59), 'Tue 23:59', '화 23:59'],
    [at(6, 19, 0, 0), '19 Jun 00:00', '6월 19일 00:00'],
  ])('to come is named by its weekday as long as that is clear (%#)', (moment, english, korean) => {
    expect(formatUpcoming(moment, now, 'en')).toBe(english)
    expect(formatUpcoming(moment, now, 'ko')).toBe(korean)
  })

  test('of today needs no day where there is little room', () => {
    expect(formatMoment(at(6, 12, 13, 52), now, 'en')).toBe('13:52')
  })

  test('of another year names the year', () => {
    const before = new Date(2023, 11, 30).getTime()
    expect(formatDay(before, now, 'en')).toBe('30 Dec 2023')
    expect(formatDay(before, now, 'ko')).toBe('2023년 12월 30일')
  })

  test('that lies ahead is never told by a weekday of the past', () => {
    expect(formatMoment(at(6, 14, 18, 0), now, 'en')).toBe('14 Jun 18:00')
  })
})

test.each([
  [0, 'just now', '방금'],
  [-5 * second, 'just now', '방금'],
  [59 * second, 'just now', '방금'],
  [48 * minute, '48 min ago', '48분 전'],
  [2 * hour, '2 h ago', '2시간 전'],
  [day - 1, '23 h ago', '23시간 전'],
  [day, 'Tue 14:40', '화 14:40'],
])('%i ms ago is told relative up to a day', (elapsedMs, english, korean) => {
  expect(formatAgo(now - elapsedMs, now, 'en')).toBe(english)
  expect(formatAgo(now - elapsedMs, now, 'ko')).toBe(korean)
})

test.each([
  [52 * second, '52 s', '52초'],
  [47 * minute + 59 * second, '47 m', '47분'],
  [2 * hour + 9 * minute, '2 h 9 m', '2시간 9분'],
  [2 * hour, '2 h', '2시간'],
  [5 * day + 3 * hour, '5 d 3 h', '5일 3시간'],
  [12 * day + 23 * hour, '12 d', '12일'],
  [-1, '0 s', '0초'],
])('an uptime of %i ms has two numbers at most', (durationMs, english, korean) => {
  expect(formatUptime(durationMs, 'en')).toBe(english)
  expect(formatUptime(durationMs, 'ko')).toBe(korean)
})

test.each([
  [42 * second, '0:42'],
  [70 * second, '1:10'],
  [hour + 2 * minute + 5 * second, '1:02:05'],
  [-1, '0:00'],
])('%i ms that run are told as a clock', (durationMs, text) => expect(formatRunning(durationMs)).toBe(text))

test.each([
  [400, '0.4 s', '0.4초'],
  [2_000, '2 s', '2초'],
  [52_400, '52 s', '52초'],
  [125_000, '2 min 5 s', '2분 5초'],
])('a step of %i ms', (durationMs, english, korean) => {
  expect(formatStepTime(durationMs, 'en')).toBe(english)
  expect(formatStepTime(durationMs, 'ko')).toBe(korean)
})

test('the wall, kickoffs, clocks and durations speak both languages', () => {
  expect(formatWallDay(now, 'en')).toBe('Wed 12 Jun')
  expect(formatWallDay(now, 'ko')).toBe('6월 12일 (수)')
  expect(formatKickoffDate('2024-05-17', 'en')).toBe('17 May')
  expect(formatKickoffDate('2024-05-17', 'ko')).toBe('5월 17일')
  expect(formatClock(at(6, 12, 4, 5, 9), true)).toBe('04:05:09')
  expect(formatDuration(6 * minute, 'en')).toBe('6 min')
  expect(formatDuration(6 * minute, 'ko')).toBe('6분')
})
