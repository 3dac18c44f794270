import { expect, test } from 'vitest'
import { sampleBoard } from '../../../src/testing/sample-board'
import { sampleHost, sampleService, sampleSlot } from '../../../src/testing/sample-views'
import { kickoffRows } from './kickoff-rows'

const now = 1_718_170_800_000

test('kickoffs stand newest first with every slot they are on, services named where it is not all of them', () => {
  const rows = kickoffRows(sampleBoard(now).hosts)
  expect(rows.map((row) => row.kickoff?.summary)).toEqual([
    'search-facets',
    'order-refund',
    'coupon-v2',
    'checkout-retry',
    'dashboard',
    'banner-ab',
    'login-sso',
  ])
  const sso = rows.find((row) => row.kickoff?.summary === 'login-sso')
  expect([...(sso?.placements ?? [])].map(([key, placement]) => [key, placement.services])).toEqual([
    ['seoul-2/dev1', ['admin']],
    ['pangyo-lab/dev1', null],
  ])
})

test('the newest build seen anywhere speaks for a kickoff, and other tags come after, by name', () => {
  const build = (name: string, tag: string, revision: string, builtAtMs: number | null) =>
    sampleService(now, name, { tag, revision, builtAtMs })
  const slots = [
    sampleSlot('a', 'dev1', [build('web', 'kickoff-240510-x', 'old', 1), build('api', 'kickoff-240510-x', 'new', 2)]),
    sampleSlot('a', 'dev2', [build('web', 'main-10', 'm', null)]),
    sampleSlot('a', 'dev3', [build('web', 'main-9', 'n', null)]),
    sampleSlot('a', 'dev4', [sampleService(now, 'web', { tag: null })]),
  ]
  const rows = kickoffRows([{ host: sampleHost(now, 'a'), slots }])
  expect(rows.map((row) => [row.tag, row.revision])).toEqual([
    ['kickoff-240510-x', 'new'],
    ['main-9', 'n'],
    ['main-10', 'm'],
  ])
})
