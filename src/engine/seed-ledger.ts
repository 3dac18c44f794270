import { randomBytes } from 'node:crypto'
import { ledgerFormat, type LedgerDraft, readLedgerRecord, type StoredRecord } from '../domain/ledger/ledger-record'
import type { Bundle } from '../domain/slots-file/slots-file'
import { packSettings, type KeptSettings } from './deploy/kept-settings'
import { createDockerClient } from './docker/create-docker-client'
import { createHostPrivate } from './ledger/host-private'
import { createHostTime } from './ledger/host-time'
import { createRecordMaker } from './ledger/make-record'
import { createRecordStore } from './ledger/record-store'
import { ledgerStore } from './ledger/store-kind'
import type { PrivateBlob } from './ledger-access'
import type { Clock, DockerClient, Log } from './ports'
import { parseSlotsFile } from './slots-file/parse-slots-file'
import { publishedRecord } from './slots-file/publish-record'
import { bundleChecksum, packBundle, publishedBundleName } from './slots-file/published-bundle'
import { localRoute } from './transport/local-route'

/** What a host is to remember from the first moment on, as if it had happened: for sample data alone. */
export type LedgerSeed = {
  readonly records: readonly { readonly atMs: number; readonly draft: LedgerDraft }[]
  /** The settings that kept releases had, by release and service. */
  readonly settings: readonly {
    readonly releaseId: string
    readonly services: ReadonlyMap<string, KeptSettings>
  }[]
  /** Null: none was published. */
  readonly slotsFile: {
    readonly bundle: Bundle
    readonly hostName: string
    readonly atMs: number
    readonly by: string
    readonly note: string
  } | null
}

/** Writes a seed into the ledger and the private store of a host behind a local socket, which must have neither yet. */
export async function seedLedger(
  socketPath: string,
  seed: LedgerSeed,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  signal: AbortSignal,
): Promise<void> {
  const client = createDockerClient(localRoute(socketPath, `unix://${socketPath}`), { clock })
  try {
    const published = publication(seed.slotsFile)
    const records = [...seed.records, ...published.records].map(storedRecord)
    await createRecordStore({ client, clock, log, kind: ledgerStore }, null).append(records, [], signal)
    const blobs = seed.settings.map(({ releaseId, services }) => packSettings(releaseId, services))
    await privateOf({ client, clock, log }, signal).write([...blobs, ...published.blobs], signal)
  } finally {
    client.close()
  }
}

function storedRecord({ atMs, draft }: LedgerSeed['records'][number]): StoredRecord {
  const stored = readLedgerRecord({ ...draft, format: ledgerFormat, atMs, recordId: randomBytes(8).toString('hex') })
  if (stored?.record === undefined || stored.record === null) throw new Error(`not a ledger record: ${draft.kind}`)
  return stored
}

function privateOf(
  parts: { readonly client: DockerClient; readonly clock: Clock; readonly log: Log },
  closing: AbortSignal,
): ReturnType<typeof createHostPrivate> {
  const time = createHostTime(parts.client, parts.clock)
  return createHostPrivate({ ...parts, time, maker: createRecordMaker(time.nowMs), closing })
}

type Publication = { readonly records: LedgerSeed['records']; readonly blobs: readonly PrivateBlob[] }

function publication(slotsFile: LedgerSeed['slotsFile']): Publication {
  if (slotsFile === null) return { records: [], blobs: [] }
  const { bundle, hostName, atMs, by, note } = slotsFile
  const read = parseSlotsFile(bundle)
  if (read.kind === 'faulty') throw new Error(`the slots file of the seed: ${JSON.stringify(read.faults[0])}`)
  const version = 1
  const draft = publishedRecord({ file: read.file, hostName, version, checksum: bundleChecksum(bundle), by, note })
  return { records: [{ atMs, draft }], blobs: [{ name: publishedBundleName(version), bytes: packBundle(bundle) }] }
}
