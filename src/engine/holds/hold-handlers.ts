import { BerthError } from '../../domain/berth-error'
import type { RequestHandlers } from '../request-router'
import type { ReservationHandlerParts } from '../reservations/reservation-handlers'
import { holdAgain } from './hold-again'
import { liftHolds } from './lift-holds'

/** See `holdRequests`. */
export function holdHandlers({
  ledger,
  slotNames,
  personName,
}: ReservationHandlerParts): Pick<RequestHandlers, 'lift-holds' | 'hold-again'> {
  const expectSlot = ({ hostId, slot }: { readonly hostId: string; readonly slot: string }): void => {
    const known = slotNames(hostId)
    if (!known.includes(slot)) throw new BerthError('slot-unknown', { slot, known: known.join(', ') })
  }
  return {
    'lift-holds': async (request, signal) => {
      expectSlot(request)
      return { lifted: await liftHolds(ledger, { ...request, by: personName(request.by) }, signal) }
    },
    'hold-again': async (request, signal) => {
      expectSlot(request)
      await holdAgain(ledger, { ...request, by: personName(request.by) }, signal)
      return {}
    },
  }
}
