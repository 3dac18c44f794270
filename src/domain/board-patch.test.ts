import { expect, test } from 'vitest'
import type { Board, HostView, SlotView } from './board'
import { applyBoardPatch, compareNames, emptyBoard } from './board-patch'

const host = (id: string): HostView => ({
  id,
  name: id,
  address: `unix:///${id}.sock`,
  connection: { kind: 'connecting', lastSeenAtMs: null },
  engineVersion: null,
  apiVersion: null,
  access: null,
  isPlainText: false,
})

const slot = (hostId: string, name: string): SlotView => ({
  hostId,
  name,
  state: 'empty',
  sinceMs: null,
  kickoff: null,
  tag: null,
  version: null,
  platform: null,
  revision: null,
  mixed: false,
  deployedBy: null,
  deployedAtMs: null,
  lock: null,
  newBuild: null,
  activity: null,
  reservation: null,
  holds: [],
  drift: [],
  lastReleaseId: null,
  urls: {},
  services: [],
})

const names = (board: Board): string[][] => board.hosts.map((entry) => entry.slots.map((one) => one.name))

test('slots stand by name with numbers by value, whatever the order they came in', () => {
  const board = ['dev10', 'dev2', 'dev1'].reduce(
    (before, name) => applyBoardPatch(before, { kind: 'slot', slot: slot('a', name) }),
    applyBoardPatch(emptyBoard, { kind: 'host', host: host('a') }),
  )
  expect(names(board)).toEqual([['dev1', 'dev2', 'dev10']])
})

test('a change of one slot leaves every other row the same object', () => {
  const before: Board = {
    hosts: [
      { host: host('a'), slots: [slot('a', 'dev1'), slot('a', 'dev2')] },
      { host: host('b'), slots: [slot('b', 'dev1')] },
    ],
  }
  const after = applyBoardPatch(before, { kind: 'slot', slot: { ...slot('a', 'dev2'), state: 'healthy' } })
  expect(after.hosts[0]?.slots[0]).toBe(before.hosts[0]?.slots[0])
  expect(after.hosts[1]).toBe(before.hosts[1])
  expect(after.hosts[0]?.slots[1]?.state).toBe('healthy')
})

test('a host keeps its place and its slots when its connection changes, and takes them along when it goes', () => {
  const before: Board = {
    hosts: [
      { host: host('a'), slots: [slot('a', 'dev1')] },
      { host: host('b'), slots: [] },
    ],
  }
  const renamed = applyBoardPatch(before, { kind: 'host', host: { ...host('a'), name: 'seoul-1' } })
  expect(renamed.hosts.map((entry) => entry.host.name)).toEqual(['seoul-1', 'b'])
  expect(names(renamed)).toEqual([['dev1'], []])
  expect(names(applyBoardPatch(renamed, { kind: 'host-removed', hostId: 'a' }))).toEqual([[]])
})

test('a patch for a host nobody knows changes nothing', () => {
  expect(applyBoardPatch(emptyBoard, { kind: 'slot', slot: slot('x', 'dev1') })).toEqual(emptyBoard)
})

test('names compare the same on every machine', () => {
  expect(['dev10', 'api', 'dev9', 'Dev1'].sort(compareNames)).toEqual(['api', 'Dev1', 'dev9', 'dev10'])
})
