import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleBegun, sampleEnded, storedRecord } from '../../testing/sample-ledger-records'
import { boundLedger, lostRecords } from './bound-ledger'
import { foldLedger } from './fold-ledger'
import type { LedgerBounds } from './ledger-bounds'
import type { LedgerRecord, StoredRecord } from './ledger-record'

const bounds: LedgerBounds = {
  deployments: 4,
  happenings: 5,
  keptReleases: 2,
  heldTags: 2,
  settingsVersions: 2,
  downtimes: 2,
}

const slot = fc.constantFrom('dev1', 'dev2', '__proto__')
const id = fc.integer({ min: 1, max: 12 }).map((number) => `d${number}`)
const release = fc.option(id)
const tag = fc.constantFrom('search', 'payment', 'coupon', '__proto__')
const nameOf = (index: number): string => `r${String(index).padStart(3, '0')}`
/** Any record's, as a lift names holds by their records. */
const recordId = fc.nat({ max: 44 }).map(nameOf)

/** What clients write, and what only newer ones do; ids collide, so that records belong together. */
const fields = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(id, slot, release).map(([of, at, from]) => sampleBegun(of, at, from)) },
  { weight: 4, arbitrary: fc.tuple(id, slot, release).map(([of, at, to]) => sampleEnded(of, at, to)) },
  fc.record({
    kind: fc.constant('taken-over'),
    slot,
    lockDeploymentId: id,
    lockOwner: fc.constant('박서준'),
    choice: fc.constantFrom('resume', 'put-back', 'unlock'),
    reason: fc.string(),
  }),
  fc.record({ kind: fc.constant('reserved'), slot, reservationId: id, forWhom: id, why: id, untilMs: fc.nat() }),
  fc.record({ kind: fc.constant('unreserved'), slot, reservationId: id }),
  fc.record({ kind: fc.constant('held'), slot, tag, deploymentId: id }),
  fc.record({
    kind: fc.constant('lifted'),
    slot,
    holdIds: fc.array(recordId, { maxLength: 3 }),
    tags: fc.constant([]),
    deploymentId: fc.constant(''),
    reason: id,
  }),
  fc.record({ kind: fc.constant('releases-dropped'), slot, releaseIds: fc.array(id, { maxLength: 3 }) }),
  fc.record({
    kind: fc.constant('settings-published'),
    version: fc.integer({ min: 1, max: 5 }),
    checksum: id,
    slots: fc.constant([]),
    branch: id,
    platform: id,
    note: id,
  }),
  fc.record({ kind: fc.constant('moon-phase'), format: fc.constantFrom(1, 2), slot, phase: fc.nat() }),
)

const history = fc
  .array(fc.tuple(fields, fc.nat({ max: 40 })), { maxLength: 45 })
  .map((all) => all.map(([record, atMs], index) => storedRecord({ ...record }, atMs, nameOf(index))))

/** As clients write: a deployment begins once and ends once after that, and only what is there is taken back. */
const tidyHistory = history.map((records) => {
  const seen = new Set<string>()
  return records
    .filter(({ record }) => isTidy(record, seen))
    .map(({ raw }, index) => storedRecord({ ...raw }, index, nameOf(index)))
    .map((stored, index, all) => (stored.record?.kind === 'lifted' ? liftingEarlier(stored, index, all) : stored))
})

/** Only what was seen is lifted: of the holds that it names, those before it. */
function liftingEarlier(stored: StoredRecord, index: number, all: readonly StoredRecord[]): StoredRecord {
  const held = all.slice(0, index).flatMap(({ record }) => (record?.kind === 'held' ? record.recordId : []))
  const named = stored.record?.kind === 'lifted' ? stored.record.holdIds : []
  // Few of the named are holds at all: the first name picks one.
  const picked = held[Number(named[0]?.slice(1) ?? 0) % Math.max(1, held.length)]
  const holdIds = picked === undefined ? [] : [picked]
  return storedRecord({ ...stored.raw, holdIds }, stored.base.atMs, stored.base.recordId)
}

function isTidy(record: LedgerRecord | null, seen: Set<string>): boolean {
  const isFirst = (key: string): boolean => !seen.has(key) && seen.add(key) !== null
  switch (record?.kind) {
    case 'deployment-begun':
      if (!isFirst(`begun ${record.deploymentId}`)) return false
      seen.add(`release ${record.from?.releaseId ?? ''}`)
      return true
    case 'deployment-ended':
      return seen.has(`begun ${record.deploymentId}`) && isFirst(`ended ${record.deploymentId}`)
    case 'reserved':
      return isFirst(`reserved ${record.reservationId}`)
    case 'unreserved':
      return seen.has(`reserved ${record.reservationId}`)
    case 'releases-dropped':
      return record.releaseIds.every((releaseId) => seen.has(`release ${releaseId}`))
    default:
      return true
  }
}

/** What lies on the host after a compaction. */
function compacted(records: readonly StoredRecord[], atMs: number): readonly StoredRecord[] {
  const { kept, cutOff, deploymentsBefore } = boundLedger(records, bounds)
  return [...kept, storedRecord({ kind: 'compacted', cutOff, deploymentsBefore }, atMs, `c${atMs}`)]
}

test('order and repetition change nothing', () => {
  fc.assert(
    fc.property(
      history.chain((records) =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray([...records, ...records], { minLength: records.length })),
      ),
      ([records, mixed]) => {
        const all = [...mixed, ...records].reverse()
        expect(foldLedger(all, bounds)).toEqual(foldLedger(records, bounds))
      },
    ),
  )
})

test('a compaction keeps what is shown, within the bounds, however often it is done', () => {
  fc.assert(
    fc.property(tidyHistory, fc.nat({ max: 60 }), (records, cut) => {
      const before = foldLedger(records, bounds)
      const once = compacted(records, 1_000)
      expect(foldLedger(once, bounds)).toEqual(before)
      expect(foldLedger(compacted(once, 1_001), bounds)).toEqual(before)
      expect(before.deployments.length).toBeLessThanOrEqual(bounds.deployments)
      // Compacted in the middle of its life, the ledger ends the same.
      const [early, late] = [records.slice(0, cut), records.slice(cut)]
      expect(foldLedger([...compacted(early, 1_002), ...late], bounds)).toEqual(before)
    }),
    { numRuns: 60 },
  )
})

test('a compaction drops no record that only a newer version understands, up to the bound, nor any field', () => {
  fc.assert(
    fc.property(tidyHistory, (records) => {
      const kept = boundLedger(records, bounds).kept
      for (const record of kept) expect(records).toContain(record)
      const newer = foldLedger(records, bounds).happenings.filter(({ kind }) => kind === 'newer')
      expect(foldLedger(kept, bounds).happenings.filter(({ kind }) => kind === 'newer')).toEqual(newer)
    }),
  )
})

test('what a compaction dropped is never given back, and what was lost is', () => {
  fc.assert(
    fc.property(tidyHistory, fc.nat(), (records, pick) => {
      const host = compacted(records, 1_000)
      expect(lostRecords(host, records, bounds)).toEqual([])
      // All of it lost: what is given back shows the same.
      const remembered = lostRecords([], host, bounds)
      const word = host.filter(({ record }) => record?.kind === 'compacted')
      expect(foldLedger([...remembered, ...word], bounds)).toEqual(foldLedger(records, bounds))
      // One record of an uncompacted ledger lost: it alone comes back, unless nobody would be shown it.
      const victim = records[pick % Math.max(1, records.length)]
      const rest = records.filter((record) => record !== victim)
      const isKept = victim !== undefined && boundLedger(records, bounds).kept.includes(victim)
      expect(lostRecords(rest, records, bounds)).toEqual(isKept ? [victim] : [])
    }),
    { numRuns: 60 },
  )
})
