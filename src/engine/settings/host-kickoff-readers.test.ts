import { expect, test } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { emptyLedgerState, type LedgerState } from '../../domain/ledger/ledger-state'
import { sampleSettings } from '../../testing/sample-ledger-records'
import { hostKickoffReaders } from './host-kickoff-readers'

const published = (branch: string, versions: Readonly<Record<string, string>> = {}): LedgerState => ({
  ...emptyLedgerState,
  settings: [sampleSettings({ branch, versions })],
})

const own = kickoffReader(defaultKickoffPattern)
const readerOf = (ledger: LedgerState | null) => hostKickoffReaders({ ledger: () => ledger, personal: () => own })('a')

test('a host is read by what its slots file says, the others by the person’s own pattern', () => {
  const ledgers = new Map([['a', published('ko/(?<date>\\d{6})/(?<summary>.+)')]])
  const readers = hostKickoffReaders({ ledger: (hostId) => ledgers.get(hostId) ?? null, personal: () => own })
  expect(readers('a')('ko/240510/dash')).toEqual({ branch: 'ko/240510/dash', date: '2024-05-10', summary: 'dash' })
  expect(readers('a')('kickoff-240510-dash')).toBeNull()
  expect(readers('b')('kickoff-240510-dash')?.summary).toBe('dash')
  ledgers.set('a', published(''))
  expect(readers('a')).toBe(own)
})

test('a tag stands for the version that the slots file writes down for it', () => {
  const read = readerOf(published('', { 'kickoff-240510-dash': '1.3.10' }))
  expect(read('kickoff-240510-dash')?.summary).toBe('dash')
  expect(read.versionOf?.('kickoff-240510-dash')).toBe('1.3.10')
  expect(read.versionOf?.('constructor')).toBeNull()
})

test('the same reader comes back until the file or the person’s pattern changes', () => {
  let ledger = published('(?<summary>a.*)')
  let personal = own
  const readers = hostKickoffReaders({ ledger: () => ledger, personal: () => personal })
  const first = readers('a')
  ledger = { ...ledger }
  expect(readers('a')).toBe(first)
  personal = kickoffReader(defaultKickoffPattern)
  expect(readers('a')).not.toBe(first)
  const second = readers('a')
  ledger = published('(?<summary>b.*)')
  expect(readers('a')).not.toBe(second)
})

test.each(['(', 'no-summary-.+', `(?<summary>${'a'.repeat(600)})`])(
  'a pattern that can’t be used is not given: %s',
  (bad) => {
    expect(readerOf(published(bad))('kickoff-240510-dash')?.summary).toBe('dash')
  },
)

test('a pattern that would take years over a tag is given up, and for good', () => {
  const read = readerOf(published('(?<summary>kickoff(-\\w+|-\\w+)+|(a+)+!)'))
  const hostile = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(60)}${index}`)
  const beganAtMs = performance.now()
  expect(hostile.map(read)).toEqual(hostile.map(() => null))
  expect(performance.now() - beganAtMs).toBeLessThan(10_000)
  expect(read('kickoff-240510-dash')?.date).toBe('2024-05-10')
})
