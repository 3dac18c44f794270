import type { HistoryFilter } from '../../contract/history'
import type { History } from '../history/history'
import type { LedgerAccess } from '../ledger-access'
import type { SlotHistory } from './slot-deployments'

const everything: HistoryFilter = {
  hostId: null,
  slot: null,
  by: null,
  kinds: null,
  results: null,
  sinceMs: null,
  untilMs: null,
  text: '',
  onlyTrouble: false,
}

/** The history as the logs need it, on the engine's own. */
export function createSlotHistory(history: Pick<History, 'read'>, ledger: Pick<LedgerAccess, 'onChange'>): SlotHistory {
  return {
    deployments: async (hostId, slot, most, signal) => {
      const filter: HistoryFilter = { ...everything, hostId, slot, kinds: ['deploy', 'switch', 'rollback', 'repair'] }
      return (await history.read(filter, 0, most, signal)).entries
    },
    onChange: (hostId, listener) =>
      ledger.onChange((changed) => {
        if (changed === hostId) listener()
      }),
  }
}
