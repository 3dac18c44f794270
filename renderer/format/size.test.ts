import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatBytes, formatBytesOf, formatShare } from './size'

test.each([
  [0, '0 B'],
  [812, '812 B'],
  [1_000, '1 kB'],
  [157e6, '157 MB'],
  [1.2e9, '1.2 GB'],
  [5e15, '5000 TB'],
])('%i bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

test('a part is told in the unit of the whole, and never as more than the whole', () => {
  expect(formatBytesOf(157e6, 212e6)).toEqual({ done: '157', total: '212', unit: 'MB' })
  expect(formatBytesOf(900e6, 1.2e9)).toEqual({ done: '0.9', total: '1.2', unit: 'GB' })
  expect(formatBytesOf(300, 200)).toEqual({ done: '200', total: '200', unit: 'B' })
})

test('a share says 100% only when it is all', () => {
  expect(formatShare(1)).toBe('100%')
  fc.assert(
    fc.property(fc.double({ max: 1, maxExcluded: true, noNaN: true }), (share) => formatShare(share) !== '100%'),
  )
})
