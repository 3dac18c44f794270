import { describe, expect, it } from 'vitest'
import type { ReleaseOption } from '../../contract/release-option'
import { type BuildWish, findBuild } from './find-build'

function build(tag: string, changes: Partial<ReleaseOption> = {}): ReleaseOption {
  const date = /^kickoff-(\d+)-(.+)$/.exec(tag)
  return {
    tag,
    otherTags: [],
    version: null,
    revision: null,
    builtAtMs: 1,
    pullBytes: null,
    isDescribed: true,
    keptAtMs: null,
    services: ['web'],
    onHost: [],
    missing: [],
    notSeen: [],
    otherPlatform: [],
    runsOn: [],
    ranHere: null,
    kickoff: date === null ? null : { branch: tag, date: null, summary: date[2] ?? '' },
    ...changes,
  }
}

const releases = [
  build('kickoff-240611-search', { version: 'v1.3.11', revision: 'aaaaaaa1', builtAtMs: 3 }),
  build('kickoff-240510-search', { version: 'v1.3.10', revision: 'bbbbbbb1', builtAtMs: 1 }),
  build('kickoff-240510-dashboard', {
    version: 'v1.3.10',
    revision: '9f3c2ab77',
    otherTags: ['sha-9f3c2ab'],
    builtAtMs: 2,
  }),
  build('develop', { revision: '9f3c2ab77' }),
]
const find = (by: BuildWish['by'], text: string): string =>
  findBuild({ releases, sources: [], kickoffs: null }, 'dev1', { by, text })

describe('the build that is meant', () => {
  it('is that of a branch by its whole name, or by its summary where only one has it', () => {
    expect(find('branch', 'kickoff-240510-search')).toBe('kickoff-240510-search')
    expect(find('branch', 'dashboard')).toBe('kickoff-240510-dashboard')
    expect(() => find('branch', 'search')).toThrow(expect.objectContaining({ code: 'build-ambiguous' }))
  })

  it('is the newest of a platform version, however that is written', () => {
    for (const text of ['1.3.10', 'v1.3.10', 'platform/v1.3.10']) {
      expect(find('platform', text)).toBe('kickoff-240510-dashboard')
    }
  })

  it('is that of a revision by seven digits or more, on whichever branch it stands', () => {
    expect(find('revision', '9F3C2AB')).toBe('kickoff-240510-dashboard')
    expect(() => find('revision', '9f3c')).toThrow(expect.objectContaining({ code: 'build-unknown' }))
  })

  it('is none where nothing is called that, and then it is said what there is', () => {
    expect(() => find('platform', '2.0')).toThrow(/dev1 is called 2\.0.*There is: v1\.3\.11, v1\.3\.10$/)
  })
})
