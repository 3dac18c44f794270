import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedPauseMs, retryAfterMs } from './retry-after'

const nowMs = Date.UTC(2024, 4, 10, 9)

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 7 ', 7_000],
  ['Fri, 10 May 2024 09:00:30 GMT', 30_000],
  ['Friday, 10-May-24 09:01:00 GMT', 60_000],
  ['Fri, 10 May 2024 08:59:00 GMT', 0],
  // Seconds since 1970, as Docker Hub once sent them.
  [String(nowMs / 1_000 + 40), 40_000],
  ['99999999', 86_400_000],
  ['-5', null],
  ['1.5', null],
  ['soon', null],
  ['2024-05-10', null],
  ['', null],
  [undefined, null],
])('%s is a pause of %s ms', (header, pauseMs) => {
  expect(retryAfterMs(header, nowMs)).toBe(pauseMs)
})

test('a date is the same pause as its seconds, and nothing is a pause of more than a day or less than none', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000, max: 200_000 }), (seconds) => {
      const pauseMs = Math.min(Math.max(seconds, 0) * 1_000, 86_400_000)
      expect(retryAfterMs(new Date(nowMs + seconds * 1_000).toUTCString(), nowMs)).toBe(pauseMs)
    }),
  )
  fc.assert(
    fc.property(fc.string(), (header) => {
      const pauseMs = retryAfterMs(header, nowMs) ?? 0
      expect(pauseMs >= 0 && pauseMs <= 86_400_000).toBe(true)
    }),
  )
})

test('the standard’s header counts before Docker Hub’s own', () => {
  expect(askedPauseMs({ 'retry-after': '5', 'x-retry-after': '9' }, nowMs)).toBe(5_000)
  expect(askedPauseMs({ 'x-retry-after': '9' }, nowMs)).toBe(9_000)
})
