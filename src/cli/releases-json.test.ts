import { expect, test } from 'vitest'
import type { ReleaseSource } from '../contract/release-option'
import { releasesJsonSchema } from '../contract/releases-json'
import { errorData } from '../domain/berth-error'
import { sampleRelease } from '../testing/sample-release'
import { releasesJson } from './releases-json'

const error = errorData('registry-failing', { registry: 'registry.example.com', status: 503 })
const states: readonly ReleaseSource['state'][] = [
  { kind: 'asking' },
  { kind: 'local' },
  { kind: 'kept', atMs: 1_000, isWhole: true, tags: 2 },
  { kind: 'listed', atMs: 2_000, isWhole: true, tags: 2 },
  { kind: 'failed', atMs: 3_000, error, listedAtMs: 1_000 },
  { kind: 'failed', atMs: 3_000, error, listedAtMs: null },
]

test('what is printed for scripts has the shape that is promised', () => {
  const place = { hostId: 'h1', slot: 'dev1', isOlder: false }
  const ran = { deploymentId: 'd1', atMs: 4_000, outcome: 'failed' } as const
  const listed = {
    slot: 'dev1',
    releases: [sampleRelease({ runsOn: [place], ranHere: ran, builtAtMs: 5_000, keptAtMs: 6_000 }), sampleRelease()],
    more: 3,
    sources: states.map((state) => ({ repository: 'r/web', services: ['web'], through: null, state })),
    kickoffs: {
      pattern: 'a(?<summary>.+)',
      by: 'settings',
      refused: { pattern: '(', reason: 'faulty' },
      example: 'ab',
    },
  } as const
  const json = { schema: 1, ...releasesJson(listed, new Map([['h1', 'seoul-1/']])) }
  const read = releasesJsonSchema.parse(JSON.parse(JSON.stringify(json)))
  expect(read.releases).toMatchObject([
    {
      tag: 'kickoff-240510-dashboard',
      builtAt: '1970-01-01T00:00:05.000Z',
      asOf: '1970-01-01T00:00:06.000Z',
      runsOn: ['seoul-1/dev1'],
      ranHere: { deployment: 'd1', at: '1970-01-01T00:00:04.000Z', outcome: 'failed' },
    },
    { builtAt: null, asOf: null, runsOn: [], ranHere: null },
  ])
  expect(
    read.sources.map(({ state, isWhole, listedAt, error: told }) => [state, isWhole, listedAt, told?.code]),
  ).toEqual([
    ['asking', false, null, undefined],
    ['local', false, null, undefined],
    ['kept', false, '1970-01-01T00:00:01.000Z', undefined],
    ['listed', true, '1970-01-01T00:00:02.000Z', undefined],
    ['failed', false, '1970-01-01T00:00:01.000Z', 'registry-failing'],
    ['failed', false, null, 'registry-failing'],
  ])
})
