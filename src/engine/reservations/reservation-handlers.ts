import { BerthError } from '../../domain/berth-error'
import type { LedgerAccess } from '../ledger-access'
import type { RequestHandlers } from '../request-router'
import { reserveSlot, unreserveSlot } from './reserve-slot'

/** What reserving needs. */
export type ReservationHandlerParts = {
  readonly ledger: LedgerAccess
  /** The slots of a host by the names on the board, those without containers too. Throws `host-unknown`. */
  readonly slotNames: (hostId: string) => readonly string[]
  /** Who asks: as the request says, else this installation's person. */
  readonly personName: (asked: string) => string
}

/** See `reservationRequests`. */
export function reservationHandlers({
  ledger,
  slotNames,
  personName,
}: ReservationHandlerParts): Pick<RequestHandlers, 'reserve-slot' | 'unreserve-slot'> {
  return {
    'reserve-slot': async (request, signal) => {
      const known = slotNames(request.hostId)
      if (!known.includes(request.slot)) {
        throw new BerthError('slot-unknown', { slot: request.slot, known: known.join(', ') })
      }
      return { reservationId: await reserveSlot(ledger, { ...request, by: personName(request.by) }, signal) }
    },
    'unreserve-slot': async (request, signal) => {
      await unreserveSlot(ledger, { ...request, by: personName(request.by) }, signal)
      return {}
    },
  }
}
