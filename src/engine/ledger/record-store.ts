import { BerthError, toErrorData } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import { isBreak } from '../deploy/steady-host'
import { createLimiter } from '../limiter'
import type { NamedFile } from '../ports'
import { appendRecords } from './append-records'
import { compactStore } from './compact-store'
import { findStore, orphanVolumes, type StorePlace } from './find-store'
import type { RecordMaker } from './make-record'
import { makeStore } from './make-store'
import { type ReadPosition, readSegments, type ReadSegments, startPosition } from './read-segments'
import { putBackOld, repairStore } from './repair-store'
import type { StoreParts } from './store-lock'
import { readAttachment } from './write-records'

/** What a store holds, as far as it was read. A later view is another object exactly where it says something else. */
export type StoreView = {
  readonly containerId: string
  readonly position: ReadPosition
  readonly records: ReadonlyMap<string, StoredRecord>
  /** Paths of files that are no record. */
  readonly damaged: ReadonlySet<string>
}

/** One of a host's stores. Calls wait for each other. */
export type RecordStore = {
  /** Reads what is new, mending what was left half done. Null: there is none, and none is made. */
  readonly look: (signal: AbortSignal) => Promise<StoreView | null>
  /** Writes records and what lies beside them, making the store where there is none. Resolves once they can be read there. */
  readonly append: (
    records: readonly StoredRecord[],
    attachments: readonly NamedFile[],
    signal: AbortSignal,
  ) => Promise<StoreView>
  /** What lies at a path of the store that was looked at last. */
  readonly readAttachment: (path: string, signal: AbortSignal) => Promise<Uint8Array | null>
  /** See `compactStore`. */
  readonly compact: (makeWord: RecordMaker['after'], signal: AbortSignal) => Promise<boolean>
}

/** A swap under way is waited for; one that takes longer than this was cut off in the middle. */
const swapMs = 2_000
const swapLimitMs = 15_000
const betweenLooksMs = 50
const writeTries = 5

/** See `RecordStore`. `known` is what an earlier run read. */
export function createRecordStore(parts: StoreParts, known: StoreView | null): RecordStore {
  const inTurn = createLimiter(1)
  let view = known
  const readOn = async ({ containerId }: StorePlace, signal: AbortSignal): Promise<StoreView> => {
    const before = view?.containerId === containerId ? view : emptyView(containerId)
    view = viewAfter(before, await readSegments(parts.client, containerId, before.position, signal))
    return view
  }
  const look = (signal: AbortSignal): Promise<StoreView | null> =>
    againWhileGone(async () => {
      const present = await presentPlace(parts, signal)
      if (present === null) view = null
      return present === null ? null : readOn(present, signal)
    })
  /** Null: what was written to is not the store (any more). */
  const appendOnce = async (
    records: readonly StoredRecord[],
    attachments: readonly NamedFile[],
    signal: AbortSignal,
  ): Promise<StoreView | null> => {
    try {
      const before = view ?? (await readOn(await presentOrNew(parts, signal), signal))
      const { containerId, position } = before
      const read = await appendRecords(parts.client, containerId, { position, records, attachments }, signal)
      view = viewAfter(before, read)
      const { present } = await findStore(parts.client, parts.kind, signal)
      if (present?.containerId === containerId) return view
    } catch (error) {
      if (!isGone(error)) throw error
    }
    await look(signal)
    return null
  }
  return {
    look: (signal) => inTurn(() => look(signal)),
    append: (records, attachments, signal) =>
      inTurn(async () => {
        for (let attempt = 1; attempt <= writeTries; attempt += 1) {
          const written = await appendOnce(records, attachments, signal)
          if (written !== null) return written
        }
        throw new BerthError('ledger-write-lost', { tries: writeTries })
      }),
    readAttachment: async (path, signal) => {
      if (view === null) return null
      const file = await readAttachment(parts.client, view.containerId, path, signal)
      return file?.bytes ?? null
    },
    compact: (makeWord, signal) =>
      inTurn(async () => {
        const done = await compactStore(parts, makeWord, signal)
        await look(signal)
        return done
      }),
  }
}

/** What was found may be removed or swapped before it is read: another look tells what there is by then. */
async function againWhileGone<Result>(look: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await look()
    } catch (error) {
      if (!isGone(error) || attempt === writeTries) throw error
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof BerthError && error.code === 'container-gone'
}

function emptyView(containerId: string): StoreView {
  return { containerId, position: startPosition, records: new Map(), damaged: new Set() }
}

function viewAfter(before: StoreView, read: ReadSegments): StoreView {
  const fresh = read.records.filter(({ base }) => !before.records.has(base.recordId))
  const damaged = new Set([...before.damaged, ...read.damaged])
  const mended = [...damaged].filter((path) => read.records.some(({ base }) => path.endsWith(`/${base.recordId}.json`)))
  for (const path of mended) if (!read.damaged.includes(path)) damaged.delete(path)
  const isSame = fresh.length === 0 && damaged.size === before.damaged.size
  if (isSame) return samePosition(before.position, read.position) ? before : { ...before, position: read.position }
  const records = new Map(before.records)
  for (const record of fresh) records.set(record.base.recordId, record)
  return { containerId: before.containerId, position: read.position, records, damaged }
}

function samePosition(a: ReadPosition, b: ReadPosition): boolean {
  return a.segment === b.segment && a.bytes === b.bytes && a.from === b.from
}

/** The store's container, mended and swapped in where it has to be. Null: the host has none. */
async function presentPlace(parts: StoreParts, signal: AbortSignal): Promise<StorePlace | null> {
  const { client, clock, kind } = parts
  for (const startedAtMs = clock.monotonicMs(); ; await clock.sleep(betweenLooksMs, signal)) {
    const found = await findStore(client, kind, signal)
    if (found.present !== null)
      return found.others.length === 0 ? found.present : mendedOr(parts, found.present, signal)
    if (found.others.length === 0 && (await orphanVolumes(client, kind, found, signal)).length === 0) return null
    const place = (await repairStore(parts, signal))?.result ?? null
    if (place !== null) return place
    const waitedMs = clock.monotonicMs() - startedAtMs
    if (waitedMs > swapLimitMs) throw new BerthError('ledger-busy', { seconds: Math.round(waitedMs / 1_000) })
    // Who swaps takes no time between two renames: this one died there, and its lock will stand for minutes.
    if (waitedMs > swapMs) await putBackOld(client, kind, found, signal)
  }
}

/** What can be read need not wait until it is mended, by whomever. */
async function mendedOr(parts: StoreParts, present: StorePlace, signal: AbortSignal): Promise<StorePlace> {
  try {
    return (await repairStore(parts, signal))?.result ?? present
  } catch (error) {
    if (isBreak(error) || signal.aborted) throw error
    parts.log('warn', 'what a host keeps for Berth could not be mended', { error: toErrorData(error) })
    return present
  }
}

async function presentOrNew(parts: StoreParts, signal: AbortSignal): Promise<StorePlace> {
  const { client, clock, kind } = parts
  for (let attempt = 1; attempt <= writeTries; attempt += 1) {
    const present = await presentPlace(parts, signal)
    if (present !== null) return present
    await refuseForeign(parts, signal)
    const made = await makeStore(client, kind, kind.name, 1, signal)
    if (made !== null) return made
    // Somebody else just made it.
    await clock.sleep(betweenLooksMs, signal)
  }
  throw new BerthError('ledger-name-taken', { container: kind.name })
}

/** Before anything is made: a volume without its container would be taken for a store that was pruned. */
async function refuseForeign({ client, kind }: StoreParts, signal: AbortSignal): Promise<void> {
  const all = await client.listContainers(null, signal)
  const isTaken = all.some(({ name, labels }) => name === kind.name && labels[kind.label] !== '1')
  if (isTaken) throw new BerthError('ledger-name-taken', { container: kind.name })
}
