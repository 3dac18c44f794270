import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorAt,
  rowHeight,
  rowsAround,
  scrollHeight,
  scrollTopBy,
  scrollTopOf,
  scrollTopShowing,
  topRow,
} from './log-geometry'

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

  it('brings a row into view that is hidden by so many pixels, either way', () => {
    fc.assert(
      fc.property(frames, part, part, (frame, at, which) => {
        const row = frame.range.first + Math.floor(which * (frame.range.end - frame.range.first - 1))
        const scrollTop = at * (scrollHeight(frame) - frame.viewport)
        const shown = frame.viewport / rowHeight
        const before = topRow(scrollTop, frame)
        const hiddenRows = row < before ? row - before : Math.max(0, row + 1 - before - shown)
        fc.pre(hiddenRows !== 0)
        const top = topRow(scrollTopBy(hiddenRows * rowHeight, scrollTop, frame), frame)
        expect(row).toBeGreaterThanOrEqual(top - 1e-6)
        expect(row + 1).toBeLessThanOrEqual(top + shown + 1e-6)
      }),
    )
  })

  it('shows a row of any height whole wherever it goes to it', () => {
    fc.assert(
      // Rows so few that they fit unwrapped are all painted and measured: their geometry is the browser's own.
      fc.property(frames, part, part, (frame, which, height) => {
        fc.pre(scrollHeight(frame) > frame.viewport)
        const row = frame.range.first + Math.floor(which * (frame.range.end - frame.range.first - 1))
        const rowPixels = height * frame.viewport
        const anchor = anchorAt(scrollTopShowing(row, frame), frame)
        const top = anchor.y - (anchor.row - row) * rowPixels
        expect(top).toBeGreaterThanOrEqual(-0.01)
        expect(top + rowPixels).toBeLessThanOrEqual(frame.viewport + 0.01)
      }),
    )
  })
})
