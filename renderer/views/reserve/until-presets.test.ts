import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestReservationMs } from '../../../src/domain/reservation'
import { fromLocalField, toLocalField, untilFault, untilPresets } from './until-presets'

// Made from local parts, so that the tests mean the same in every time zone. 12 June 2024 is a Wednesday.
const at = (day: number, hour: number, minute = 0): number => new Date(2024, 5, day, hour, minute).getTime()

test('on a Wednesday they end today, tomorrow and on Friday, at the end of work', () => {
  expect(untilPresets(at(12, 14, 40))).toEqual([
    { kind: 'today', untilMs: at(12, 18) },
    { kind: 'tomorrow', untilMs: at(13, 18) },
    { kind: 'weekday', untilMs: at(14, 18) },
  ])
})

test('where Friday is tomorrow or today, the third is Monday; late in the day the first is two hours', () => {
  expect(untilPresets(at(13, 9))[2]?.untilMs).toBe(at(17, 18))
  expect(untilPresets(at(14, 17, 50))).toEqual([
    { kind: 'two-hours', untilMs: at(14, 20) },
    { kind: 'tomorrow', untilMs: at(15, 18) },
    { kind: 'weekday', untilMs: at(17, 18) },
  ])
})

test('each of them can be had at any time', () => {
  fc.assert(
    fc.property(fc.integer({ min: at(1, 0), max: at(30, 0) + 400 * 86_400_000 }), (nowMs) => {
      const presets = untilPresets(nowMs)
      expect(presets.map(({ untilMs }) => untilFault(untilMs, nowMs))).toEqual([null, null, null])
      expect(new Set(presets.map(({ untilMs }) => untilMs)).size).toBe(3)
    }),
  )
})

test('a moment that is over, too far away or not there at all is no end', () => {
  const nowMs = at(12, 14)
  expect(untilFault(nowMs, nowMs)).toBe('past')
  expect(untilFault(nowMs + longestReservationMs + 1, nowMs)).toBe('too-long')
  expect(untilFault(fromLocalField(''), nowMs)).toBe('none')
  expect(fromLocalField(toLocalField(at(14, 18, 30)))).toBe(at(14, 18, 30))
})
