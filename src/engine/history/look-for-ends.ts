import type { HistoryEntry } from '../../contract/history'
import type { HistoryParts } from './history-parts'

/** Looks for the ends of deployments that seem to be interrupted; resolves when the ledgers are as they are now. */
export type LookForEnds = (entries: readonly HistoryEntry[], signal: AbortSignal) => Promise<void>

/** What began earlier was looked for long ago: by the ledger's own looks. */
const longestMs = 3_600_000

/**
 * An end is written before its lock goes, and may be read after that: what has no end is called interrupted only once
 * the ledger was read again. Each is looked for once, and once more after it was seen to go on.
 */
export function createLookForEnds({
  ledger,
  hostAccess,
  clock,
}: Pick<HistoryParts, 'ledger' | 'hostAccess' | 'clock'>): LookForEnds {
  const lookedFor = new Set<string>()
  const isToBeLookedFor = ({ id, hostId, event, atMs }: HistoryEntry): boolean => {
    if (event.kind !== 'deployment') return false
    if (event.result === 'running') lookedFor.delete(id)
    if (event.result !== 'interrupted' || lookedFor.has(id) || clock.nowMs() - atMs > longestMs) return false
    return hostAccess.connection(hostId).kind === 'connected'
  }
  return async (entries, signal) => {
    const doubtful = entries.filter(isToBeLookedFor)
    const hostIds = new Set(doubtful.map(({ hostId }) => hostId))
    // A host that can't be read tells what it told.
    await Promise.all([...hostIds].map((hostId) => ledger.refresh(hostId, signal).catch(() => undefined)))
    signal.throwIfAborted()
    // Only now: who reads meanwhile waits as well.
    for (const { id } of doubtful) lookedFor.add(id)
  }
}
