import { expect, it } from 'vitest'
import { findRelease } from './find-release'

const releases = [
  { releaseId: 'now', number: 4, standing: 'current' },
  { releaseId: 'bad', number: 3, standing: 'never-served' },
  { releaseId: 'b', number: 2, standing: 'kept' },
  { releaseId: 'found-a', number: null, standing: 'kept' },
] as const

it('takes the newest kept release, or that of a deployment by its number, never one that did not serve', () => {
  expect(findRelease(releases, { kind: 'newest' }, 'dev1')).toBe('b')
  expect(findRelease(releases, { kind: 'number', number: 2 }, 'dev1')).toBe('b')
  for (const number of [3, 9]) {
    expect(() => findRelease(releases, { kind: 'number', number }, 'dev1')).toThrow(
      expect.objectContaining({ code: 'release-unknown' }),
    )
  }
  expect(() => findRelease(releases.slice(0, 2), { kind: 'newest' }, 'dev1')).toThrow(
    expect.objectContaining({ code: 'release-none' }),
  )
})
