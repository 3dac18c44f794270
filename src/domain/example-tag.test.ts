import { expect, test } from 'vitest'
import { exampleTag } from './example-tag'
import { defaultKickoffPattern, kickoffReader } from './kickoff'

test.each([
  [defaultKickoffPattern, 'kickoff-240510-dashboard'],
  ['ko_(?<date>\\d{8})_(?<summary>[a-z-]+)', 'ko_20240510_dashboard'],
  ['(?:feature|fix)\\.(?<summary>.+)', 'feature.dashboard'],
  ['(?<summary>[A-Z]+-\\d{3,})', 'A-000'],
  ['r(?<summary>(?:a|b)+(?<date>\\d{6})?)', 'ra'],
  ['(?!wip)(?<summary>.+)', 'kickoff-240510-dashboard'],
])('an example of %s is %s', (pattern, example) => {
  expect(exampleTag(pattern, kickoffReader(pattern))).toBe(example)
})

test('none is told of a pattern that no tag can match', () => {
  const pattern = 'feature/(?<summary>.+)'
  expect(exampleTag(pattern, kickoffReader(pattern))).toBeNull()
})
