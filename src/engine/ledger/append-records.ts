import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import type { DockerClient, NamedFile } from '../ports'
import { type ReadPosition, readSegments, type ReadSegments } from './read-segments'
import { batchRecords, writeBatch } from './write-records'

const tries = 3

/** Records to be written behind a position, and the files that lie beside them. */
export type Append = {
  readonly position: ReadPosition
  readonly records: readonly StoredRecord[]
  readonly attachments: readonly NamedFile[]
}

/**
 * Writes records into a place that others write to and read at the same time, and looks that they are there: whole, and
 * not behind a segment that was begun meanwhile, where nobody would look any more. Answers with all that was read on the
 * way. Throws `ledger-write-lost` where they don't appear.
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
    const next = await readSegments(client, containerId, read.position, signal)
    const overtaken = isOvertaken(batch.segment, next.position)
    const seen = new Set(overtaken ? [] : next.records.map(({ base }) => base.recordId))
    const written = new Set(batch.records.filter(({ base }) => seen.has(base.recordId)))
    left = left.filter((record) => !written.has(record))
    read = {
      position: next.position,
      records: [...read.records, ...next.records],
      damaged: [...read.damaged, ...next.damaged],
    }
  }
  return read
}

/** Whether a later segment held something already when the written one was looked at. */
function isOvertaken(segment: number, position: ReadPosition): boolean {
  return position.segment > segment + 1 || (position.segment === segment + 1 && position.bytes > 0)
}
