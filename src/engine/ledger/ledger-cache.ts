import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import { readLedgerRecord, type StoredRecord } from '../../domain/ledger/ledger-record'
import type { ReadPosition } from './read-segments'

/** What this machine remembers of a host's ledger: the records, of which engine, and how far they were read in which container. */
export type RememberedLedger = {
  readonly engineId: string
  /** Null: the ledger was not on the host when this was written. */
  readonly read: { readonly containerId: string; readonly position: ReadPosition } | null
  readonly records: readonly StoredRecord[]
}

const positionSchema = z.object({ segment: z.number(), bytes: z.number(), from: z.number() })
const headerSchema = z.object({
  format: z.literal(1),
  engineId: z.string().min(1),
  read: z.object({ containerId: z.string(), position: positionSchema }).nullable(),
  count: z.number(),
})

/** The file for a host, by its address: the same host under another name or id is the same host. */
export function cacheFileOf(homeDirectory: string, address: string): string {
  const name = createHash('sha256').update(address).digest('hex').slice(0, 16)
  return join(homeDirectory, 'ledgers', `${name}.jsonl`)
}

/** Null where there is none, or it is not whole: the host has the truth. */
export async function loadCache(file: string): Promise<RememberedLedger | null> {
  try {
    const [first = '', ...lines] = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
    const header = headerSchema.parse(JSON.parse(first))
    const records = lines.flatMap((line) => readLedgerRecord(JSON.parse(line)) ?? [])
    if (records.length !== header.count) return null
    return { engineId: header.engineId, read: header.read, records }
  } catch {
    return null
  }
}

/** Atomic: a reader sees the old file or the new one. */
export async function saveCache(file: string, { engineId, read, records }: RememberedLedger): Promise<void> {
  const header = { format: 1, engineId, read, count: records.length }
  const lines = [header, ...records.map(({ raw }) => raw)].map((line) => JSON.stringify(line))
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFileAtomic(file, `${lines.join('\n')}\n`, { mode: 0o600 })
}
