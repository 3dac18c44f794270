import fc from 'fast-check'
import { expect, test } from 'vitest'
import { axisTimes } from './axis-times'

test('an axis has few round times, all within its span', () => {
  const length = fc.constantFrom(1_800_000, 21_600_000, 86_400_000)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), length, (fromMs, lengthMs) => {
      const times = axisTimes({ fromMs, untilMs: fromMs + lengthMs })
      expect(times.length).toBeGreaterThan(4)
      expect(times.length).toBeLessThan(9)
      expect(times.every((atMs) => atMs >= fromMs && atMs <= fromMs + lengthMs)).toBe(true)
      expect(times.every((atMs) => atMs % 300_000 === 0)).toBe(true)
    }),
  )
})
