import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import type { DockerClient } from '../ports'
import { appendRecords } from './append-records'
import { findStore, type FoundStore, orphanVolumes, oldNameOf, type StorePlace, volumeNameOf } from './find-store'
import { makeStore } from './make-store'
import { readSegments, startPosition } from './read-segments'
import type { StoreKind } from './store-kind'
import { type StoreLockCheck, type StoreParts, underStoreLock } from './store-lock'
import { copyAttachments } from './write-records'

/**
 * Mends what a compaction that was cut off, or somebody who pruned containers, has left: one place takes the lasting
 * name, what the others hold besides is copied into it, and the others go. Null: somebody else is at it.
 */
export async function repairStore(
  parts: StoreParts,
  signal: AbortSignal,
): Promise<{ readonly result: StorePlace | null } | null> {
  return underStoreLock(parts, (check, inner) => mendStore(parts, check, inner), signal)
}

/** The mending itself, for who holds the store's lock. Answers with the store; null: there is none. */
export async function mendStore(
  parts: StoreParts,
  check: StoreLockCheck,
  signal: AbortSignal,
): Promise<StorePlace | null> {
  const { client, kind, log } = parts
  const found = await findStore(client, kind, signal)
  const orphans = await orphanVolumes(client, kind, found, signal)
  if (found.others.length > 0 || orphans.length > 0) {
    log('warn', 'what a host keeps for Berth is mended', { store: kind.name, ...summaryOf(found, orphans) })
  }
  return mergePlaces(parts, found, orphans, check, signal)
}

function summaryOf(found: FoundStore, orphans: readonly number[]): Readonly<Record<string, unknown>> {
  const others = found.others.map(({ generation }) => generation)
  return { present: found.present?.generation ?? null, others, withoutContainer: orphans }
}

async function mergePlaces(
  parts: StoreParts,
  found: FoundStore,
  orphans: readonly number[],
  check: StoreLockCheck,
  signal: AbortSignal,
): Promise<StorePlace | null> {
  const { client, kind } = parts
  const others: StorePlace[] = [...found.others]
  for (const generation of orphans) {
    await check()
    const place = await makeStore(client, kind, oldNameOf(kind, generation), generation, signal)
    if (place !== null) others.push(place)
  }
  const present = found.present ?? (await promote(parts, found, others, check, signal))
  if (present === null) return null
  for (const other of others) {
    if (other.containerId === present.containerId) continue
    await copyMissing(parts, other, present, [], signal)
    await check()
    await removePlace(parts, other, signal)
  }
  return present
}

/** The old one before a swap holds everything; without one, the newest does. */
async function promote(
  { client, kind }: StoreParts,
  found: FoundStore,
  places: readonly StorePlace[],
  check: StoreLockCheck,
  signal: AbortSignal,
): Promise<StorePlace | null> {
  const old = found.others.filter(({ isOld }) => isOld).at(-1)
  const chosen = old ?? [...places].sort((a, b) => a.generation - b.generation).at(-1)
  if (chosen === undefined) return null
  await check()
  await client.renameContainer(chosen.containerId, kind.name, signal)
  return chosen
}

/**
 * Gives the lasting name back to the place that had it before a swap that was cut off. Safe without the lock: whoever
 * still swaps finds the name taken, and stops.
 */
export async function putBackOld(
  client: DockerClient,
  kind: StoreKind,
  found: FoundStore,
  signal: AbortSignal,
): Promise<void> {
  const old = found.others.filter(({ isOld }) => isOld).at(-1)
  if (old === undefined) return
  try {
    await client.renameContainer(old.containerId, kind.name, signal)
  } catch (error) {
    // Somebody else was faster: the next look tells.
    if (!(error instanceof BerthError) || (error.code !== 'docker-refused' && error.code !== 'container-gone'))
      throw error
  }
}

/** Copies what one place has and another lacks. `known` are records that the other one needn't be given. */
export async function copyMissing(
  { client, kind }: StoreParts,
  from: StorePlace,
  to: StorePlace,
  known: readonly StoredRecord[],
  signal: AbortSignal,
): Promise<void> {
  const source = await readSegments(client, from.containerId, startPosition, signal)
  const target = await readSegments(client, to.containerId, startPosition, signal)
  const knownIds = new Set(known.map(({ base }) => base.recordId))
  const fresh = source.records.filter(({ base }) => !knownIds.has(base.recordId))
  const records = kind.missing(target.records, fresh)
  if (records.length === 0) return
  const whole = await copyAttachments(client, kind, { from: from.containerId, to: to.containerId, records }, signal)
  await appendRecords(client, to.containerId, { position: target.position, records: whole, attachments: [] }, signal)
}

/** Removes a place, its volume and all. */
export async function removePlace({ client, kind }: StoreParts, place: StorePlace, signal: AbortSignal): Promise<void> {
  await client.removeContainer(place.containerId, { force: true }, signal)
  await client.removeVolume(volumeNameOf(kind, place.generation), signal)
}
