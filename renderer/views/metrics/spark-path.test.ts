import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sparkPath } from './spark-path'

const frame = { width: 10, height: 12, endMs: 100, spanMs: 100, top: 2 }

test('time goes across, values go up, and a gap is a gap', () => {
  const points = [
    { atMs: 0, value: 0 },
    { atMs: 50, value: 1 },
    { atMs: 60, value: null },
    { atMs: 100, value: 2 },
  ]
  expect(sparkPath(points, frame)).toEqual({
    line: 'M0 11L5 6M10 1h0.5',
    area: 'M0 11L5 6L5 12L0 12ZM10 1L10 12L10 12Z',
  })
})

test('of several points in one column the highest counts, and what is out of the frame is left out', () => {
  const points = [
    { atMs: -50, value: 2 },
    { atMs: 50, value: 1 },
    { atMs: 51, value: 2 },
    { atMs: 52, value: 0 },
  ]
  expect(sparkPath(points, frame).line).toBe('M5 1h0.5')
  expect(sparkPath([], frame)).toEqual({ line: '', area: '' })
})

test('a value that is no number is a gap', () => {
  const at = (value: number): string => sparkPath([{ atMs: 50, value }], frame).line
  expect([Number.NaN, Infinity, -Infinity].map(at)).toEqual(['', '', ''])
})

test('whatever the values, the path stays in its frame', () => {
  const value = fc.oneof(fc.constant(null), fc.double())
  const point = fc.record({ atMs: fc.integer({ min: -200, max: 200 }), value })
  fc.assert(
    fc.property(fc.array(point), fc.double({ min: 0, noNaN: true }), (points, top) => {
      const { area } = sparkPath(points, { ...frame, top })
      for (const [, x, y] of area.matchAll(/[ML]([\d.]+) ([\d.]+)/g)) {
        expect(Number(x)).toBeLessThanOrEqual(10)
        expect(Number(y)).toBeLessThanOrEqual(12)
      }
      expect(area).not.toMatch(/NaN|Infinity|-/)
    }),
  )
})
