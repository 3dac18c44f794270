import { expect, test } from 'vitest'
import type { HostBoard } from '../../../src/domain/board'
import { sampleBoard } from '../../../src/testing/sample-board'
import { hostsToFill } from './hosts-to-fill'

const [four] = sampleBoard(1_718_170_800_000).hosts
if (four?.slots.length !== 4) throw new Error('the sample’s first host has other slots')
// Each takes 300 px: a bar and four rows.
const hosts = Array.from({ length: 10 }, (_, index): HostBoard => ({ ...four, host: { ...four.host, id: `${index}` } }))

test('as many hosts as fill the window come first, and no more', () => {
  expect(hostsToFill(hosts, 300, null)).toBe(1)
  expect(hostsToFill(hosts, 301, null)).toBe(2)
  expect(hostsToFill(hosts, 900, 'gone')).toBe(3)
})

test('a board that is lower than the window is there whole', () => {
  expect(hostsToFill(hosts, 10_000, null)).toBe(10)
  expect(hostsToFill([], 900, null)).toBe(0)
})

test('the slot with the tab stop is always among them', () => {
  expect(hostsToFill(hosts, 900, '7')).toBe(8)
})

test('the low rows of hosts out of reach fill less', () => {
  const lost = sampleBoard(1_718_170_800_000).hosts.find(({ host }) => host.connection.kind === 'unreachable')
  if (lost === undefined) throw new Error('the sample has no host out of reach')
  const lowHeightPx = 28 + lost.slots.length * 27
  expect(hostsToFill([lost, ...hosts], lowHeightPx, null)).toBe(1)
  expect(hostsToFill([lost, ...hosts], lowHeightPx + 1, null)).toBe(2)
})
