import { describe, expect, it } from 'vitest'
import { momentAgo, momentAhead, parseMoment } from './moment'

const nowMs = new Date(2024, 4, 10, 14, 30).getTime()
const ahead = (text: string): number | null => {
  const moment = parseMoment(text)
  return moment === null ? null : momentAhead(moment, nowMs)
}
const ago = (text: string): number | null => {
  const moment = parseMoment(text)
  return moment === null ? null : momentAgo(moment, nowMs)
}

describe('moments', () => {
  it('are read as people write them, ahead and back', () => {
    expect(ahead('1d2h30m')).toBe(nowMs + 26.5 * 3_600_000)
    expect(ago('90m')).toBe(nowMs - 90 * 60_000)
    expect(ahead('18:00')).toBe(new Date(2024, 4, 10, 18).getTime())
    expect(ago('18:00')).toBe(new Date(2024, 4, 9, 18).getTime())
    expect(ahead('9:00')).toBe(new Date(2024, 4, 11, 9).getTime())
    expect(ahead('2024-05-12')).toBe(new Date(2024, 4, 12).getTime())
    expect(ahead('2024-05-12 18:00')).toBe(new Date(2024, 4, 12, 18).getTime())
    expect(ahead('2024-05-12T18:00+09:00')).toBe(Date.UTC(2024, 4, 12, 9))
    expect(ahead('2024-05-12T18:00:30Z')).toBe(Date.UTC(2024, 4, 12, 18, 0, 30))
  })

  it.each(['', '0m', '2', '2x', '24:00', '12:60', '2024-02-31', '2024-13-01', '2024-05-10T25:00', 'tomorrow', '-2h'])(
    'are refused where nobody can tell what "%s" means',
    (text) => expect(parseMoment(text)).toBeNull(),
  )
})
