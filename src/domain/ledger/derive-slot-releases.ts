import type { GatheredDeployment } from './gather-deployments'
import type { LedgerBounds } from './ledger-bounds'
import type { StoredRecord } from './ledger-record'
import { comparePlaces, type RecordPlace } from './record-order'
import type { Release } from './release'

/** A value and the deployment that tells it: a compaction keeps the ones, as they are needed, for the sake of the others. */
export type Told<Value> = { readonly value: Value; readonly by: GatheredDeployment }

/** What the deployments of one slot come to. */
export type SlotReleases = {
  readonly current: Told<Release> | null
  readonly kept: readonly Told<Release>[]
  /** By service, newest first. */
  readonly downtimes: ReadonlyMap<string, readonly Told<number>[]>
}

/** Ids of releases that were given up. */
export function droppedReleases(ordered: readonly StoredRecord[]): ReadonlySet<string> {
  return new Set(ordered.flatMap(({ record }) => (record?.kind === 'releases-dropped' ? record.releaseIds : [])))
}

/** Reads one slot's deployments, in any order. */
export function deriveSlotReleases(
  deployments: readonly GatheredDeployment[],
  dropped: ReadonlySet<string>,
  bounds: LedgerBounds,
): SlotReleases {
  const current = currentRelease(deployments)
  const succeeded = deployments
    .flatMap((by) => (by.ended !== null && by.ended.release !== null ? { by, place: by.ended } : []))
    .sort((a, b) => comparePlaces(b.place, a.place))
    .map(({ by }) => by)
  return {
    current,
    kept: keptReleases(succeeded, new Set([...dropped, current?.value.releaseId]), bounds),
    downtimes: measuredDowntimes(succeeded, bounds),
  }
}

/** What was left last; a deployment that begins says what it finds, however that came there. */
function currentRelease(deployments: readonly GatheredDeployment[]): Told<Release> | null {
  const told = deployments.flatMap((by): (Told<Release> & { readonly place: RecordPlace })[] => [
    ...(by.begun !== null && by.begun.from !== null ? [{ by, value: by.begun.from, place: by.begun }] : []),
    ...(by.ended !== null && by.ended.release !== null ? [{ by, value: by.ended.release, place: by.ended }] : []),
  ])
  return told.sort((a, b) => comparePlaces(b.place, a.place))[0] ?? null
}

/** Only a deployment that succeeds keeps what it replaces: its images by a tag, its settings in the private store. */
function keptReleases(
  succeeded: readonly GatheredDeployment[],
  without: ReadonlySet<string | undefined>,
  bounds: LedgerBounds,
): readonly Told<Release>[] {
  const kept = new Map<string, Told<Release>>()
  for (const by of succeeded) {
    const from = by.begun?.from ?? null
    if (from === null || without.has(from.releaseId) || kept.has(from.releaseId)) continue
    if (kept.size < bounds.keptReleases) kept.set(from.releaseId, { by, value: from })
  }
  return [...kept.values()]
}

function measuredDowntimes(
  succeeded: readonly GatheredDeployment[],
  bounds: LedgerBounds,
): ReadonlyMap<string, readonly Told<number>[]> {
  const byService = new Map<string, Told<number>[]>()
  for (const by of succeeded) {
    for (const [service, value] of Object.entries(by.ended?.downtimeMs ?? {})) {
      const known = byService.get(service) ?? []
      if (known.length < bounds.downtimes) byService.set(service, [...known, { by, value }])
    }
  }
  return byService
}

/** The deployments of each slot; those of no slot (nobody writes such) are left out. */
export function bySlot<Item extends { readonly slot: string | null }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const slots = new Map<string, Item[]>()
  for (const item of items) {
    if (item.slot === null) continue
    const known = slots.get(item.slot)
    if (known === undefined) slots.set(item.slot, [item])
    else known.push(item)
  }
  return slots
}
