import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { storedRecord } from '../../testing/sample-ledger-records'
import { boundLedger } from './bound-ledger'
import { foldLedger } from './fold-ledger'
import { type LedgerBounds, ledgerBounds } from './ledger-bounds'
import { readLedgerRecord, type StoredRecord } from './ledger-record'
import { slotHolds } from './slot-holds'

const held = (recordId: string, atMs: number, tag = 'search', slot = 'dev1'): StoredRecord =>
  storedRecord({ kind: 'held', by: '정유진', slot, tag, deploymentId: `d-${recordId}` }, atMs, recordId)
const lifted = (recordId: string, atMs: number, ...holdIds: readonly string[]): StoredRecord =>
  storedRecord({ kind: 'lifted', slot: 'dev1', holdIds, tags: [], deploymentId: '', reason: '' }, atMs, recordId)

const holdsOf = (...records: readonly StoredRecord[]) => slotHolds(foldLedger(records), 'dev1')
const idsOf = (...records: readonly StoredRecord[]) => holdsOf(...records).map(({ holdId }) => holdId)

describe('what is held', () => {
  test('says what, who, since when and by which rollback, newest first, and of its own slot alone', () => {
    expect(holdsOf(held('a', 1), held('b', 2, 'payment'), held('c', 3, 'coupon', 'dev2'))).toEqual([
      { holdId: 'b', tag: 'payment', by: '정유진', sinceMs: 2, deploymentId: 'd-b' },
      { holdId: 'a', tag: 'search', by: '정유진', sinceMs: 1, deploymentId: 'd-a' },
    ])
  })

  test('is one hold a tag: a later rollback takes the place of an earlier one, which never stands again', () => {
    expect(idsOf(held('a', 1), held('b', 2))).toEqual(['b'])
    expect(idsOf(held('a', 1), held('b', 2), lifted('c', 3, 'b'))).toEqual([])
  })

  test('a lift of the hold that was seen leaves the one that came since', () => {
    expect(idsOf(held('a', 1), lifted('b', 2, 'a'), held('c', 3))).toEqual(['c'])
    expect(idsOf(held('a', 1), held('c', 2), lifted('b', 3, 'a'))).toEqual(['c'])
  })

  test('what is no tag holds nothing, and hostile names are harmless for display', () => {
    const hostile = storedRecord({ kind: 'held', by: 'x\u202ey', slot: 'dev1', tag: 'ok', deploymentId: 'd' }, 1, 'h')
    expect(holdsOf(held('a', 2, 'a b\n'), hostile)).toMatchObject([{ by: 'xy', tag: 'ok' }])
  })

  test('is bounded: the last tags of a slot count, and lifting one brings none of the older ones back', () => {
    const many = Array.from({ length: ledgerBounds.heldTags + 5 }, (_, index) =>
      held(`h${index}`, index, `tag-${index}`),
    )
    expect(idsOf(...many)).toHaveLength(ledgerBounds.heldTags)
    expect(idsOf(...many, lifted('l', 100, 'h24'))).toHaveLength(ledgerBounds.heldTags - 1)
  })

  test('stays through compactions, however much happens after it, until it is lifted', () => {
    const busy = Array.from({ length: ledgerBounds.happenings + 10 }, (_, index) =>
      storedRecord({ kind: 'unreserved', slot: 'dev2', reservationId: 'x' }, 10 + index, `u${index}`),
    )
    const compacted = (...first: readonly StoredRecord[]) => boundLedger([...first, ...busy]).kept
    expect(idsOf(...compacted(held('a', 1), held('b', 2)))).toEqual(['b'])
    expect(idsOf(...compacted(held('a', 1), held('b', 2), lifted('c', 3, 'b')))).toEqual([])
    // Whoever still has the earlier record gives it back, and it stands no more.
    expect(idsOf(held('a', 1), ...compacted(held('a', 1), held('b', 2), lifted('c', 3, 'b')))).toEqual([])
  })
})

test('a ledger of an older version holds nothing, and what a newer version adds to a hold does not hide it', () => {
  expect(holdsOf(storedRecord({ kind: 'unreserved', slot: 'dev1', reservationId: 'x' }, 1, 'r'))).toEqual([])
  const newer = storedRecord({ ...held('a', 1).raw, until: 'friday' }, 1, 'a')
  expect(idsOf(newer)).toEqual(['a'])
  expect(newer.raw).toMatchObject({ until: 'friday' })
  // As an older version reads it: kept, and told of.
  const stored = readLedgerRecord({ ...held('a', 1).raw, format: 2 })
  expect(stored).toMatchObject({ record: null, base: { kind: 'held' } })
})

const small: LedgerBounds = { ...ledgerBounds, heldTags: 2, happenings: 3 }

type Step = { readonly kind: 'held'; readonly tag: string } | { readonly kind: 'lift'; readonly pick: number } | 'noise'

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('held' as const), tag: fc.constantFrom('search', 'payment', 'coupon', 'main') }),
    fc.record({ kind: fc.constant('lift' as const), pick: fc.nat() }),
    fc.constant('noise' as const),
  ),
  { maxLength: 40, size: 'max' },
)

/** What a life of a slot writes, and what it is held by in the end: as plainly as it can be told. */
function live(life: readonly Step[]): { readonly records: readonly StoredRecord[]; readonly open: readonly string[] } {
  let holds: readonly { readonly id: string; readonly tag: string; readonly isLifted: boolean }[] = []
  const records = life.map((step, index) => {
    const id = `r${String(index).padStart(3, '0')}`
    if (step === 'noise') return storedRecord({ kind: 'unreserved', slot: 'dev1', reservationId: 'x' }, index, id)
    if (step.kind === 'held') {
      const others = holds.filter(({ tag }) => tag !== step.tag)
      holds = [{ id, tag: step.tag, isLifted: false }, ...others].slice(0, small.heldTags)
      return held(id, index, step.tag)
    }
    const open = holds.filter(({ isLifted }) => !isLifted)
    const gone = open[step.pick % Math.max(1, open.length)]?.id
    holds = holds.map((hold) => (hold.id === gone ? { ...hold, isLifted: true } : hold))
    return lifted(id, index, ...(gone === undefined ? [] : [gone]))
  })
  return { records, open: holds.filter(({ isLifted }) => !isLifted).map(({ id }) => id) }
}

test('whatever happens, in whatever order it is read and however often it was compacted, the same is held', () => {
  const idsIn = (records: readonly StoredRecord[]): readonly string[] =>
    slotHolds(foldLedger(records, small), 'dev1').map(({ holdId }) => holdId)
  fc.assert(
    fc.property(steps, fc.nat({ max: 40 }), (life, cut) => {
      const { records, open } = live(life)
      expect(idsIn([...records, ...records].reverse())).toEqual(open)
      const early = boundLedger(records.slice(0, cut), small).kept
      const late = [...early, ...records.slice(cut)]
      expect(idsIn(late)).toEqual(open)
      expect(idsIn(boundLedger(late, small).kept)).toEqual(open)
      // Who remembers all of it gives back what was lost, and nothing more is held.
      expect(idsIn([...early, ...records])).toEqual(open)
    }),
  )
})
