import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutAtHits, matchOrdinal, stepMatch } from './log-matches'

const matches = Float64Array.of(-7, 3, 12)

describe('going through matches', () => {
  it('begins at the newest and goes round the ends', () => {
    expect(stepMatch(matches, null, 1)).toBe(12)
    expect(stepMatch(matches, 12, 1)).toBe(-7)
    expect(stepMatch(matches, -7, -1)).toBe(12)
    expect(stepMatch(matches, 5, 1)).toBe(12)
    expect(stepMatch(matches, 5, -1)).toBe(3)
    expect(stepMatch([], 5, 1)).toBeNull()
  })

  it('counts from 1, and only what matches', () => {
    expect([matchOrdinal(matches, 3), matchOrdinal(matches, 4), matchOrdinal(matches, null)]).toEqual([2, null, null])
  })
})

describe('marking hits', () => {
  it('cuts a hit that goes over two runs in both', () => {
    expect(cutAtHits(['ab', 'cd'], [{ start: 1, end: 3 }])).toEqual([
      [
        { text: 'a', hit: false },
        { text: 'b', hit: true },
      ],
      [
        { text: 'c', hit: true },
        { text: 'd', hit: false },
      ],
    ])
  })

  it('never loses or doubles a letter, and marks exactly the ranges', () => {
    const cuts = fc
      .array(fc.nat(30), { maxLength: 8 })
      .map((list) => [...new Set(list)].sort((one, other) => one - other))
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 9 }), { maxLength: 6 }), cuts, (texts, places) => {
        const whole = texts.join('')
        const ranges = places
          .flatMap((start, index) => (index % 2 === 0 ? [{ start, end: places[index + 1] ?? start + 1 }] : []))
          .filter(({ end }) => end <= whole.length)
        const pieces = cutAtHits(texts, ranges)
        expect(pieces.map((run) => run.map(({ text }) => text).join(''))).toEqual(texts)
        const marked = pieces.flat().flatMap(({ text, hit }) => Array.from({ length: text.length }, () => hit))
        const wanted = whole.split('').map((_, at) => ranges.some(({ start, end }) => at >= start && at < end))
        expect(marked).toEqual(wanted)
      }),
    )
  })
})
