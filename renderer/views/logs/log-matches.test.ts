import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAtHits, matchOrdinal, stepMatch } from './log-matches'

const rows = new Float64Array([3, 8, 15])

describe('matches of a search', () => {
  it('are walked in both directions and round the ends', () => {
    expect(stepMatch(rows, 3, 1)).toBe(8)
    expect(stepMatch(rows, 15, 1)).toBe(3)
    expect(stepMatch(rows, 3, -1)).toBe(15)
    expect(stepMatch(rows, 10, -1)).toBe(8)
    expect(stepMatch(rows, 10, 1)).toBe(15)
    expect(stepMatch(new Float64Array(), 10, 1)).toBeNull()
  })

  it('begin with the newest and know their place', () => {
    expect(stepMatch(rows, null, 1)).toBe(15)
    expect(matchOrdinal(rows, 8)).toBe(2)
    expect(matchOrdinal(rows, 9)).toBeNull()
  })

  it('are cut out of the text without changing it', () => {
    expect(cutAtHits('Pool: the pool', 'pool')).toEqual(['', 'Pool', ': the ', 'pool', ''])
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (text, needle) => {
        expect(cutAtHits(text, needle).join('')).toBe(text)
      }),
    )
  })
})
