import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bucketMarks, matchMarks } from './log-marks'

describe('marks on the scroll bar', () => {
  it('join neighbours of one kind and keep kinds apart', () => {
    const flags = new Uint8Array(200)
    flags.set([1, 1, 0, 6])
    expect(bucketMarks(flags)).toEqual([
      { kind: 'warn', top: 0.015, height: 0.005 },
      { kind: 'error', top: 0, height: 0.01 },
      { kind: 'deployment', top: 0.015, height: 0.005 },
    ])
    expect(bucketMarks(new Uint8Array(0))).toEqual([])
  })

  it('are lines in the middle of their rows where there are few', () => {
    expect(bucketMarks(Uint8Array.of(1, 1, 0, 0)).map(({ top, height }) => [top, height])).toEqual([
      [0.125, 0],
      [0.375, 0],
    ])
  })

  it('of matches lie where the rows are, also before row 0, and never outside', () => {
    const range = { first: -50, end: 50 }
    expect(matchMarks([-50, 49, 50, -51], range, 100)).toEqual([
      { kind: 'match', top: 0, height: 0.01 },
      { kind: 'match', top: 0.99, height: 0.01 },
    ])
    expect(matchMarks([1], { first: 0, end: 0 }, 10)).toEqual([])
  })

  it('are never more than there are buckets', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 1_010 })), (rows) => {
        const marks = matchMarks(rows, { first: 0, end: 1_000 }, 40)
        expect(marks.length).toBeLessThanOrEqual(20 + 1)
        for (const { top, height } of marks) expect(top + height).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })
})
