import { expect, test } from 'vitest'
import { summarize } from './summarize'

test('what is not known counts for nothing, nor does what was before', () => {
  const points = [
    { atMs: 1, value: 100 },
    { atMs: 2, value: 1 },
    { atMs: 3, value: null },
    { atMs: 4, value: 5 },
    { atMs: 5, value: 3 },
  ]
  expect(summarize(points, 2)).toEqual({ mean: 3, lowest: 1, highest: 5, highestAtMs: 4 })
  expect(summarize(points, 6)).toBeNull()
})
