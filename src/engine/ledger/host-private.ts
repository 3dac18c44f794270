import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import { orAborted } from '../abort-scope'
import type { PrivateBlob } from '../ledger-access'
import type { Clock, DockerClient, Log, NamedFile } from '../ports'
import { createSharedRun } from '../shared-run'
import { createBlobMemory } from './blob-memory'
import { sealBytes, unsealBytes } from './checked-bytes'
import type { RecordMaker } from './make-record'
import { blobPath, blobsByName } from './private-index'
import type { HostTime } from './host-time'
import { createRecordStore, type StoreView } from './record-store'
import { privateStore } from './store-kind'

/** One host's private store: named bytes. Nothing of it is kept on this machine's disk. */
export type HostPrivate = {
  readonly write: (blobs: readonly PrivateBlob[], signal: AbortSignal) => Promise<void>
  readonly read: (name: string, signal: AbortSignal) => Promise<Uint8Array | null>
  readonly drop: (names: readonly string[], signal: AbortSignal) => Promise<void>
  /** Gives space back where much of it is taken by what was dropped or replaced. */
  readonly compactIfLarge: (signal: AbortSignal) => Promise<void>
}

export type HostPrivateParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  readonly time: HostTime
  readonly maker: RecordMaker
  /** Ends what is done for several callers at once. */
  readonly closing: AbortSignal
}

const blobLimitBytes = 1024 * 1024
const worthCompactingBytes = 8 * 1024 * 1024
const compress = promisify(gzip)
const decompress = promisify(gunzip)

/** See `HostPrivate`. */
export function createHostPrivate({ client, clock, log, time, maker, closing }: HostPrivateParts): HostPrivate {
  const store = createRecordStore({ client, clock, log, kind: privateStore }, null)
  let view: StoreView | null = null
  const look = async (signal: AbortSignal): Promise<StoreView | null> => (view = await store.look(signal))
  const lookTogether = createSharedRun(() => look(closing))
  const memory = createBlobMemory()
  const readFrom = async (seen: StoreView | null, name: string, signal: AbortSignal): Promise<Uint8Array | null> => {
    const recordId = blobsByName(seen?.records.values() ?? []).get(name)?.recordId
    if (recordId === undefined) return null
    const known = memory.get(recordId)
    if (known !== null) return known
    const sealed = await store.readAttachment(blobPath(recordId), signal)
    const packed = sealed === null ? null : unsealBytes(sealed)
    const bytes = packed === null ? null : await unpack(packed)
    if (bytes !== null) memory.put(recordId, bytes)
    return bytes
  }
  return {
    write: async (blobs, signal) => {
      await time.compare(signal)
      const made = await Promise.all(blobs.map((blob) => madeOf(blob, maker)))
      const attachments = made.map(({ file }) => file)
      if (made.length > 0)
        view = await store.append(
          made.map(({ record }) => record),
          attachments,
          signal,
        )
    },
    read: async (name, signal) => readFrom(await orAborted(lookTogether(), signal), name, signal),
    drop: async (names, signal) => {
      const standing = blobsByName((await look(signal))?.records.values() ?? [])
      const there = names.filter((name) => standing.has(name))
      if (there.length === 0) return
      await time.compare(signal)
      view = await store.append([maker.ofKind('blobs-dropped', { names: there })], [], signal)
    },
    compactIfLarge: async (signal) => {
      if (view === null || spareBytes(view) < worthCompactingBytes) return
      await store.compact(maker.after, signal)
      await look(signal)
    },
  }
}

async function madeOf(
  { name, bytes }: PrivateBlob,
  maker: RecordMaker,
): Promise<{ readonly record: StoredRecord; readonly file: NamedFile }> {
  if (bytes.length > blobLimitBytes) {
    throw new BerthError('private-too-large', { name, bytes: bytes.length, most: blobLimitBytes })
  }
  const sealed = sealBytes(await compress(bytes))
  const record = maker.ofKind('blob-written', { name, encoding: 'gzip', bytes: sealed.length })
  return { record, file: { name: blobPath(record.base.recordId), bytes: sealed } }
}

/** Null for what no `write` wrote. */
async function unpack(packed: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await decompress(packed, { maxOutputLength: blobLimitBytes })
  } catch {
    return null
  }
}

function spareBytes({ records }: StoreView): number {
  const kept = new Set(privateStore.bound([...records.values()]).kept)
  return [...records.values()]
    .filter((record) => !kept.has(record))
    .reduce((sum, { raw }) => sum + (typeof raw['bytes'] === 'number' ? raw['bytes'] : 0), 0)
}
