import type { StoredRecord } from './ledger-record'

/** A record's place in time. The same for everyone, whatever order the records were read in. */
export type RecordPlace = { readonly atMs: number; readonly recordId: string }

/** Negative where `a` is older. */
export function comparePlaces(a: RecordPlace, b: RecordPlace): number {
  if (a.atMs !== b.atMs) return a.atMs - b.atMs
  if (a.recordId === b.recordId) return 0
  return a.recordId < b.recordId ? -1 : 1
}

/** Oldest first, each id once. Of two that share an id (nobody writes such) the same one is taken in any order. */
export function inOrder(records: Iterable<StoredRecord>): readonly StoredRecord[] {
  const byId = new Map<string, StoredRecord>()
  for (const record of records) {
    const known = byId.get(record.base.recordId)
    if (known === undefined || comesFirst(record, known)) byId.set(record.base.recordId, record)
  }
  return [...byId.values()].sort((a, b) => comparePlaces(a.base, b.base))
}

function comesFirst(record: StoredRecord, known: StoredRecord): boolean {
  if (record.base.atMs !== known.base.atMs) return record.base.atMs < known.base.atMs
  return JSON.stringify(record.raw) < JSON.stringify(known.raw)
}
