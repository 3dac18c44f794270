import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isQuiet, readTimeOfDay } from './quiet-hours'

const minute = fc.integer({ min: 0, max: 1_439 })
const written = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

test('hours over midnight are quiet exactly where the same hours turned round are not', () => {
  fc.assert(
    fc.property(minute, minute, minute, fc.integer({ min: 1, max: 5 }), (from, to, minuteOfDay, weekday) => {
      fc.pre(from !== to)
      const at = { weekday, minuteOfDay }
      const quiet = isQuiet({ from: written(from), to: written(to), weekends: false }, at)
      expect(isQuiet({ from: written(to), to: written(from), weekends: false }, at)).toBe(!quiet)
    }),
  )
})

test('from 19:00 to 09:00 the evening and the morning are quiet, the ends belong to the day, weekends only if wished', () => {
  const night = { from: '19:00', to: '09:00', weekends: true }
  const wednesday = (minuteOfDay: number): boolean => isQuiet(night, { weekday: 3, minuteOfDay })
  expect([18 * 60 + 59, 19 * 60, 0, 8 * 60 + 59, 9 * 60].map(wednesday)).toEqual([false, true, true, true, false])
  expect(isQuiet(night, { weekday: 6, minuteOfDay: 12 * 60 })).toBe(true)
  expect(isQuiet({ ...night, weekends: false }, { weekday: 6, minuteOfDay: 12 * 60 })).toBe(false)
  expect(isQuiet({ from: '08:00', to: '08:00', weekends: false }, { weekday: 1, minuteOfDay: 480 })).toBe(false)
})

test('a time of day may be typed in short, and nothing else is taken for one', () => {
  expect(['9:00', '0900', ' 19:30 ', '23:59'].map(readTimeOfDay)).toEqual(['09:00', '09:00', '19:30', '23:59'])
  expect(['24:00', '9', '12:60', 'noon', ''].map(readTimeOfDay)).toEqual([null, null, null, null, null])
})
