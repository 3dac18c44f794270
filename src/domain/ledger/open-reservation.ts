import { displayText } from '../display-text'
import type { Reservation } from '../reservation'
import type { LedgerState } from './ledger-state'

/** Who has the slot at `nowMs` (the host's clock), texts harmless for display; null: nobody. A reservation's last moment is no longer in it. */
export function openReservation(ledger: LedgerState, slot: string, nowMs: number): Reservation | null {
  const record = ledger.reservations.get(slot)
  if (record === undefined || record.untilMs <= nowMs) return null
  return {
    reservationId: record.reservationId,
    by: displayText(record.by, 64),
    forWhom: displayText(record.forWhom, 64),
    why: displayText(record.why, 200),
    sinceMs: record.atMs,
    untilMs: record.untilMs,
  }
}

/** When the next of a host's reservations ends, by the host's clock; null: none is under way. */
export function nextReservationEnd(ledger: LedgerState, nowMs: number): number | null {
  const ends = [...ledger.reservations.values()].map(({ untilMs }) => untilMs).filter((untilMs) => untilMs > nowMs)
  return ends.length === 0 ? null : Math.min(...ends)
}
