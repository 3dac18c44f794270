import type { LedgerRecordOf, RecordBase } from './ledger-record'
import type { Release } from './release'

/** One deployment as the ledger tells it, put together from all its records. */
export type HistoryEntry = {
  readonly deploymentId: string
  readonly slot: string | null
  readonly by: string
  /** When it began, by the host's clock; where the beginning was lost, when it ended. */
  readonly atMs: number
  /** Counts the slot's deployments from 1, also over those that the ledger has dropped since. */
  readonly number: number
  /** Null: its beginning was lost. */
  readonly begun: LedgerRecordOf<'deployment-begun'> | null
  /** Null: it goes on, or was cut off; the slot's lock tells which. */
  readonly ended: LedgerRecordOf<'deployment-ended'> | null
  /** Oldest first. */
  readonly takeovers: readonly LedgerRecordOf<'taken-over'>[]
  /** The reservations it went over, oldest first. */
  readonly overruled: readonly LedgerRecordOf<'overruled'>[]
}

/** A record that this version can only tell of: made by a newer version of Berth. */
export type NewerRecord = { readonly kind: 'newer'; readonly base: RecordBase }

/** What happened besides deployments. */
export type Happening =
  | LedgerRecordOf<'taken-over' | 'overruled' | 'reserved' | 'unreserved' | 'held' | 'lifted' | 'settings-published'>
  | NewerRecord

/**
 * All that the ledger of one host says. Maps by slot have no entry where there is nothing. "Newest" is by `atMs`, then by
 * `recordId`, so that everyone who has the same records sees the same.
 */
export type LedgerState = {
  /** Newest first, at most 1,000. */
  readonly deployments: readonly HistoryEntry[]
  /** Newest first, at most 2,000. */
  readonly happenings: readonly Happening[]
  /** The last reservation that nobody took back. It may have ended: compare `untilMs` with the host's own time. */
  readonly reservations: ReadonlyMap<string, LedgerRecordOf<'reserved'>>
  /** What is held since a rollback and nobody lifted: newest first, one a tag, at most 20 a slot. */
  readonly holds: ReadonlyMap<string, readonly LedgerRecordOf<'held'>[]>
  /** What the last deployment left, or found and put back. */
  readonly current: ReadonlyMap<string, Release>
  /** What can be rolled back to, most recently served first, at most 5, never the current one. */
  readonly kept: ReadonlyMap<string, readonly Release[]>
  /** Versions of the slots file, newest first, at most 10. */
  readonly settings: readonly LedgerRecordOf<'settings-published'>[]
  /** Slot → service → how long nobody answered in its last deployments that succeeded, newest first, at most 5. */
  readonly downtimes: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>
  /** The slot's last deployment where it has begun, not ended and not been left by an `unlock`. */
  readonly open: ReadonlyMap<string, HistoryEntry>
}

/** A host without a ledger, or with an empty one. */
export const emptyLedgerState: LedgerState = {
  deployments: [],
  happenings: [],
  reservations: new Map(),
  holds: new Map(),
  current: new Map(),
  kept: new Map(),
  settings: [],
  downtimes: new Map(),
  open: new Map(),
}
