import { BerthError } from '../domain/berth-error'
import { emptyLedgerState } from '../domain/ledger/ledger-state'
import type { LedgerAccess } from './ledger-access'
import type { Clock } from './ports'

/** Hosts that remember nothing and keep nothing. */
export function createNoLedger(clock: Pick<Clock, 'nowMs'>): LedgerAccess {
  const refuse = (): Promise<never> => Promise.reject(new BerthError('internal', { reason: 'no ledger' }))
  return {
    state: () => emptyLedgerState,
    refresh: () => Promise.resolve(emptyLedgerState),
    append: refuse,
    hostNowMs: () => clock.nowMs(),
    writePrivate: refuse,
    readPrivate: () => Promise.resolve(null),
    dropPrivate: () => Promise.resolve(),
    onChange: () => () => undefined,
    close: () => Promise.resolve(),
  }
}
