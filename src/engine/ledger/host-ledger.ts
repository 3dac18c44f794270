import { toErrorData } from '../../domain/berth-error'
import { foldLedger } from '../../domain/ledger/fold-ledger'
import type { LedgerDraft, LedgerRecord, StoredRecord } from '../../domain/ledger/ledger-record'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { inOrder } from '../../domain/ledger/record-order'
import { isBreak } from '../deploy/steady-host'
import { createLimiter } from '../limiter'
import type { Clock, DockerClient, Log } from '../ports'
import type { HostTime } from './host-time'
import type { RememberedLedger } from './ledger-cache'
import type { RecordMaker } from './make-record'
import { createRecordStore, type RecordStore, type StoreView } from './record-store'
import { ledgerStore } from './store-kind'

/** One host's ledger as this machine follows it. */
export type HostLedger = {
  /** What is remembered from earlier, until the host is read. */
  readonly state: () => LedgerState | null
  readonly refresh: (signal: AbortSignal) => Promise<LedgerState>
  readonly append: (drafts: readonly LedgerDraft[], signal: AbortSignal) => Promise<readonly LedgerRecord[]>
  /** Gives space back where enough of it is taken by what nobody is shown any more, or is not packed yet. */
  readonly compactIfLarge: (signal: AbortSignal) => Promise<void>
  /** For the next run; null where there is nothing to remember. */
  readonly remembered: () => RememberedLedger | null
}

export type HostLedgerParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  readonly time: HostTime
  readonly maker: RecordMaker
  /** What the last run remembered. */
  readonly earlier: RememberedLedger | null
  readonly onChange: () => void
}

/** Records that a compaction would drop: fewer of them aren't worth it. */
const droppedRecords = 500
/** Bytes of records that no compaction has packed yet: a newcomer reads them 96 KB at a time. A hundred deployments. */
const unpackedBytes = 1024 * 1024

type Memory = {
  engineId: string | null
  /** What the host holds, and what it lost and could not be given back yet. */
  records: ReadonlyMap<string, StoredRecord>
  view: StoreView | null
  state: LedgerState | null
}

/** See `HostLedger`. */
export function createHostLedger(parts: HostLedgerParts): HostLedger {
  const { client, clock, log, time, maker, onChange } = parts
  const memory = memoryOf(parts.earlier)
  const store = createRecordStore({ client, clock, log, kind: ledgerStore }, memory.view)
  const inTurn = createLimiter(1)
  const settle = async (view: StoreView | null, signal: AbortSignal): Promise<LedgerState> => {
    const { whole, lost } = await restoreLost(parts, memory, store, view, signal)
    return remember(memory, whole, lost, onChange)
  }
  return {
    state: () => memory.state,
    refresh: (signal) =>
      inTurn(async () => {
        const [view] = await Promise.all([store.look(signal), time.compare(signal)])
        return settle(view, signal)
      }),
    append: (drafts, signal) =>
      inTurn(async () => {
        await time.compare(signal)
        const made = drafts.map(maker.ofDraft)
        await settle(await store.append(made, [], signal), signal)
        return made.flatMap(({ record }) => record ?? [])
      }),
    compactIfLarge: (signal) =>
      inTurn(async () => {
        if (!isWorthCompacting([...memory.records.values()])) return
        await time.compare(signal)
        await store.compact(maker.after, signal)
        await settle(await store.look(signal), signal)
      }),
    remembered: () => rememberedOf(memory),
  }
}

function isWorthCompacting(records: readonly StoredRecord[]): boolean {
  if (records.length - ledgerStore.bound(records).kept.length >= droppedRecords) return true
  const ordered = inOrder(records)
  const lastWord = ordered.map(({ record }) => record?.kind).lastIndexOf('compacted')
  const unpacked = ordered.slice(lastWord + 1)
  return unpacked.reduce((sum, { raw }) => sum + JSON.stringify(raw).length, 0) >= unpackedBytes
}

function memoryOf(earlier: RememberedLedger | null): Memory {
  if (earlier === null) return { engineId: null, records: new Map(), view: null, state: null }
  const records = new Map(earlier.records.map((record) => [record.base.recordId, record]))
  const view = earlier.read === null ? null : { ...earlier.read, records, damaged: new Set<string>() }
  return { engineId: earlier.engineId, records, view, state: foldLedger(records.values()) }
}

function rememberedOf({ engineId, records, view }: Memory): RememberedLedger | null {
  if (engineId === null) return null
  // What the host lost and wasn't given back yet must be missing again next time: then everything is read anew.
  const isWhole = view !== null && view.records.size === records.size
  const read = isWhole ? { containerId: view.containerId, position: view.position } : null
  return { engineId, read, records: [...records.values()] }
}

type Restored = { readonly whole: StoreView | null; readonly lost: readonly StoredRecord[] }

/**
 * Gives the host back what it held and lost: somebody pruned it, or a file is damaged. Not to another engine that came to
 * stand at the address. A host that can't take it keeps being asked; nothing is forgotten meanwhile.
 */
async function restoreLost(
  { client, log }: HostLedgerParts,
  memory: Memory,
  store: RecordStore,
  view: StoreView | null,
  signal: AbortSignal,
): Promise<Restored> {
  const present = [...(view?.records.values() ?? [])]
  const lost = ledgerStore.missing(present, [...memory.records.values()])
  if (lost.length > 0 || (memory.engineId === null && view !== null)) {
    const engineId = await client.engineId(signal)
    const isSame = memory.engineId === engineId
    memory.engineId = engineId
    if (!isSame) return { whole: view, lost: [] }
  }
  if (lost.length === 0) return { whole: view, lost }
  try {
    const whole = await store.append(lost, [], signal)
    log('info', 'lost records were written back to the host', { address: client.address, records: lost.length })
    return { whole, lost: [] }
  } catch (error) {
    if (signal.aborted || isBreak(error)) throw error
    log('warn', 'lost records could not be written back', { records: lost.length, error: toErrorData(error) })
    return { whole: view, lost }
  }
}

function remember(
  memory: Memory,
  view: StoreView | null,
  lost: readonly StoredRecord[],
  onChange: () => void,
): LedgerState {
  const records = new Map(view?.records ?? [])
  for (const record of lost) records.set(record.base.recordId, record)
  const isSame =
    memory.state !== null &&
    records.size === memory.records.size &&
    [...records.keys()].every((id) => memory.records.has(id))
  memory.view = view
  if (isSame && memory.state !== null) return memory.state
  memory.records = records
  memory.state = foldLedger(records.values())
  onChange()
  return memory.state
}
