import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from '../../domain/kickoff'
import { emptyLedgerState, type LedgerState } from '../../domain/ledger/ledger-state'
import { sampleSettings } from '../../testing/sample-ledger-records'
import { useLinearExpressions } from '../use-linear-expressions'
import { hostKickoffReaders } from './host-kickoff-readers'
import { linearTagMatch } from './linear-tag-match'

useLinearExpressions()

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

test('the rule says whose pattern is in force, and why that of the slots file is not', () => {
  expect(readerOf(published('ko-(?<summary>.+)')).rule?.()).toEqual({
    pattern: 'ko-(?<summary>.+)',
    by: 'slots-file',
    refused: null,
  })
  expect(readerOf(published('no-summary-.+', { v1: '1' })).rule?.()).toEqual({
    pattern: defaultKickoffPattern,
    by: 'settings',
    refused: { pattern: 'no-summary-.+', reason: 'no-summary' },
  })
  expect(readerOf(published('(?<summary>')).rule?.().refused?.reason).toBe('faulty')
})

const hostile = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(60)}${index}`)

test('a pattern that would take years over a tag takes no time where it can be matched in linear time', () => {
  const read = readerOf(published('(?<summary>kickoff(-\\w+|-\\w+)+|(a+)+!)'))
  const beganAtMs = performance.now()
  expect(hostile.map(read)).toEqual(hostile.map(() => null))
  expect(performance.now() - beganAtMs).toBeLessThan(10_000)
  expect(read('kickoff-240510-dash')?.summary).toBe('kickoff-240510-dash')
})

test('one that can’t be is given up, and for good', () => {
  const read = readerOf(published('(?!b)(?<summary>kickoff(-\\w+|-\\w+)+|(a+)+!)'))
  const beganAtMs = performance.now()
  read.prepare?.(hostile)
  expect(hostile.map((tag) => read(tag))).toEqual(hostile.map(() => null))
  expect(performance.now() - beganAtMs).toBeLessThan(10_000)
  expect(read('kickoff-240510-dash')?.date).toBe('2024-05-10')
  expect(read.rule?.().refused?.reason).toBe('too-slow')
})

test.each(['kickoff-(?<date>\\d{6})-(?<summary>.+)', '(?!wip)(?:ko|kickoff)-(?<date>\\d{6})-(?<summary>.+)'])(
  'ten thousand tags take moments, and are read once: %s',
  (pattern) => {
    const read = readerOf(published(pattern))
    const tags = Array.from({ length: 10_000 }, (_, index) => `kickoff-240510-build-${index}`)
    const beganAtMs = performance.now()
    read.prepare?.(tags)
    expect(tags.every((tag) => read(tag)?.date === '2024-05-10')).toBe(true)
    expect(performance.now() - beganAtMs).toBeLessThan(3_000)
    expect(read(tags[7] ?? '')).toBe(read(tags[7] ?? ''))
    expect(read.rule?.().refused).toBeNull()
  },
)

const piece = fc.constantFrom('a', 'b', '-', '.', '\\d', '[ab]', '[^a]', '(?:a|b)', '(a|ab)', '\\w', '\\b')
const repeated = fc.tuple(piece, fc.constantFrom('', '', '+', '*', '?', '{2}', '{1,3}', '+?'))
const anyPattern = fc.array(repeated, { maxLength: 6 }).map((parts) => parts.map((part) => part.join('')).join(''))

test('both ways to match read a tag alike', () => {
  fc.assert(
    fc.property(anyPattern, anyPattern, fc.array(fc.stringMatching(/^[ab1.-]{0,8}$/)), (head, body, tags) => {
      const pattern = `${head}(?<summary>${body})`
      fc.pre(isExpression(pattern))
      const linear = linearTagMatch(pattern)
      fc.pre(linear !== null)
      const plain = kickoffReader(pattern)
      expect(tags.map(kickoffReader(pattern, linear))).toEqual(tags.map(plain))
    }),
  )
})

function isExpression(pattern: string): boolean {
  try {
    return kickoffReader(pattern) !== null
  } catch {
    return false
  }
}
