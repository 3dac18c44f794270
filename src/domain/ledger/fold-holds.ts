import type { LedgerBounds } from './ledger-bounds'
import type { LedgerRecordOf, StoredRecord } from './ledger-record'
import type { LedgerState } from './ledger-state'

type Held = LedgerRecordOf<'held'>

/** By slot, newest first: what is held and nobody lifted. A later hold of a tag takes the place of an earlier one. */
export function openHolds(ordered: readonly StoredRecord[], bounds: LedgerBounds): LedgerState['holds'] {
  const lifted = liftedIds(ordered)
  return new Map(
    [...lastHolds(ordered, bounds)].flatMap(([slot, holds]): [string, readonly Held[]][] => {
      const open = holds.filter(({ recordId }) => !lifted.has(recordId))
      return open.length === 0 ? [] : [[slot, open]]
    }),
  )
}

/** The records that tell which holds are open. Lifted ones are among them: without their word an earlier one would stand again. */
export function neededHolds(ordered: readonly StoredRecord[], bounds: LedgerBounds): readonly string[] {
  const holds = new Set([...lastHolds(ordered, bounds).values()].flat().map(({ recordId }) => recordId))
  const lifts = ordered.flatMap(({ record }) =>
    record?.kind === 'lifted' && record.holdIds.some((id) => holds.has(id)) ? record.recordId : [],
  )
  return [...holds, ...lifts]
}

/** Each slot's last holds, one a tag, newest first, lifted ones among them: what falls out of their bound is held no more. */
function lastHolds(ordered: readonly StoredRecord[], bounds: LedgerBounds): ReadonlyMap<string, readonly Held[]> {
  const bySlot = new Map<string, Map<string, Held>>()
  for (const { record } of [...ordered].reverse()) {
    if (record?.kind !== 'held' || record.slot === null) continue
    const byTag = bySlot.get(record.slot) ?? new Map<string, Held>()
    bySlot.set(record.slot, byTag)
    if (byTag.size < bounds.heldTags && !byTag.has(record.tag)) byTag.set(record.tag, record)
  }
  return new Map([...bySlot].map(([slot, byTag]) => [slot, [...byTag.values()]]))
}

function liftedIds(ordered: readonly StoredRecord[]): ReadonlySet<string> {
  return new Set(ordered.flatMap(({ record }) => (record?.kind === 'lifted' ? record.holdIds : [])))
}
