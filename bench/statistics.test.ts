import { expect, test } from 'vitest'
import { median, quantile } from './statistics'

test('quantiles are measurements that were made, not values between them', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).toBe(10)
  expect(quantile([3], 0.95)).toBe(3)
})

test('of no measurements there is no number to be proud of', () => {
  expect(median([])).toBeNaN()
})
