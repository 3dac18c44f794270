import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineMerge, endingPatience, livePatience, mergeGraceMs } from './merge-lines'

type Line = { readonly timestamp: string; readonly from: string; readonly place: number }

const line = (timestamp: string, from: string, place = 0): Line => ({ timestamp, from, place })
const names = (lines: readonly Line[]): string => lines.map((each) => each.from + each.timestamp).join(' ')

describe('createLineMerge', () => {
  it('lets the lines of a lone source pass at once', () => {
    const merge = createLineMerge<Line>()
    merge.open('a', 0)
    merge.push('a', [line('1', 'a'), line('2', 'a')], 5)
    expect(names(merge.take(5, 10))).toBe('a1 a2')
    expect(merge.dueMs(5)).toBeNull()
  })

  it('orders what several sources hold by time, sources opened first ahead where times are equal', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('b', [line('1', 'b'), line('2', 'b'), line('4', 'b')], 0)
    merge.push('a', [line('2', 'a'), line('3', 'a'), line('5', 'a')], 0)
    expect(names(merge.take(0, 10))).toBe('b1 a2 b2 a3 b4')
  })

  it('waits for a source that is still to speak, but not longer than its opening window', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('a', [line('2', 'a')], 10)
    expect(merge.take(10, 10)).toEqual([])
    expect(merge.dueMs(10)).toBe(livePatience.openingMs)
    expect(names(merge.take(livePatience.openingMs, 10))).toBe('a2')
  })

  it('gives older lines of a quiet source a short grace', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('a', [line('2', 'a')], 1_000)
    expect(merge.take(1_000, 10)).toEqual([])
    merge.push('b', [line('1', 'b')], 1_000 + mergeGraceMs - 1)
    expect(names(merge.take(1_000 + mergeGraceMs - 1, 10))).toBe('b1')
  })

  it('lets nothing pass a source that is late, for as long as its patience lasts', () => {
    for (const patience of [livePatience, endingPatience]) {
      const merge = createLineMerge<Line>(patience)
      for (const name of ['a', 'b']) merge.open(name, 0)
      merge.push('a', [line('1', 'a'), line('3', 'a')], 0)
      merge.push('b', [line('2', 'b')], 0)
      expect(names(merge.take(0, 10))).toBe('a1 b2')
      expect(merge.take(patience.silentMs - 1, 10)).toEqual([])
      merge.push('b', [line('25', 'b'), line('4', 'b')], patience.silentMs - 1)
      expect(names(merge.take(patience.silentMs - 1, 10))).toBe('b25 a3')
    }
  })

  it('gives who could not be heard a moment more', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('a', [line('2', 'a')], 0)
    merge.excuse(5_000)
    expect(merge.take(5_000, 10)).toEqual([])
    expect(merge.dueMs(5_000)).toBe(5_000 + mergeGraceMs)
    merge.push('b', [line('1', 'b')], 5_001)
    merge.close('b')
    expect(names(merge.take(5_001, 10))).toBe('b1 a2')
  })

  it('does not wait for a closed source and lets go what it held', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('b', [line('3', 'b')], 0)
    merge.close('b')
    merge.push('a', [line('1', 'a'), line('4', 'a')], 0)
    expect(names(merge.take(0, 10))).toBe('a1 b3 a4')
  })

  it('keeps what a closed source holds when it is opened again', () => {
    const merge = createLineMerge<Line>()
    for (const name of ['a', 'b']) merge.open(name, 0)
    merge.push('a', [line('1', 'a')], 0)
    merge.close('a')
    merge.open('a', 1)
    merge.push('a', [line('2', 'a')], 1)
    merge.push('b', [line('3', 'b')], 1)
    merge.close('a')
    expect(names(merge.take(1, 10))).toBe('a1 a2 b3')
  })

  it('gives back every line once, each source in its own order', () => {
    const arrival = fc.record({
      source: fc.constantFrom('a', 'b', 'c'),
      stamps: fc.array(fc.nat(20), { maxLength: 4 }),
      waitMs: fc.nat(200),
      limit: fc.integer({ min: 1, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 40 }), (arrivals) => {
        const merge = createLineMerge<Line>()
        for (const name of ['a', 'b', 'c']) merge.open(name, 0)
        const came: Line[] = []
        const went: Line[] = []
        let nowMs = 0
        for (const { source, stamps, waitMs, limit } of arrivals) {
          nowMs += waitMs
          const lines = stamps.map((stamp, index) => line(String(stamp).padStart(2, '0'), source, came.length + index))
          came.push(...lines)
          merge.push(source, lines, nowMs)
          went.push(...merge.take(nowMs, limit))
        }
        for (let due = merge.dueMs(nowMs); due !== null; due = merge.dueMs(nowMs)) {
          nowMs = due
          went.push(...merge.take(nowMs, 3))
        }
        for (const name of ['a', 'b', 'c']) {
          expect(went.filter((each) => each.from === name)).toEqual(came.filter((each) => each.from === name))
        }
        expect(went).toHaveLength(came.length)
      }),
    )
  })

  it('puts everything into time order when each source is in time order and all comes within the window', () => {
    const sorted = fc.array(fc.nat(99), { maxLength: 30 }).map((stamps) => stamps.sort((a, b) => a - b))
    fc.assert(
      fc.property(fc.array(sorted, { minLength: 1, maxLength: 4 }), (sources) => {
        const merge = createLineMerge<Line>()
        sources.forEach((_, index) => merge.open(String(index), 0))
        sources.forEach((stamps, index) => {
          const lines = stamps.map((stamp) => line(String(stamp).padStart(2, '0'), String(index)))
          merge.push(String(index), lines, index)
        })
        const went = merge.take(1_000, 1_000).map((each) => each.timestamp)
        expect(went).toEqual(
          sources
            .flat()
            .map((stamp) => String(stamp).padStart(2, '0'))
            .sort(),
        )
      }),
    )
  })
})
