import { expect, test } from 'vitest'
import { toDockerSince } from './docker-timestamp'

test.each([
  ['2024-05-10T09:00:00.123456789Z', '1715331600.123456789'],
  ['2024-05-10T18:00:00.5+09:00', '1715331600.500000000'],
  ['2024-05-10T09:00:00Z', '1715331600.000000000'],
  ['yesterday', null],
])('%s is %s for Docker', (timestamp, since) => {
  expect(toDockerSince(timestamp)).toBe(since)
})
