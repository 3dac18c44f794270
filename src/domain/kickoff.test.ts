import { expect, test } from 'vitest'
import { defaultKickoffPattern, kickoffReader } from './kickoff'

const read = kickoffReader(defaultKickoffPattern)

test('a kickoff tag gives branch, day and summary', () => {
  expect(read('kickoff-240510-dashboard')).toEqual({
    branch: 'kickoff-240510-dashboard',
    date: '2024-05-10',
    summary: 'dashboard',
  })
})

test('a tag that only contains a kickoff, or none, is not one', () => {
  for (const tag of ['xkickoff-240510-dashboard', 'kickoff-2405-x', 'latest', '4be1c07', ''])
    expect(read(tag)).toBeNull()
})

test('digits that are no day leave the date unknown and keep the rest', () => {
  expect(read('kickoff-240231-leap')).toEqual({ branch: 'kickoff-240231-leap', date: null, summary: 'leap' })
})

test('a pattern of one’s own may leave the date out or use four-digit years', () => {
  expect(kickoffReader('feature/(?<summary>.+)')('feature/login')?.date).toBeNull()
  expect(kickoffReader('(?<date>\\d{8})_(?<summary>.+)')('20240510_x')?.date).toBe('2024-05-10')
})

test('a pattern that cannot be used says why', () => {
  expect(() => kickoffReader('kickoff-(')).toThrow(SyntaxError)
  expect(() => kickoffReader('kickoff-.*')).toThrow('summary')
})
