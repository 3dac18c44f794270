import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import type { DockerClient, NamedFile } from '../ports'
import { recordsDirectory } from './find-store'
import { readRecordFile, segmentDirectory } from './record-file'

/** A segment that holds this much gets no more records: so none is larger than a read may be. */
export const segmentLimitBytes = 96 * 1024
/** One record, so that a segment stays under 256 KB. */
export const recordLimitBytes = 128 * 1024
/** Only a foreign file makes a segment larger. */
const readLimitBytes = 1024 * 1024

/**
 * How far a store was read. `segment` is the one that takes the next record, `bytes` what it holds. The next read begins
 * at `from`: the segment before may have been written to while this one was begun.
 */
export type ReadPosition = { readonly segment: number; readonly bytes: number; readonly from: number }

/** Before anything was read. */
export const startPosition: ReadPosition = { segment: 1, bytes: 0, from: 1 }

/** What was read from a position on. */
export type ReadSegments = {
  readonly position: ReadPosition
  readonly records: readonly StoredRecord[]
  /** Paths of files that are no record: torn, damaged or foreign. */
  readonly damaged: readonly string[]
}

/** Reads on from a position. A segment that still takes records is the last one; a store that is empty has none. */
export async function readSegments(
  client: DockerClient,
  containerId: string,
  before: ReadPosition,
  signal: AbortSignal,
): Promise<ReadSegments> {
  const records: StoredRecord[] = []
  const damaged: string[] = []
  for (let segment = before.from; ; segment += 1) {
    const read = await readSegment(client, containerId, segment, signal)
    records.push(...(read?.records ?? []))
    damaged.push(...(read?.damaged ?? []))
    const bytes = read?.bytes ?? 0
    if (bytes < segmentLimitBytes) return { position: nextPosition(before, segment, bytes), records, damaged }
  }
}

/**
 * Whoever writes looks afterwards whether a later segment was begun, and writes again if so. So the segment before is at
 * rest only if this one held something already when this read began.
 */
function nextPosition(before: ReadPosition, segment: number, bytes: number): ReadPosition {
  const isAtRest = before.segment === segment && before.bytes > 0
  return { segment, bytes, from: isAtRest ? segment : Math.max(1, segment - 1) }
}

type ReadSegment = Omit<ReadSegments, 'position'> & { readonly bytes: number }

async function readSegment(
  client: DockerClient,
  containerId: string,
  segment: number,
  signal: AbortSignal,
): Promise<ReadSegment | null> {
  const directory = segmentDirectory(segment)
  const files = await filesOf(client, containerId, directory, signal)
  if (files === null) return null
  if (files === 'too-large') return { records: [], damaged: [directory], bytes: readLimitBytes }
  const read = files.map((file) => ({ path: `${directory}/${file.name}`, records: readRecordFile(file) }))
  return {
    records: read.flatMap(({ records }) => records ?? []),
    damaged: read.flatMap(({ path, records }) => (records === null ? path : [])),
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  }
}

async function filesOf(
  client: DockerClient,
  containerId: string,
  directory: string,
  signal: AbortSignal,
): Promise<readonly NamedFile[] | null | 'too-large'> {
  try {
    return await client.readFiles(containerId, `${recordsDirectory}/${directory}`, readLimitBytes, signal)
  } catch (error) {
    if (error instanceof BerthError && error.code === 'file-too-large') return 'too-large'
    throw error
  }
}
