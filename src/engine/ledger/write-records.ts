import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import type { DockerClient, NamedFile } from '../ports'
import { recordsDirectory } from './find-store'
import { type ReadPosition, segmentLimitBytes, startPosition } from './read-segments'
import { type RecordFile, recordFiles, segmentDirectory } from './record-file'
import type { StoreKind } from './store-kind'

/** What goes into one segment by one archive. */
export type RecordBatch = { readonly segment: number; readonly files: readonly RecordFile[] }

/** The most that lies beside a record. */
export const attachmentLimitBytes = 1024 * 1024 + 64 * 1024

/** Parts records so that they fill segments from the position on; a segment exceeds its limit by one file at most. */
export function batchRecords(
  position: Pick<ReadPosition, 'segment' | 'bytes'>,
  records: readonly StoredRecord[],
): readonly RecordBatch[] {
  const batches = new Map<number, RecordFile[]>()
  let { segment, bytes } = position
  for (const file of recordFiles(records)) {
    if (bytes >= segmentLimitBytes) {
      segment += 1
      bytes = 0
    }
    const batch = batches.get(segment) ?? []
    batches.set(segment, batch)
    batch.push(file)
    bytes += file.bytes.length
  }
  return [...batches].map(([of, files]) => ({ segment: of, files }))
}

/** A file's path from the store's root. */
export function pathInStore(segment: number, { name }: Pick<RecordFile, 'name'>): string {
  return `${segmentDirectory(segment)}/${name}`
}

/**
 * Writes one batch by one archive, what lies beside its records before them: a record that can be read never lacks its
 * own. Once more is no harm: the files' names are the records' own.
 */
export async function writeBatch(
  client: DockerClient,
  containerId: string,
  { segment, files }: RecordBatch,
  attachments: readonly NamedFile[],
  signal: AbortSignal,
): Promise<void> {
  const placed = files.map((file) => ({ name: pathInStore(segment, file), bytes: file.bytes }))
  await client.writeFiles(containerId, recordsDirectory, [...attachments, ...placed], signal)
}

/** What to copy from where to where, both by container ID. */
export type RecordCopy = { readonly from: string; readonly to: string; readonly records: readonly StoredRecord[] }

/** Fills a place that nobody else writes to or reads yet. */
export async function copyRecords(
  client: DockerClient,
  kind: StoreKind,
  copy: RecordCopy,
  signal: AbortSignal,
): Promise<void> {
  const whole = await copyAttachments(client, kind, copy, signal)
  for (const batch of batchRecords(startPosition, whole)) await writeBatch(client, copy.to, batch, [], signal)
}

/** Copies what lies beside the records. Answers with the records that can follow: one whose attachment is gone is worth nothing. */
export async function copyAttachments(
  client: DockerClient,
  kind: StoreKind,
  { from, to, records }: RecordCopy,
  signal: AbortSignal,
): Promise<readonly StoredRecord[]> {
  const whole: StoredRecord[] = []
  for (const record of records) {
    const path = kind.attachment(record)
    const attachment = path === null ? null : await readAttachment(client, from, path, signal)
    if (path !== null && attachment === null) continue
    // One at a time: all of them together are too much for one archive.
    if (attachment !== null) await client.writeFiles(to, recordsDirectory, [attachment], signal)
    whole.push(record)
  }
  return whole
}

/** What lies at a path beside the records, named by that path; null where there is nothing, or too much. */
export async function readAttachment(
  client: DockerClient,
  containerId: string,
  path: string,
  signal: AbortSignal,
): Promise<NamedFile | null> {
  try {
    const files = await client.readFiles(containerId, `${recordsDirectory}/${path}`, attachmentLimitBytes, signal)
    const bytes = files?.[0]?.bytes
    return bytes === undefined ? null : { name: path, bytes }
  } catch (error) {
    if (error instanceof BerthError && error.code === 'file-too-large') return null
    throw error
  }
}
