import { BerthError } from '../../domain/berth-error'
import type { StoredRecord } from '../../domain/ledger/ledger-record'
import { newNameOf, oldNameOf, type StorePlace } from './find-store'
import type { RecordMaker } from './make-record'
import { makeStore } from './make-store'
import { readSegments, startPosition } from './read-segments'
import { recordFiles } from './record-file'
import { copyMissing, mendStore, removePlace } from './repair-store'
import { type StoreLockCheck, type StoreParts, underStoreLock } from './store-lock'
import { copyRecords, writeBatch } from './write-records'

/**
 * Copies what is to be kept into a new place and lets that take the lasting name: the only way to give space back, as
 * files on a host can be added but not taken away. What earlier cuts left is
 * mended first. False: somebody else is at it, or there is no store.
 */
export async function compactStore(
  parts: StoreParts,
  makeWord: RecordMaker['after'],
  signal: AbortSignal,
): Promise<boolean> {
  const done = await underStoreLock(
    parts,
    async (check, inner) => {
      // Also volumes that a cut left behind: nobody looks for these while the store itself is there.
      const present = await mendStore(parts, check, inner)
      if (present === null) return false
      await moveStore(parts, present, makeWord, check, inner)
      return true
    },
    signal,
  )
  return done?.result ?? false
}

async function moveStore(
  parts: StoreParts,
  present: StorePlace,
  makeWord: RecordMaker['after'],
  check: StoreLockCheck,
  signal: AbortSignal,
): Promise<void> {
  const { client, kind, log } = parts
  const generation = present.generation + 1
  const next = await makeStore(client, kind, newNameOf(kind, generation), generation, signal)
  if (next === null) throw new BerthError('ledger-busy', { seconds: 0 })
  const before = await fillNew(parts, present, next, makeWord, signal)
  await check()
  await client.renameContainer(present.containerId, oldNameOf(kind, present.generation), signal)
  await client.renameContainer(next.containerId, kind.name, signal)
  // What was written while the copy was made. Who writes later than this look finds another container under the name.
  await copyMissing(parts, present, next, before, signal)
  await check()
  await removePlace(parts, present, signal)
  log('info', 'what a host keeps for Berth was compacted', { store: kind.name, generation })
}

/** Answers with all records that were there. Nothing was swapped yet: whatever goes wrong here leaves the old place as it is. */
async function fillNew(
  parts: StoreParts,
  present: StorePlace,
  next: StorePlace,
  makeWord: RecordMaker['after'],
  signal: AbortSignal,
): Promise<readonly StoredRecord[]> {
  const { client, kind } = parts
  const { records } = await readSegments(client, present.containerId, startPosition, signal)
  const { kept, word } = kind.bound(records)
  const copy = { from: present.containerId, to: next.containerId, records: kept }
  await copyRecords(client, kind, copy, signal)
  const copied = await readSegments(client, next.containerId, startPosition, signal)
  const there = new Set(copied.records.map(({ base }) => base.recordId))
  const lost = kept.filter((record) => kind.attachment(record) === null && !there.has(record.base.recordId))
  if (lost.length > 0 || copied.damaged.length > 0) throw new BerthError('ledger-write-lost', { tries: 1 })
  if (word !== null) {
    // A host's clock that was ahead for a while has left records of times to come; the word is about these as well.
    const newestMs = records.reduce((newest, { base }) => Math.max(newest, base.atMs), 0)
    const batch = { segment: copied.position.segment, files: recordFiles([makeWord(word, newestMs)]) }
    await writeBatch(client, next.containerId, batch, [], signal)
  }
  return records
}
