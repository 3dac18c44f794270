import { bySlot, deriveSlotReleases, droppedReleases, type SlotReleases } from './derive-slot-releases'
import { cutOffOf, gatherDeployments, isCutOff, numberDeployments } from './gather-deployments'
import { type LedgerBounds, ledgerBounds } from './ledger-bounds'
import type { LedgerRecordOf, StoredRecord } from './ledger-record'
import { openHolds } from './fold-holds'
import type { Happening, HistoryEntry, LedgerState } from './ledger-state'
import { inOrder } from './record-order'

/** What the records say, whatever order they come in and however often each. */
export function foldLedger(records: Iterable<StoredRecord>, bounds: LedgerBounds = ledgerBounds): LedgerState {
  const ordered = inOrder(records)
  const cut = cutOffOf(ordered)
  const numbered = numberDeployments(gatherDeployments(ordered), cut)
  const dropped = droppedReleases(ordered)
  const slots = [...bySlot(numbered)].map(([slot, deployments]): SlotPart => ({
    slot,
    releases: deriveSlotReleases(deployments, dropped, bounds),
    last: deployments.at(-1),
  }))
  const shown = numbered.filter(({ place }) => !isCutOff(place, cut))
  return {
    deployments: shown.slice(-bounds.deployments).reverse().map(entryOf),
    happenings: ordered.flatMap(happeningOf).slice(-bounds.happenings).reverse(),
    reservations: openReservations(ordered),
    holds: openHolds(ordered, bounds),
    settings: publishedSettings(ordered, bounds),
    ...slotMaps(slots),
  }
}

type SlotPart = {
  readonly slot: string
  readonly releases: SlotReleases
  readonly last: HistoryEntry | undefined
}

function slotMaps(slots: readonly SlotPart[]): Pick<LedgerState, 'current' | 'kept' | 'downtimes' | 'open'> {
  const mapped = <Value>(valueOf: (part: SlotPart) => Value | null): ReadonlyMap<string, Value> =>
    new Map(
      slots.flatMap((part): [string, Value][] => {
        const value = valueOf(part)
        return value === null ? [] : [[part.slot, value]]
      }),
    )
  return {
    current: mapped(({ releases }) => releases.current?.value ?? null),
    kept: mapped(({ releases }) => (releases.kept.length === 0 ? null : releases.kept.map(({ value }) => value))),
    downtimes: mapped(({ releases }) =>
      releases.downtimes.size === 0
        ? null
        : new Map([...releases.downtimes].map(([service, told]) => [service, told.map(({ value }) => value)])),
    ),
    open: mapped(({ last }) => (last !== undefined && isOpen(last) ? entryOf(last) : null)),
  }
}

/** Left by an `unlock`: somebody looked, and chose to leave the slot as it is. */
function isOpen({ begun, ended, takeovers }: HistoryEntry): boolean {
  return begun !== null && ended === null && takeovers.at(-1)?.choice !== 'unlock'
}

function entryOf(numbered: HistoryEntry): HistoryEntry {
  const { deploymentId, slot, by, atMs, number, begun, ended, takeovers, overruled } = numbered
  return { deploymentId, slot, by, atMs, number, begun, ended, takeovers, overruled }
}

/** What a record is among the happenings; deployments and the ledger's own housekeeping are none. */
export function happeningOf({ base, record }: StoredRecord): readonly Happening[] {
  switch (record?.kind) {
    case undefined:
      return [{ kind: 'newer', base }]
    case 'deployment-begun':
    case 'deployment-ended':
    case 'releases-dropped':
    case 'compacted':
      return []
    case 'taken-over':
    case 'overruled':
    case 'reserved':
    case 'unreserved':
    case 'held':
    case 'lifted':
    case 'settings-published':
      return record === null || record === undefined ? [] : [record]
  }
}

/** The last reservation of each slot that nobody took back: who comes second and withdraws leaves the first one standing. */
export function openReservations(ordered: readonly StoredRecord[]): LedgerState['reservations'] {
  const takenBack = new Set(
    ordered.flatMap(({ record }) => (record?.kind === 'unreserved' ? record.reservationId : [])),
  )
  return new Map(
    ordered.flatMap(({ record }): [string, LedgerRecordOf<'reserved'>][] =>
      record?.kind === 'reserved' && record.slot !== null && !takenBack.has(record.reservationId)
        ? [[record.slot, record]]
        : [],
    ),
  )
}

/** Newest first. Where two published one number at once, the later one stands: its content is what lies there. */
export function publishedSettings(
  ordered: readonly StoredRecord[],
  bounds: LedgerBounds,
): readonly LedgerRecordOf<'settings-published'>[] {
  const byVersion = new Map<number, LedgerRecordOf<'settings-published'>>()
  for (const { record } of ordered) if (record?.kind === 'settings-published') byVersion.set(record.version, record)
  return [...byVersion.values()].sort((a, b) => b.version - a.version).slice(0, bounds.settingsVersions)
}
