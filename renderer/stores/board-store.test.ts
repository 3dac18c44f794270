import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { applyBoardPatch, type BoardPatch, emptyBoard } from '../../src/domain/board-patch'
import { sealBoard } from '../../src/domain/sealed-board'
import { sampleBoard } from '../../src/testing/sample-board'
import { sampleHost, sampleService, sampleSlot } from '../../src/testing/sample-views'
import { createBoardFeed, showSnapshot, useBoardStore } from './board-store'

const now = 1_718_170_800_000

beforeEach(() => useBoardStore.setState({ board: emptyBoard, source: 'none', lastChangeAtMs: null }, true))

/** A feed whose frames come when the test says so. */
function feed(): { push: (patches: readonly BoardPatch[]) => void; frame: () => void } {
  let callbacks: (() => void)[] = []
  const push = createBoardFeed(
    () => now,
    (callback) => callbacks.push(callback),
  )
  const frame = (): void => {
    const due = callbacks
    callbacks = []
    for (const callback of due) callback()
  }
  return { push, frame }
}

test('a snapshot is shown as last seen, and what the engine says takes its place', () => {
  showSnapshot(sealBoard(sampleBoard(now)))
  const shown = useBoardStore.getState()
  expect(shown.source).toBe('snapshot')
  expect(shown.board.hosts.map((entry) => entry.host.connection.kind)).toEqual([
    'connecting',
    'connecting',
    'connecting',
  ])
  const { push, frame } = feed()
  push([{ kind: 'reset', board: sampleBoard(now) }])
  frame()
  expect(useBoardStore.getState()).toMatchObject({ source: 'live', lastChangeAtMs: now })
  expect(useBoardStore.getState().board.hosts[0]?.host.connection.kind).toBe('connected')
})

test.each([null, 'x', '{"hosts":[]}'])('a snapshot that cannot be read counts as none (%j)', (saved) => {
  showSnapshot(saved)
  expect(useBoardStore.getState().source).toBe('none')
})

test('a burst of patches is one change, and rows that did not change stay the same objects', () => {
  const { push, frame } = feed()
  push([{ kind: 'reset', board: sampleBoard(now) }])
  frame()
  const before = useBoardStore.getState().board
  let changes = 0
  const stop = useBoardStore.subscribe(() => (changes += 1))
  const slot = before.hosts[0]?.slots[0]
  if (slot === undefined) throw new Error('the sample has slots')
  for (let restarts = 0; restarts < 50; restarts += 1) push([{ kind: 'slot', slot: { ...slot, sinceMs: restarts } }])
  expect(changes).toBe(0)
  frame()
  stop()
  expect(changes).toBe(1)
  const after = useBoardStore.getState().board
  expect(after.hosts[0]?.slots[0]?.sinceMs).toBe(49)
  expect(after.hosts[0]?.slots[1]).toBe(before.hosts[0]?.slots[1])
  expect(after.hosts[1]).toBe(before.hosts[1])
})

const slotPatch = fc.record({ hostId: fc.constantFrom('a', 'b'), name: fc.constantFrom('dev1', 'dev2', 'dev10') })
const anyPatch: fc.Arbitrary<BoardPatch> = fc.oneof(
  fc.constantFrom('a', 'b').map((id): BoardPatch => ({ kind: 'host', host: sampleHost(now, id) })),
  fc.constantFrom('a', 'b').map((hostId): BoardPatch => ({ kind: 'host-removed', hostId })),
  slotPatch.map(({ hostId, name }): BoardPatch => {
    return { kind: 'slot', slot: sampleSlot(hostId, name, [sampleService(now, 'web')]) }
  }),
  slotPatch.map(({ hostId, name }): BoardPatch => ({ kind: 'slot-removed', hostId, name })),
)

test('however patches fall into frames, the board is that of applying them one by one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyPatch, fc.boolean()), { maxLength: 30 }), (steps) => {
      useBoardStore.setState({ board: emptyBoard })
      const { push, frame } = feed()
      for (const [patch, frameNow] of steps) {
        push([patch])
        if (frameNow) frame()
      }
      frame()
      const expected = steps.map(([patch]) => patch).reduce(applyBoardPatch, emptyBoard)
      expect(useBoardStore.getState().board).toEqual(expected)
    }),
  )
})
