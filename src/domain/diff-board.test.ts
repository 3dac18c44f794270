import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleContainer, sampleObservation } from '../testing/sample-observation'
import type { Board, HostView, SlotView } from './board'
import { applyBoardPatch, emptyBoard } from './board-patch'
import { deriveSlots } from './derive-slots'
import { diffBoard } from './diff-board'

const host = (id: string, latencyMs: number): HostView => ({
  id,
  name: id,
  address: `unix:///${id}.sock`,
  connection: { kind: 'connected', sinceMs: 1, latencyMs },
  engineVersion: null,
  apiVersion: null,
  access: null,
  isPlainText: false,
})

const slotsFrom = (hostId: string, cells: readonly (readonly [string, number])[]): readonly SlotView[] =>
  deriveSlots({
    hostId,
    observation: sampleObservation(cells.map(([slot, restarts]) => sampleContainer({ slot, restarts }))),
    readKickoff: () => null,
    activities: new Map(),
    ledger: null,
    strays: new Map(),
    tagsNow: () => undefined,
    nowMs: 1_000_000,
    previous: [],
  })

const names = fc.constantFrom('dev1', 'dev2', 'dev10', 'dev01', 'Dev1', 'qa', '한국')
const cells = fc.uniqueArray(fc.tuple(names, fc.nat(2)), { selector: ([name]) => name, maxLength: 5 })
const hosts = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(2), cells), { selector: ([id]) => id })
const boards = hosts.map((list): Board => ({
  hosts: list.map(([id, latencyMs, slots]) => ({ host: host(id, latencyMs), slots: [...slotsFrom(id, slots)] })),
}))

describe('the difference of two boards', () => {
  it('makes the new board out of the old one', () => {
    fc.assert(
      fc.property(boards, boards, (before, after) => {
        expect(diffBoard(before, after).reduce(applyBoardPatch, before)).toEqual(after)
      }),
    )
  })

  it('is nothing where nothing changed, and one slot where one did', () => {
    const board = (restarts: number, latencyMs = 1): Board => ({
      hosts: [
        {
          host: host('a', latencyMs),
          slots: [
            ...slotsFrom('a', [
              ['dev1', 0],
              ['dev2', restarts],
            ]),
          ],
        },
      ],
    })
    expect(diffBoard(board(0), board(0))).toEqual([])
    expect(diffBoard(board(0), board(1))).toMatchObject([{ kind: 'slot', slot: { name: 'dev2' } }])
    expect(diffBoard(board(0), board(0, 2))).toMatchObject([{ kind: 'host', host: { id: 'a' } }])
    expect(diffBoard(board(0), emptyBoard)).toEqual([{ kind: 'host-removed', hostId: 'a' }])
  })
})
