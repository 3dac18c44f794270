import { gunzipSync, gzipSync } from 'node:zlib'
import { readLedgerRecord, type StoredRecord } from '../../domain/ledger/ledger-record'
import type { NamedFile } from '../ports'
import { sealBytes, unsealBytes } from './checked-bytes'

/** A file of a segment, named within it, and the records it holds. */
export type RecordFile = NamedFile & { readonly records: readonly StoredRecord[] }

/** So many lie in a file each: written one by one, and read by hand. More of them are a copy, and are packed. */
const mostSingle = 4
const packEnding = '.pack'
/** Before packing, without the last record. Ten to thirty times smaller in its file: deployments are much alike. */
const packBytes = 384 * 1024
/** What unpacks to more than this is no pack of ours. */
const longestPackBytes = 8 * 1024 * 1024

/** The files of a few records, or of many. */
export function recordFiles(records: readonly StoredRecord[]): readonly RecordFile[] {
  return records.length <= mostSingle ? records.map(singleFile) : packsOf(records)
}

/** Segments are counted from 1. */
export function segmentDirectory(segment: number): string {
  return String(segment).padStart(6, '0')
}

/** What is in a file of a segment; null for one that is torn, damaged or foreign. Never throws. */
export function readRecordFile({ name, bytes }: NamedFile): readonly StoredRecord[] | null {
  const text = unsealBytes(bytes)
  if (text === null) return null
  try {
    const lines = name.endsWith(packEnding) ? unpacked(text) : [Buffer.from(text).toString('utf8')]
    const records = lines.map((line) => readLedgerRecord(JSON.parse(line)))
    return records.every((record) => record !== null) ? records : null
  } catch {
    return null
  }
}

/** One line of JSON, one line of checksum. */
function singleFile(record: StoredRecord): RecordFile {
  return { name: `${record.base.recordId}.json`, bytes: sealBytes(Buffer.from(lineOf(record))), records: [record] }
}

function packsOf(records: readonly StoredRecord[]): readonly RecordFile[] {
  const packs: RecordFile[] = []
  let held: StoredRecord[] = []
  let lines: string[] = []
  let length = 0
  const close = (): void => {
    if (held.length > 0) packs.push(packedFile(held, lines))
    held = []
    lines = []
    length = 0
  }
  for (const record of records) {
    const line = lineOf(record)
    held.push(record)
    lines.push(line)
    length += line.length
    if (length >= packBytes) close()
  }
  close()
  return packs
}

/** The records' lines, packed by gzip, and a line of checksum. */
function packedFile(records: readonly StoredRecord[], lines: readonly string[]): RecordFile {
  const name = `${records[0]?.base.recordId ?? ''}${packEnding}`
  return { name, bytes: sealBytes(gzipSync(lines.join('\n'))), records }
}

function unpacked(bytes: Uint8Array): readonly string[] {
  return gunzipSync(bytes, { maxOutputLength: longestPackBytes }).toString('utf8').split('\n')
}

function lineOf({ raw }: StoredRecord): string {
  return JSON.stringify(raw)
}
