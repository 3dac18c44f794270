import type { HistoryPage } from '../../contract/history'
import { toErrorData } from '../../domain/berth-error'
import type { HistoryParts } from './history-parts'

type Freshness = HistoryPage['hosts'][number]

/** How fresh a host's part of the history is. A host that answers and was never read is read now. */
export async function hostFreshness(
  { ledger, hostAccess, clock }: Pick<HistoryParts, 'ledger' | 'hostAccess' | 'clock'>,
  hostId: string,
  signal: AbortSignal,
): Promise<Freshness> {
  const connection = hostAccess.connection(hostId)
  const read = ledger.state(hostId) !== null
  switch (connection.kind) {
    case 'connected':
      return read ? { hostId, readAtMs: clock.nowMs(), problem: null } : readNow(ledger, clock, hostId, signal)
    case 'connecting':
      return { hostId, readAtMs: read ? connection.lastSeenAtMs : null, problem: null }
    case 'unreachable':
      return { hostId, readAtMs: read ? connection.lastSeenAtMs : null, problem: connection.error }
  }
}

async function readNow(
  ledger: HistoryParts['ledger'],
  clock: HistoryParts['clock'],
  hostId: string,
  signal: AbortSignal,
): Promise<Freshness> {
  try {
    await ledger.refresh(hostId, signal)
    return { hostId, readAtMs: clock.nowMs(), problem: null }
  } catch (error) {
    if (signal.aborted) throw error
    return { hostId, readAtMs: null, problem: toErrorData(error) }
  }
}
