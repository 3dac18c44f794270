import { expect, test } from 'vitest'
import { sampleBoard } from '../../../src/testing/sample-board'
import { filterBoard } from './board-filter'
import { tallyOf } from './board-tally'

const board = sampleBoard(1_718_170_800_000)
const all = { text: '', hostId: null, tally: null } as const
const shown = (filter: Parameters<typeof filterBoard>[1]): string[] =>
  filterBoard(board, filter).flatMap((entry) => entry.slots.map((slot) => `${slot.hostId}/${slot.name}`))

test('slots are found by name, branch, person and revision of any service, all words at once', () => {
  expect(shown({ ...all, text: 'DASH' })).toEqual(['seoul-1/dev2', 'seoul-2/dev1'])
  expect(shown({ ...all, text: 'login seoul-2' })).toEqual(['seoul-2/dev1'])
  expect(shown({ ...all, text: '한지우' })).toEqual(['seoul-1/dev3'])
  expect(shown({ ...all, text: 'd92ff08' })).toEqual(['seoul-2/dev2'])
})

test('filters narrow each other, and a host that is gone filters nothing', () => {
  expect(shown({ text: 'checkout', hostId: 'seoul-1', tally: 'healthy' })).toEqual(['seoul-1/dev1'])
  expect(shown({ ...all, hostId: 'removed' })).toHaveLength(12)
})

test('without a filter the hosts are the very same objects', () => {
  expect(filterBoard(board, all)).toBe(board.hosts)
})

test('each slot is counted once, those of a lost host as unreachable', () => {
  expect(tallyOf(board)).toEqual([
    { kind: 'healthy', count: 2 },
    { kind: 'unhealthy', count: 1 },
    { kind: 'in-progress', count: 2 },
    { kind: 'locked', count: 1 },
    { kind: 'stopped', count: 1 },
    { kind: 'empty', count: 1 },
    { kind: 'unreachable', count: 4 },
  ])
  for (const { kind, count } of tallyOf(board)) expect(shown({ ...all, tally: kind })).toHaveLength(count)
})
