import type { HistoryEntry } from '../../contract/history'
import type { KickoffReader } from '../../domain/kickoff'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import type { LedgerAccess } from '../ledger-access'
import { historyEntries } from './history-entries'

type Cached = {
  readonly state: LedgerState
  readonly readKickoff: KickoffReader
  readonly entries: readonly HistoryEntry[]
}

/** Each host's entries, made anew only when its ledger or the kickoff pattern changed: a filter is typed key by key. */
export class HistoryCache {
  readonly #ledger: Pick<LedgerAccess, 'state'>
  readonly #byHost = new Map<string, Cached>()

  constructor(ledger: Pick<LedgerAccess, 'state'>) {
    this.#ledger = ledger
  }

  /** Newest first; none where the ledger was never read. */
  entries(hostId: string, readKickoff: KickoffReader): readonly HistoryEntry[] {
    const state = this.#ledger.state(hostId)
    if (state === null) return []
    const cached = this.#byHost.get(hostId)
    if (cached?.state === state && cached.readKickoff === readKickoff) return cached.entries
    const entries = historyEntries(hostId, state, readKickoff)
    this.#byHost.set(hostId, { state, readKickoff, entries })
    return entries
  }
}
