import { BerthError } from '../../domain/berth-error'
import type { RequestHandlers } from '../request-router'
import type { ReservationHandlerParts } from '../reservations/reservation-handlers'
import { liftHolds } from './lift-holds'

/** See `holdRequests`. */
export function holdHandlers({
  ledger,
  slotNames,
  personName,
}: ReservationHandlerParts): Pick<RequestHandlers, 'lift-holds'> {
  return {
    'lift-holds': async (request, signal) => {
      const known = slotNames(request.hostId)
      if (!known.includes(request.slot)) {
        throw new BerthError('slot-unknown', { slot: request.slot, known: known.join(', ') })
      }
      return { lifted: await liftHolds(ledger, { ...request, by: personName(request.by) }, signal) }
    },
  }
}
