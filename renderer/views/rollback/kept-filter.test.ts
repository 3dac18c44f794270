import { expect, test } from 'vitest'
import type { KeptRelease } from '../../../src/contract/kept-release'
import { canRollBackTo, filterKept, keepKept, lostRelease, stepKept } from './kept-filter'

const release = (releaseId: string, over: Partial<KeptRelease> = {}): KeptRelease => ({
  releaseId,
  number: 7,
  name: { tag: 'kickoff-240603-search-facets', kickoff: null, revision: '2ce9b80', version: '1.4.0' },
  services: [],
  by: '한지우',
  deployedAtMs: 1,
  ranMs: null,
  standing: 'kept',
  availability: 'instant',
  diskBytes: null,
  ...over,
})

const releases = [
  release('now', { standing: 'current', number: 9 }),
  release('failed', { standing: 'never-served', availability: 'gone', number: 8 }),
  release('near'),
  release('far', { availability: 'needs-pull', by: '박서준', name: { ...release('x').name, revision: '6e02d4b' } }),
  release('lost', { availability: 'gone' }),
]
const ids = (list: readonly KeptRelease[]): string[] => list.map(({ releaseId }) => releaseId)

test('only what served, does not run now, and has its images somewhere can be gone back to', () => {
  expect(ids(releases.filter(canRollBackTo))).toEqual(['near', 'far'])
})

test('is found by number, revision, person and name, all words at once', () => {
  expect(ids(filterKept(releases, { text: '#8', only: 'all' }))).toEqual(['failed'])
  expect(ids(filterKept(releases, { text: '6E02 search', only: 'all' }))).toEqual(['far'])
  expect(ids(filterKept(releases, { text: '박서준', only: 'instant' }))).toEqual([])
  expect(ids(filterKept(releases, { text: '', only: 'instant' }))).toEqual(['near'])
})

test('a release that was asked for and cannot be had is named as lost, with why', () => {
  const asked = ['near', 'far', 'lost', 'now', 'failed', 'of long ago', null]
  expect(asked.map((id) => lostRelease(releases, id))).toEqual([
    null,
    null,
    'images-gone',
    'current',
    'never-served',
    'not-kept',
    null,
  ])
})

test('the arrows stop only at what can be chosen; the newest of it is chosen first', () => {
  expect(keepKept(releases, null)).toBe('near')
  expect(keepKept(releases, 'far')).toBe('far')
  expect(stepKept(releases, 'near', 1)).toBe('far')
  expect(stepKept(releases, 'far', 1)).toBe('far')
  expect(stepKept(releases, 'near', -1)).toBe('near')
  expect(stepKept([], null, 1)).toBeNull()
})
