import { z } from 'zod'
import { recordBaseSchema, type StoredRecord } from '../../domain/ledger/ledger-record'
import { inOrder } from '../../domain/ledger/record-order'

/** What the private store's segments hold: which blob stands under which name. The blobs lie beside them, one file each. */
const indexRecordSchema = z.discriminatedUnion('kind', [
  recordBaseSchema.extend({
    kind: z.literal('blob-written'),
    name: z.string().min(1),
    /** How it lies in its file. */
    encoding: z.enum(['gzip']),
    /** The file's size. */
    bytes: z.number().nonnegative(),
  }),
  recordBaseSchema.extend({ kind: z.literal('blobs-dropped'), names: z.array(z.string()) }),
])

type IndexRecord = Readonly<z.infer<typeof indexRecordSchema>>

/** A blob that stands under a name. */
export type BlobEntry = Extract<IndexRecord, { readonly kind: 'blob-written' }>

/** Last log lines are the bulk: at most this much of them stays, the newest. */
const mostLogBytes = 64 * 1024 * 1024
const logPrefix = 'log/'
const mostDrops = 1_000

/** The blob under each name: the one written last, unless it was dropped since. */
export function blobsByName(records: Iterable<StoredRecord>): ReadonlyMap<string, BlobEntry> {
  const blobs = new Map<string, BlobEntry>()
  for (const stored of inOrder(records)) {
    const record = indexRecord(stored)
    if (record?.kind === 'blob-written') {
      // The order of the map is that of the writes.
      blobs.delete(record.name)
      blobs.set(record.name, record)
    }
    if (record?.kind === 'blobs-dropped') for (const name of record.names) blobs.delete(name)
  }
  return blobs
}

/** The path of a blob's file from the store's root. */
export function blobPath(recordId: string): string {
  return `blobs/${recordId}`
}

/** See `StoreKind.attachment`. */
export function attachedBlob(stored: StoredRecord): string | null {
  return indexRecord(stored)?.kind === 'blob-written' ? blobPath(stored.base.recordId) : null
}

/** See `StoreKind.bound`: what stands under a name, the last drops, and what only a newer version understands. */
export function boundPrivate(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const ordered = inOrder(records)
  const standing = new Set(withinLogBound([...blobsByName(ordered).values()]).map(({ recordId }) => recordId))
  const drops = ordered.filter((stored) => indexRecord(stored)?.kind === 'blobs-dropped').slice(-mostDrops)
  const dropIds = new Set(drops.map(({ base }) => base.recordId))
  return ordered.filter(
    (stored) => standing.has(stored.base.recordId) || dropIds.has(stored.base.recordId) || indexRecord(stored) === null,
  )
}

/** See `StoreKind.missing`. */
export function missingPrivate(
  present: readonly StoredRecord[],
  others: readonly StoredRecord[],
): readonly StoredRecord[] {
  const there = new Set(present.map(({ base }) => base.recordId))
  return boundPrivate([...present, ...others]).filter(({ base }) => !there.has(base.recordId))
}

function withinLogBound(blobs: readonly BlobEntry[]): readonly BlobEntry[] {
  let logBytes = 0
  return [...blobs].reverse().filter(({ name, bytes }) => {
    if (!name.startsWith(logPrefix)) return true
    logBytes += bytes
    return logBytes <= mostLogBytes
  })
}

function indexRecord({ raw }: StoredRecord): IndexRecord | null {
  const parsed = indexRecordSchema.safeParse(raw)
  return parsed.success && parsed.data.format === 1 ? parsed.data : null
}
