import { BerthError } from '../../../domain/berth-error'
import type { LedgerRecordOf } from '../../../domain/ledger/ledger-record'
import type { SlotsFile } from '../../../domain/slots-file/slots-file'
import type { LedgerAccess } from '../../ledger-access'
import { parseSlotsFile } from '../../slots-file/parse-slots-file'
import { readPublishedBundle } from '../../slots-file/published-bundle'

type Published = LedgerRecordOf<'settings-published'>

/** The newest published version that names a slot; null: the newest names it not, or none was published. */
export type PublishedFileOf = (
  hostId: string,
  slot: string,
  signal: AbortSignal,
) => Promise<{ readonly file: SlotsFile; readonly version: number } | null>

/** Reads published versions; each content is parsed once and the last few are kept. */
export function publishedFiles(ledger: LedgerAccess): PublishedFileOf {
  const parsed = parsedFiles(ledger)
  return async (hostId, slot, signal) => {
    const state = ledger.state(hostId) ?? (await ledger.refresh(hostId, signal))
    const [newest] = state.settings
    if (newest === undefined || !newest.slots.some(({ name }) => name === slot)) return null
    return { file: await parsed(hostId, newest, signal), version: newest.version }
  }
}

function parsedFiles(
  ledger: LedgerAccess,
): (hostId: string, published: Published, signal: AbortSignal) => Promise<SlotsFile> {
  const known = new Map<string, SlotsFile>()
  return async (hostId, published, signal) => {
    const cached = known.get(published.checksum)
    if (cached !== undefined) return cached
    const file = await readFile(ledger, hostId, published, signal)
    known.set(published.checksum, file)
    for (const oldest of known.keys()) if (known.size > remembered) known.delete(oldest)
    return file
  }
}

const remembered = 8

async function readFile(
  ledger: LedgerAccess,
  hostId: string,
  published: Published,
  signal: AbortSignal,
): Promise<SlotsFile> {
  const bundle = await readPublishedBundle(ledger, hostId, published, signal)
  if (bundle === null) throw new BerthError('slots-file-gone', { version: published.version })
  const read = parseSlotsFile(bundle)
  if (read.kind !== 'faulty') return read.file
  // It was without fault when it was published: by a version of Berth that knew more, then.
  const { version } = published
  const first = read.faults[0]
  const at = first === undefined ? '' : `${first.file}:${first.line}:${first.column}`
  throw new BerthError('slots-file-invalid', {
    slot: '',
    version,
    at,
    what: first?.code ?? '',
    count: read.faults.length,
  })
}
