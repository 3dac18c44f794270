import { describe, expect, it } from 'vitest'
import { formatFullTime, formatLineTime, formatLogTime, logFileName } from './log-time'

const local = new Date(2024, 5, 12, 14, 34, 1, 16).getTime()
const utc = Date.UTC(2024, 5, 12, 14, 34, 1, 16)
const second = 1_000

describe('the time of a line', () => {
  it('is the clock alone today and has its day before that', () => {
    expect(formatLineTime(local, 'local', local + 60 * second)).toBe('14:34:01.016')
    expect(formatLineTime(local, 'local', local + 30 * 3_600 * second)).toBe('06-12 14:34:01')
    expect(formatLineTime(utc, 'utc', utc)).toBe('14:34:01.016')
    expect(formatLogTime(local)).toBe('14:34:01.016')
  })

  it('can be how long ago it was, never ahead of now', () => {
    const ago = (seconds: number): string => formatLineTime(local, 'relative', local + seconds * second)
    expect([ago(-5), ago(4), ago(64), ago(11_529), ago(3 * 86_400 + 7_260)]).toEqual([
      '−0:00',
      '−0:04',
      '−1:04',
      '−3:12:09',
      '−3d 02:01',
    ])
  })

  it('says its zone where it leaves the window', () => {
    expect(formatFullTime(utc, 'utc')).toBe('2024-06-12 14:34:01.016Z')
    expect(formatFullTime(local, 'local')).toMatch(/^2024-06-12 14:34:01\.016 [+-]\d\d:\d\d$/)
  })
})

describe('the name of a saved log', () => {
  it('is harmless on every system', () => {
    expect(logFileName('../dev 1:a', local, false)).toBe('.._dev_1_a-20240612-1434.log')
    expect(logFileName('dev1', local, true)).toBe('dev1-20240612-1434.log.gz')
  })
})
