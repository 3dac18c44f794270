import { BerthError } from '../domain/berth-error'
import { foldLedger } from '../domain/ledger/fold-ledger'
import {
  type LedgerDraft,
  type LedgerRecord,
  readLedgerRecord,
  type StoredRecord,
} from '../domain/ledger/ledger-record'
import { emptyLedgerState, type LedgerState } from '../domain/ledger/ledger-state'
import type { LedgerAccess } from '../engine/ledger-access'
import type { Clock } from '../engine/ports'

/** What a test does to a ledger in memory, and asks of it. */
export type FakeLedgerControl = {
  /** All records of a host in the order they were written. */
  readonly records: (hostId: string) => readonly LedgerRecord[]
  /** Records as a colleague would write them. Answers with them. */
  readonly write: (hostId: string, ...drafts: readonly LedgerDraft[]) => readonly LedgerRecord[]
  readonly privateNames: (hostId: string) => readonly string[]
  readonly privateBytes: (hostId: string, name: string) => Uint8Array | null
  /** As if the host was never read: `state` is null until the next refresh or append. */
  readonly forget: (hostId: string) => void
  /** The next `times` calls of the operation throw the error and do nothing. */
  readonly fail: (operation: FakeLedgerOperation, error: Error, times?: number) => void
  /** Calls of the operation wait until the answer is called. */
  readonly hold: (operation: FakeLedgerOperation) => () => void
}

/** The operations that can be made to fail. */
export type FakeLedgerOperation = 'refresh' | 'append' | 'writePrivate' | 'readPrivate' | 'dropPrivate'

/** A `LedgerAccess` in memory: every host has a ledger, and was read at the start. */
export type FakeLedgerAccess = LedgerAccess & { readonly control: FakeLedgerControl }

type FakeHost = {
  readonly records: LedgerRecord[]
  readonly blobs: Map<string, Uint8Array>
  state: LedgerState | null
}

/** A new, empty one. `clock` is every host's clock. Record ids count up: `r000001` … */
export function createFakeLedgerAccess(clock: Pick<Clock, 'nowMs'>): FakeLedgerAccess {
  const hosts = new Map<string, FakeHost>()
  const listeners = new Set<(hostId: string) => void>()
  const hostOf = (hostId: string): FakeHost => {
    const host = hosts.get(hostId) ?? { records: [], blobs: new Map(), state: emptyLedgerState }
    hosts.set(hostId, host)
    return host
  }
  const { enter, fail, hold } = scripted()
  const write = createWriter(clock, hostOf, (hostId) => {
    for (const listener of listeners) listener(hostId)
  })
  return {
    state: (hostId) => hostOf(hostId).state,
    refresh: async (hostId, signal) => {
      await enter('refresh', signal)
      return fold(hostOf(hostId))
    },
    append: async (hostId, drafts, signal) => {
      await enter('append', signal)
      return write(hostId, drafts)
    },
    hostNowMs: () => clock.nowMs(),
    ...privateStore(hostOf, enter),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => listeners.clear(),
    control: {
      records: (hostId) => [...hostOf(hostId).records],
      write: (hostId, ...drafts) => write(hostId, drafts),
      privateNames: (hostId) => [...hostOf(hostId).blobs.keys()].sort(),
      privateBytes: (hostId, name) => hostOf(hostId).blobs.get(name) ?? null,
      forget: (hostId) => void (hostOf(hostId).state = null),
      fail,
      hold,
    },
  }
}

type Enter = (operation: FakeLedgerOperation, signal: AbortSignal) => Promise<void>

function scripted(): { readonly enter: Enter } & Pick<FakeLedgerControl, 'fail' | 'hold'> {
  const failures = new Map<FakeLedgerOperation, Error[]>()
  const held = new Map<FakeLedgerOperation, Promise<void>>()
  return {
    hold: (operation) => {
      let release = (): void => undefined
      held.set(operation, new Promise((resolve) => (release = resolve)))
      return () => {
        held.delete(operation)
        release()
      }
    },
    enter: async (operation, signal) => {
      await held.get(operation)
      if (signal.aborted) throw signal.reason instanceof BerthError ? signal.reason : new BerthError('cancelled')
      const failure = failures.get(operation)?.shift()
      if (failure !== undefined) throw failure
    },
    fail: (operation, error, times = 1) => {
      const more = Array.from({ length: times }, () => error)
      failures.set(operation, [...(failures.get(operation) ?? []), ...more])
    },
  }
}

function createWriter(
  clock: Pick<Clock, 'nowMs'>,
  hostOf: (hostId: string) => FakeHost,
  changed: (hostId: string) => void,
): (hostId: string, drafts: readonly LedgerDraft[]) => readonly LedgerRecord[] {
  let lastNumber = 0
  return (hostId, drafts) => {
    const made = drafts.map((draft): LedgerRecord => {
      lastNumber += 1
      return { ...draft, format: 1, recordId: `r${String(lastNumber).padStart(6, '0')}`, atMs: clock.nowMs() }
    })
    // All or nothing: what is no record leaves no trace.
    made.forEach(storedOf)
    hostOf(hostId).records.push(...made)
    fold(hostOf(hostId))
    changed(hostId)
    return made
  }
}

function fold(host: FakeHost): LedgerState {
  host.state = foldLedger(host.records.map(storedOf))
  return host.state
}

function privateStore(
  hostOf: (hostId: string) => FakeHost,
  enter: Enter,
): Pick<LedgerAccess, 'writePrivate' | 'readPrivate' | 'dropPrivate'> {
  return {
    writePrivate: async (hostId, blobs, signal) => {
      await enter('writePrivate', signal)
      for (const { name, bytes } of blobs) hostOf(hostId).blobs.set(name, bytes)
    },
    readPrivate: async (hostId, name, signal) => {
      await enter('readPrivate', signal)
      return hostOf(hostId).blobs.get(name) ?? null
    },
    dropPrivate: async (hostId, names, signal) => {
      await enter('dropPrivate', signal)
      for (const name of names) hostOf(hostId).blobs.delete(name)
    },
  }
}

function storedOf(record: LedgerRecord): StoredRecord {
  const stored = readLedgerRecord(JSON.parse(JSON.stringify(record)))
  // What the product writes must be what it reads: a test that gets here has made no record at all.
  if (stored?.record === null || stored === null) throw new Error(`not a ledger record: ${JSON.stringify(record)}`)
  return stored
}
