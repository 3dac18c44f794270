import { readLedgerRecord, type StoredRecord } from '../../domain/ledger/ledger-record'
import type { NamedFile } from '../ports'
import { sealBytes, unsealBytes } from './checked-bytes'

/** A record's file in its segment: one line of JSON, one line of checksum. */
export function recordFile(segment: number, record: StoredRecord): NamedFile {
  const bytes = sealBytes(Buffer.from(JSON.stringify(record.raw)))
  return { name: `${segmentDirectory(segment)}/${recordFileName(record)}`, bytes }
}

/** The record's file name in its segment. */
export function recordFileName(record: StoredRecord): string {
  return `${record.base.recordId}.json`
}

/** Segments are counted from 1. */
export function segmentDirectory(segment: number): string {
  return String(segment).padStart(6, '0')
}

/** What is in a record's file; null for one that is torn, damaged or foreign. Never throws. */
export function readRecordFile(bytes: Uint8Array): StoredRecord | null {
  const line = unsealBytes(bytes)
  if (line === null) return null
  try {
    return readLedgerRecord(JSON.parse(Buffer.from(line).toString('utf8')))
  } catch {
    return null
  }
}
