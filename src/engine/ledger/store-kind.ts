import { boundLedger, lostRecords } from '../../domain/ledger/bound-ledger'
import type { LedgerDraft, StoredRecord } from '../../domain/ledger/ledger-record'
import { berthLabels } from '../../domain/label-names'
import { attachedBlob, boundPrivate, missingPrivate } from './private-index'

/** What a compaction keeps, and the word that it leaves (null: none). */
export type Bounded = { readonly kept: readonly StoredRecord[]; readonly word: LedgerDraft | null }

/** What tells one of a host's stores from the other. The machinery is the same. */
export type StoreKind = {
  /** The name of its container; its volumes and the others of its containers begin with it. */
  readonly name: string
  /** On everything of this store. */
  readonly label: string
  readonly bound: (records: readonly StoredRecord[]) => Bounded
  /** Of another place's records, those that belong here and are not here. */
  readonly missing: (present: readonly StoredRecord[], others: readonly StoredRecord[]) => readonly StoredRecord[]
  /** A file that belongs to a record and is copied with it, by its path from the store's root. */
  readonly attachment: (record: StoredRecord) => string | null
}

/** What everyone who may look at the host may read. */
export const ledgerStore: StoreKind = {
  name: 'berth-ledger',
  label: berthLabels.ledger,
  bound: (records) => {
    const { kept, cutOff, deploymentsBefore } = boundLedger(records)
    return { kept, word: { kind: 'compacted', by: '', slot: null, cutOff, deploymentsBefore } }
  },
  missing: lostRecords,
  attachment: () => null,
}

/** What may hold secrets: nothing that a read-only view of the host ever serves. */
export const privateStore: StoreKind = {
  name: 'berth-private',
  label: berthLabels.private,
  bound: (records) => ({ kept: boundPrivate(records), word: null }),
  missing: missingPrivate,
  attachment: attachedBlob,
}
