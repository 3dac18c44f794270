import { bySlot, deriveSlotReleases, droppedReleases, type Told } from './derive-slot-releases'
import { neededHolds } from './fold-holds'
import { happeningOf, openReservations, publishedSettings } from './fold-ledger'
import {
  countsBefore,
  type CutOff,
  cutOffOf,
  gatherDeployments,
  type GatheredDeployment,
  isCutOff,
} from './gather-deployments'
import { type LedgerBounds, ledgerBounds } from './ledger-bounds'
import type { StoredRecord } from './ledger-record'
import { inOrder } from './record-order'

/** What a compaction does: which records stay, and what it leaves word of. */
export type BoundedLedger = CutOff & {
  /** Oldest first, without the words that earlier compactions left. */
  readonly kept: readonly StoredRecord[]
}

/**
 * The records that a ledger within its bounds holds: what is shown, and older ones that tell what runs, what can be
 * rolled back to, who reserved and what is held. Folding them, with the word that the compaction leaves, gives the same state.
 */
export function boundLedger(records: Iterable<StoredRecord>, bounds: LedgerBounds = ledgerBounds): BoundedLedger {
  const ordered = inOrder(records)
  const before = cutOffOf(ordered)
  const deployments = gatherDeployments(ordered)
  const cut = moveCutOff(deployments, before, bounds)
  const needed = neededRecordIds(ordered, deployments, cut, bounds)
  return { ...cut, kept: ordered.filter(({ base }) => needed.has(base.recordId)) }
}

/**
 * Of the records that a client remembers, those that the host has lost: not what a compaction dropped, nor what the next
 * one would drop.
 */
export function lostRecords(
  present: readonly StoredRecord[],
  remembered: readonly StoredRecord[],
  bounds: LedgerBounds = ledgerBounds,
): readonly StoredRecord[] {
  const there = new Set(present.map(({ base }) => base.recordId))
  const missing = remembered.filter(({ base }) => !there.has(base.recordId))
  if (missing.length === 0) return []
  const cut = cutOffOf(inOrder(present))
  const missingIds = new Set(missing.filter(({ base }) => !isCutOff(base, cut)).map(({ base }) => base.recordId))
  return boundLedger([...present, ...missing], bounds).kept.filter(({ base }) => missingIds.has(base.recordId))
}

function moveCutOff(deployments: readonly GatheredDeployment[], before: CutOff, bounds: LedgerBounds): CutOff {
  const shown = deployments.filter(({ place }) => !isCutOff(place, before))
  const leaving = shown.slice(0, Math.max(0, shown.length - bounds.deployments))
  const newest = leaving.at(-1)
  if (newest === undefined) return { cutOff: before.cutOff, deploymentsBefore: before.deploymentsBefore }
  const counts = countsBefore(before)
  for (const { slot } of leaving) if (slot !== null) counts.set(slot, (counts.get(slot) ?? 0) + 1)
  return { cutOff: newest.place, deploymentsBefore: [...counts].map(([slot, count]) => ({ slot, count })) }
}

function neededRecordIds(
  ordered: readonly StoredRecord[],
  deployments: readonly GatheredDeployment[],
  cut: CutOff,
  bounds: LedgerBounds,
): ReadonlySet<string> {
  const dropped = droppedReleases(ordered)
  const needed = neededDeployments(deployments, dropped, cut, bounds)
  const happenings = ordered.filter((record) => happeningOf(record).length > 0).slice(-bounds.happenings)
  return new Set([
    ...[...needed].flatMap(recordIdsOf),
    ...happenings.map(({ base }) => base.recordId),
    ...neededReservations(ordered),
    ...neededHolds(ordered, bounds),
    ...publishedSettings(ordered, bounds).map(({ recordId }) => recordId),
    ...neededDrops(ordered, needed),
  ])
}

/** All that are shown, and the older ones that something else rests on. */
function neededDeployments(
  deployments: readonly GatheredDeployment[],
  dropped: ReadonlySet<string>,
  cut: CutOff,
  bounds: LedgerBounds,
): ReadonlySet<GatheredDeployment> {
  const needed = new Set(deployments.filter(({ place }) => !isCutOff(place, cut)))
  const add = (told: Told<unknown> | null): void => {
    if (told !== null) needed.add(told.by)
  }
  for (const ofSlot of bySlot(deployments).values()) {
    const last = ofSlot.at(-1)
    if (last !== undefined) needed.add(last)
    const { current, kept, downtimes } = deriveSlotReleases(ofSlot, dropped, bounds)
    add(current)
    kept.forEach(add)
    for (const told of downtimes.values()) told.forEach(add)
  }
  return needed
}

function recordIdsOf({ begun, ended, takeovers, overruled }: GatheredDeployment): readonly string[] {
  return [begun, ended, ...takeovers, ...overruled].flatMap((record) => record?.recordId ?? [])
}

/** Each slot's last reservation that nobody took back. What took one back is newer than it, and so is kept as long as it. */
function neededReservations(ordered: readonly StoredRecord[]): readonly string[] {
  return [...openReservations(ordered).values()].map(({ recordId }) => recordId)
}

/** A release stays given up for as long as a deployment that is kept mentions it. */
function neededDrops(ordered: readonly StoredRecord[], needed: ReadonlySet<GatheredDeployment>): readonly string[] {
  const mentioned = new Set([...needed].flatMap(({ begun }) => begun?.from?.releaseId ?? []))
  return ordered.flatMap(({ record }) =>
    record?.kind === 'releases-dropped' && record.releaseIds.some((id) => mentioned.has(id)) ? record.recordId : [],
  )
}
