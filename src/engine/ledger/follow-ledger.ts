import { BerthError, toErrorData } from '../../domain/berth-error'
import type { LedgerDraft, LedgerRecord } from '../../domain/ledger/ledger-record'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { berthLabels } from '../../domain/label-names'
import { openAbortScope, orAborted } from '../abort-scope'
import { createDelayedWork, type DelayedWork } from '../delayed-work'
import type { HostAccess } from '../host-access'
import { ifThere } from '../if-there'
import type { PrivateBlob } from '../ledger-access'
import type { Clock, DockerClient, Log } from '../ports'
import { createSharedRun } from '../shared-run'
import { createHostLedger, type HostLedger, type HostLedgerParts } from './host-ledger'
import { createHostPrivate, type HostPrivate } from './host-private'
import { createHostTime } from './host-time'
import { cacheFileOf, loadCache, saveCache } from './ledger-cache'
import { createRecordMaker } from './make-record'
import { countOwnWrites } from './own-writes'

/** One host's ledger and private store, kept fresh until they are closed. */
export type FollowedLedger = {
  readonly state: () => LedgerState | null
  readonly nowMs: () => number
  readonly refresh: (signal: AbortSignal) => Promise<LedgerState>
  readonly append: (drafts: readonly LedgerDraft[], signal: AbortSignal) => Promise<readonly LedgerRecord[]>
  readonly writePrivate: (blobs: readonly PrivateBlob[], signal: AbortSignal) => Promise<void>
  readonly readPrivate: (name: string, signal: AbortSignal) => Promise<Uint8Array | null>
  readonly dropPrivate: (names: readonly string[], signal: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

export type FollowParts = {
  readonly hostId: string
  readonly hostAccess: HostAccess
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  readonly homeDirectory: string
  /** For one command: it reads once, and makes a compaction that is due before its end, as nobody may live long enough otherwise. */
  readonly isOneCommand: boolean
  readonly onChange: () => void
}

const debounceMs = 20
/** What was written here is known here: the look after it only makes sure, when the host is less busy with what follows. */
const laterMs = 3_000
const retryMs = 5_000
/** Events may get lost: a look without a reason, now and then. */
const lookEveryMs = 60_000
const saveDelayMs = 2_000
/** After the last deployment's end: a compaction keeps the next record waiting. */
const compactDelayMs = 60_000
const compactLimitMs = 15_000

/** Begins to follow: reads when the host is connected, and again at each sign that somebody wrote. */
export function followLedger(parts: FollowParts): FollowedLedger {
  const { client, clock, log } = parts
  const closing = new AbortController()
  const time = createHostTime(client, clock)
  const shared = { client, clock, log, time, maker: createRecordMaker(time.nowMs) }
  const own = countOwnWrites(client)
  const file = cacheFileOf(parts.homeDirectory, client.address)
  const delayed = createDelayedWork(clock, closing.signal, (work, error) => {
    log('warn', 'the ledger of a host', { address: client.address, work, error: toErrorData(error) })
    if (work === 'look') delayed.schedule('retry', retryMs, async () => lookSoon())
  })
  const opening = openLedger({ ...shared, client: own.client }, file, () => {
    delayed.schedule('save', saveDelayMs, save)
    parts.onChange()
  })
  const save = async (): Promise<void> => {
    const remembered = (await opening.opened).remembered()
    if (remembered !== null) await saveCache(file, remembered)
  }
  // It may have been taken off the board: nobody tells the ledger of that.
  const isConnected = (): boolean => ifThere(() => parts.hostAccess.connection(parts.hostId))?.kind === 'connected'
  let begunAtLastSign = 0
  const look = async (): Promise<void> => {
    own.forget()
    if (isConnected()) await calls.refreshedSince(begunAtLastSign, closing.signal)
  }
  const lookSoon = (): void => {
    begunAtLastSign = calls.refreshesBegun()
    delayed.schedule('look', debounceMs, look)
  }
  const lookLater = (): void => {
    begunAtLastSign = calls.refreshesBegun()
    delayed.schedule('look later', laterMs, look)
  }
  const onWrite = (): void => (own.isOwnSign() ? lookLater() : lookSoon())
  // A command reads the ledger while it connects: another look at once would only hold up what it was called for.
  const onConnected = parts.isOneCommand ? lookLater : lookSoon
  const calls = callsOf(
    opening.opened,
    createHostPrivate({ ...shared, closing: closing.signal }),
    delayed,
    closing.signal,
  )
  const stopListening = listen(parts, { onConnected, lookSoon, onWrite })
  lookEvery(parts, lookSoon, closing.signal)
  lookSoon()
  return {
    state: () => opening.ledger()?.state() ?? null,
    nowMs: time.nowMs,
    ...calls,
    close: async () => {
      stopListening()
      if (parts.isOneCommand && isConnected()) {
        await compactAtEnd(parts, calls.compactIfWritten)
      }
      closing.abort(new BerthError('cancelled'))
      await delayed.ended()
      await save().catch((error: unknown) => log('warn', 'cannot save a ledger', { file, error: toErrorData(error) }))
    },
  }
}

/** Whatever becomes of it, the end comes: the next command that writes finds it due again. */
async function compactAtEnd(
  { clock, log }: FollowParts,
  compact: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const scope = openAbortScope()
  clock.sleep(compactLimitMs, scope.signal).then(
    () => scope.abort(new BerthError('cancelled')),
    () => undefined,
  )
  await compact(scope.signal).catch((error: unknown) =>
    log('warn', 'a ledger was not compacted', { error: toErrorData(error) }),
  )
  scope.abort()
}

type Opening = { readonly opened: Promise<HostLedger>; readonly ledger: () => HostLedger | null }

/** The ledger with what the last run remembered: its file is read once, before anything else. */
function openLedger(
  shared: Omit<HostLedgerParts, 'earlier' | 'onChange'>,
  file: string,
  onChange: () => void,
): Opening {
  let ledger: HostLedger | null = null
  const open = async (): Promise<HostLedger> => {
    const earlier = await loadCache(file)
    ledger = createHostLedger({ ...shared, earlier, onChange })
    if (earlier !== null) onChange()
    return ledger
  }
  return { opened: open(), ledger: () => ledger }
}

type Calls = Pick<FollowedLedger, 'refresh' | 'append' | 'writePrivate' | 'readPrivate' | 'dropPrivate'> & {
  /** Compacts where something was written through these calls and it is worth it. */
  readonly compactIfWritten: (signal: AbortSignal) => Promise<void>
  /** Counts up with each refresh, before it reads: what is on the host by then, it finds. */
  readonly refreshesBegun: () => number
  /** Waits for the last refresh if it is later than that count, and refreshes otherwise. */
  readonly refreshedSince: (begun: number, signal: AbortSignal) => Promise<LedgerState>
}

function callsOf(opened: Promise<HostLedger>, blobs: HostPrivate, delayed: DelayedWork, closing: AbortSignal): Calls {
  const untilClosed = scoped(closing)
  let begun = 0
  let last: Promise<LedgerState> | null = null
  const shared = createSharedRun(async () => {
    const ledger = await opened
    begun += 1
    last = ledger.refresh(closing)
    return last
  })
  const refresh = (signal: AbortSignal): Promise<LedgerState> =>
    untilClosed(signal, (inner) => orAborted(shared(), inner))
  let isWritten = false
  const compact = async (signal: AbortSignal): Promise<void> => {
    await (await opened).compactIfLarge(signal)
    await blobs.compactIfLarge(signal)
  }
  const compactSoon = (): void => {
    isWritten = true
    delayed.schedule('compact', compactDelayMs, () => compact(closing))
  }
  const thenCompact = async (work: () => Promise<void>): Promise<void> => {
    await work()
    compactSoon()
  }
  return {
    compactIfWritten: async (signal) => (isWritten ? compact(signal) : undefined),
    refreshesBegun: () => begun,
    refreshedSince: (count, signal) => (begun === count || last === null ? refresh(signal) : orAborted(last, signal)),
    refresh,
    append: async (drafts, signal) => {
      const ledger = await opened
      const records = await untilClosed(signal, (inner) => ledger.append(drafts, inner))
      compactSoon()
      return records
    },
    writePrivate: (named, signal) => thenCompact(() => untilClosed(signal, (inner) => blobs.write(named, inner))),
    readPrivate: (name, signal) => untilClosed(signal, (inner) => blobs.read(name, inner)),
    dropPrivate: (names, signal) => thenCompact(() => untilClosed(signal, (inner) => blobs.drop(names, inner))),
  }
}

/** Runs work that ends with its caller's signal and with the whole. */
function scoped(
  closing: AbortSignal,
): <Result>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>) => Promise<Result> {
  return async (signal, work) => {
    const scope = openAbortScope(signal, closing)
    return work(scope.signal).finally(scope.release)
  }
}

type Signs = Readonly<Record<'onConnected' | 'lookSoon' | 'onWrite', () => void>>

function listen({ hostAccess, hostId }: FollowParts, { onConnected, lookSoon, onWrite }: Signs): () => void {
  const stopEvents = hostAccess.onContainerEvent(hostId, ({ action, attributes }) => {
    if (attributes[berthLabels.ledger] !== '1') return
    if (action === 'extract-to-dir') onWrite()
    else if (swaps.has(action)) lookSoon()
  })
  const stopConnection = hostAccess.onConnection(hostId, ({ kind }) => {
    if (kind === 'connected') onConnected()
  })
  return () => {
    stopEvents()
    stopConnection()
  }
}

/**
 * What else tells that there is something to read. Reading makes events too (`archive-path`): these never cause a look, or two
 * clients would keep each other looking.
 */
const swaps: ReadonlySet<string> = new Set(['create', 'rename', 'destroy'])

function lookEvery({ clock }: FollowParts, lookSoon: () => void, signal: AbortSignal): void {
  const wait = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(lookEveryMs, signal)
      lookSoon()
    }
  }
  // Ends with the signal, and only so.
  wait().catch(() => undefined)
}
