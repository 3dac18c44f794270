import { expect, test } from 'vitest'
import { sampleRelease } from '../testing/sample-release'
import { orderReleases } from './release-order'

const kickoff = (tag: string, date: string | null) => ({ branch: tag, date, summary: tag })
const releases = [
  sampleRelease({ tag: 'build-10', builtAtMs: 30 }),
  sampleRelease({ tag: 'b', kickoff: kickoff('b', '2024-05-10'), builtAtMs: 10, version: 'v1.9.0' }),
  sampleRelease({ tag: 'a', kickoff: kickoff('a', '2024-06-01'), builtAtMs: 20, version: 'v1.10.0' }),
  sampleRelease({ tag: 'build-9' }),
  sampleRelease({ tag: 'c', kickoff: kickoff('c', '2024-05-10'), builtAtMs: 40, version: 'nightly' }),
]

test.each([
  ['kickoff', ['a', 'c', 'b', 'build-10', 'build-9']],
  ['build', ['c', 'build-10', 'a', 'b', 'build-9']],
  ['name', ['a', 'b', 'build-9', 'build-10', 'c']],
] as const)('builds stand by %s, what is not known last', (order, tags) => {
  expect(orderReleases(releases, order).map(({ tag }) => tag)).toEqual(tags)
  expect(orderReleases([...releases].reverse(), order).map(({ tag }) => tag)).toEqual(tags)
})

test('versions stand by the value of their numbers, builds without one last', () => {
  const ordered = orderReleases(releases, 'version').map(({ tag }) => tag)
  expect(ordered.indexOf('a')).toBeLessThan(ordered.indexOf('b'))
  expect(ordered.slice(-2)).toEqual(['build-10', 'build-9'])
})
