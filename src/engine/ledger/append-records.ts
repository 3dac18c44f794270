import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import type { DockerClient, NamedFile } from '../ports'
import { recordsDirectory } from './find-store'
import { type ReadPosition, readSegments, type ReadSegments } from './read-segments'
import { segmentDirectory } from './record-file'
import { batchRecords, pathInStore, type RecordBatch, writeBatch } from './write-records'

const tries = 3
/** More than these are read as a whole. */
const mostSizes = 4

/** Records to be written behind a position, and the files that lie beside them. */
export type Append = {
  readonly position: ReadPosition
  readonly records: readonly StoredRecord[]
  readonly attachments: readonly NamedFile[]
}

/**
 * Writes records into a place that others write to and read at the same time, and looks that they are there: whole, and
 * not behind a segment that was begun meanwhile, where nobody would look any more. Answers with what was written and what
 * was read on the way. Throws `ledger-write-lost` where they don't appear.
 */
export async function appendRecords(
  client: DockerClient,
  containerId: string,
  { position, records, attachments }: Append,
  signal: AbortSignal,
): Promise<ReadSegments> {
  let read: ReadSegments = { position, records: [], damaged: [] }
  let left = records
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > tries + records.length) throw new BerthError('ledger-write-lost', { tries: attempt - 1 })
    const batch = batchRecords(read.position, left)[0]
    if (batch === undefined) break
    await writeBatch(client, containerId, batch, attempt === 1 ? attachments : [], signal)
    const seen =
      (await seenByTheirSizes(client, containerId, read.position, batch, signal)) ??
      (await readSegments(client, containerId, read.position, signal))
    const written = writtenOf(batch, seen)
    left = left.filter((record) => !written.has(record))
    read = {
      position: seen.position,
      records: [...read.records, ...seen.records],
      damaged: [...read.damaged, ...seen.damaged],
    }
  }
  return read
}

/**
 * The quick look: each file has its size, and no later segment was begun. What others wrote is for the next read
 * to find, which begins where the last one did. Null where that is not so, or there are many.
 */
async function seenByTheirSizes(
  client: DockerClient,
  containerId: string,
  before: ReadPosition,
  { segment, files }: RecordBatch,
  signal: AbortSignal,
): Promise<ReadSegments | null> {
  if (files.length > mostSizes) return null
  const sizeAt = (name: string): Promise<number | null> =>
    client.sizeAt(containerId, `${recordsDirectory}/${name}`, signal)
  const [later, ...sizes] = await Promise.all([
    sizeAt(segmentDirectory(segment + 1)),
    ...files.map((file) => sizeAt(pathInStore(segment, file))),
  ])
  if (later !== null || files.some(({ bytes }, index) => sizes[index] !== bytes.length)) return null
  const written = files.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const bytes = written + (segment === before.segment ? before.bytes : 0)
  const records = files.flatMap((file) => file.records)
  return { position: { segment, bytes, from: before.from }, records, damaged: [] }
}

/** Those of a batch that stand where everybody looks. */
function writtenOf({ segment, files }: RecordBatch, seen: ReadSegments): ReadonlySet<StoredRecord> {
  const ids = new Set(isOvertaken(segment, seen.position) ? [] : seen.records.map(({ base }) => base.recordId))
  return new Set(files.flatMap(({ records }) => records.filter(({ base }) => ids.has(base.recordId))))
}

/** Whether a later segment held something already when the written one was looked at. */
function isOvertaken(segment: number, position: ReadPosition): boolean {
  return position.segment > segment + 1 || (position.segment === segment + 1 && position.bytes > 0)
}
