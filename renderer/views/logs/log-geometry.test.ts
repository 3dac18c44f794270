import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorAt, rowHeight, rowsAround, scrollHeight, scrollTopOf, scrollTopShowing, topRow } from './log-geometry'

const frames = fc
  .record({
    first: fc.nat(2_000_000),
    count: fc.integer({ min: 1, max: 1_000_000 }),
    viewport: fc.integer({ min: 100, max: 2_000 }),
  })
  .map(({ first, count, viewport }) => ({ range: { first, end: first + count }, viewport }))
const part = fc.double({ min: 0, max: 1, noNaN: true })

describe('where log rows stand', () => {
  it('is where native scrolling puts rows of one height', () => {
    const frame = { range: { first: 100, end: 1_100 }, viewport: 400 }
    const { row, y } = anchorAt(3_333, frame)
    const topOfRow250 = y + (250 - row) * rowHeight
    expect(topOfRow250).toBeCloseTo((250 - 100) * rowHeight - 3_333, 6)
  })

  it('shows the first row at the top and the last at the bottom, for any length', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const room = scrollHeight(frame) - frame.viewport
        expect(scrollHeight(frame)).toBeLessThan(33_000_000)
        expect(anchorAt(0, frame)).toEqual({ row: frame.range.first, y: 0 })
        if (room > 0) expect(anchorAt(room, frame)).toEqual({ row: frame.range.end, y: frame.viewport })
      }),
    )
  })

  it('paints a bounded number of rows wherever one scrolls', () => {
    fc.assert(
      fc.property(frames, part, (frame, at) => {
        const anchor = anchorAt(at * (scrollHeight(frame) - frame.viewport), frame)
        const rows = rowsAround(anchor, frame)
        expect(rows.end - rows.first).toBeLessThanOrEqual(frame.viewport / rowHeight + 27)
        expect(rows.first).toBeGreaterThanOrEqual(frame.range.first)
        expect(rows.end).toBeLessThanOrEqual(frame.range.end)
      }),
    )
  })

  it('keeps the row at the top when older rows are dropped above it', () => {
    const before = { range: { first: 0, end: 50_000 }, viewport: 700 }
    const after = { range: { first: 9_000, end: 50_000 }, viewport: 700 }
    const top = topRow(400_000, before)
    expect(topRow(scrollTopOf(top, after), after)).toBeCloseTo(top, 6)
  })

  it('brings any row into view, and leaves the position alone where it shows', () => {
    fc.assert(
      fc.property(frames, part, part, (frame, at, which) => {
        const row = frame.range.first + Math.floor(which * (frame.range.end - frame.range.first - 1))
        const scrollTop = scrollTopShowing(row, at * (scrollHeight(frame) - frame.viewport), frame, false)
        const top = topRow(scrollTop, frame)
        expect(row).toBeGreaterThanOrEqual(top - 1e-6)
        expect(row + 1).toBeLessThanOrEqual(top + frame.viewport / rowHeight + 1e-6)
        expect(scrollTopShowing(row, scrollTop, frame, false)).toBeCloseTo(scrollTop, 4)
      }),
    )
  })
})
