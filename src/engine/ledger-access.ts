import type { LedgerDraft, LedgerRecord } from '../domain/ledger/ledger-record'
import type { LedgerState } from '../domain/ledger/ledger-state'

/** Bytes under a name in a host's private store: settings of releases, last log lines, slots files. */
export type PrivateBlob = { readonly name: string; readonly bytes: Uint8Array }

/**
 * What the hosts remember. Everything written stands on the host itself and is seen by every client within a second.
 * Every function throws `host-unknown` for a host that is not on the board; those with a signal throw the host's error
 * where it can't be reached. Records are never changed and never taken back.
 */
export type LedgerAccess = {
  /** As last read, also while the host is out of reach; null until it was first read. Equal states are the same object. */
  readonly state: (hostId: string) => LedgerState | null
  /** Reads what is new; the state that began to be read after the call. Makes nothing on a host without a ledger. */
  readonly refresh: (hostId: string, signal: AbortSignal) => Promise<LedgerState>
  /**
   * Writes records, all of them or (after an error) perhaps some: write one intent a call. Resolves once they stand on the
   * host and in `state`. Throws `ledger-record-too-large` for more than 128 KB in one record.
   */
  readonly append: (
    hostId: string,
    drafts: readonly LedgerDraft[],
    signal: AbortSignal,
  ) => Promise<readonly LedgerRecord[]>
  /** The host's clock now, as last compared; this machine's where they were never compared. */
  readonly hostNowMs: (hostId: string) => number
  /** Writes blobs of at most 1 MB each (`private-too-large`); one under a name that is there takes its place. */
  readonly writePrivate: (hostId: string, blobs: readonly PrivateBlob[], signal: AbortSignal) => Promise<void>
  /** Null where there is none of that name, or what is there is damaged. */
  readonly readPrivate: (hostId: string, name: string, signal: AbortSignal) => Promise<Uint8Array | null>
  /** Forgets names; a name that isn't there is fine. The space comes back at a later compaction. */
  readonly dropPrivate: (hostId: string, names: readonly string[], signal: AbortSignal) => Promise<void>
  /** Called after a host's state changed; the result ends that. */
  readonly onChange: (listener: (hostId: string) => void) => () => void
  /** Ends everything under way; what is half written is skipped by readers and written again by nobody. */
  readonly close: () => Promise<void>
}
