import { randomUUID } from 'node:crypto'
import type { Overruling } from '../../contract/reservation-requests'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { openReservation } from '../../domain/ledger/open-reservation'
import { isOwnReservation, longestReservationMs, type Reservation } from '../../domain/reservation'
import type { LedgerAccess } from '../ledger-access'

/** A reservation as it is asked for. `by` is who asks; `untilMs` is the host's clock. */
export type ReservationRequest = {
  readonly hostId: string
  readonly slot: string
  readonly untilMs: number
  readonly why: string
  readonly forWhom: string
  readonly by: string
  readonly over: Overruling | null
}

/**
 * Reserves a slot. One's own reservation gives way to the new one; somebody else's has to be overruled (`slot-reserved`),
 * and only the one that was seen (`reservation-gone`). Of two at once the earlier stands, and the other is told.
 */
export async function reserveSlot(
  ledger: LedgerAccess,
  request: ReservationRequest,
  signal: AbortSignal,
): Promise<string> {
  const { hostId, slot, untilMs, over } = request
  const before = await ledger.refresh(hostId, signal)
  const nowMs = ledger.hostNowMs(hostId)
  if (untilMs <= nowMs || untilMs - nowMs > longestReservationMs + graceMs) throw timeInvalid()
  const present = openReservation(before, slot, nowMs)
  refuseUnlessFree(present, request)
  const reservationId = randomUUID()
  const drafts = [...leaveDrafts(present, request), reservedDraft(request, reservationId)]
  await ledger.append(hostId, drafts, signal)
  const rival = earlierRival(await ledger.refresh(hostId, signal), request, reservationId, ledger.hostNowMs(hostId))
  if (rival === null || rival.reservationId === over?.reservationId) return reservationId
  await ledger.append(hostId, [{ kind: 'unreserved', by: request.by, slot, reservationId }], signal)
  throw slotReserved(slot, rival)
}

/** Ends a reservation early: by who made it, or whom it was made for. Throws `reservation-gone` and `slot-reserved`. */
export async function unreserveSlot(
  ledger: LedgerAccess,
  { hostId, slot, reservationId, by }: Pick<ReservationRequest, 'hostId' | 'slot' | 'by'> & { reservationId: string },
  signal: AbortSignal,
): Promise<void> {
  const present = openReservation(await ledger.refresh(hostId, signal), slot, ledger.hostNowMs(hostId))
  if (present === null || present.reservationId !== reservationId) throw new BerthError('reservation-gone', { slot })
  if (!isOwnReservation(present, by)) throw slotReserved(slot, present)
  await ledger.append(hostId, [{ kind: 'unreserved', by, slot, reservationId }], signal)
}

/** The refusal of whoever would go over a reservation without saying so. */
export function slotReserved(slot: string, { by, untilMs, why }: Reservation): BerthError {
  return new BerthError('slot-reserved', { slot, by, until: new Date(untilMs).toISOString(), why })
}

/** What was typed in a minute ago may be a little over the limit by now. */
const graceMs = 60_000

function timeInvalid(): BerthError {
  return new BerthError('reservation-time-invalid', { days: longestReservationMs / 86_400_000 })
}

function refuseUnlessFree(present: Reservation | null, { slot, by, over }: ReservationRequest): void {
  if (over !== null && present?.reservationId !== over.reservationId) throw new BerthError('reservation-gone', { slot })
  if (present !== null && over === null && !isOwnReservation(present, by)) throw slotReserved(slot, present)
}

/** The reservation that was there ends with the new one: taken back by its owner, or overruled and taken back. */
function leaveDrafts(present: Reservation | null, { slot, by, over }: ReservationRequest): readonly LedgerDraft[] {
  if (present === null) return []
  const { reservationId, by: reservedBy } = present
  const left: LedgerDraft = { kind: 'unreserved', by, slot, reservationId }
  if (over === null) return [left]
  const reason = displayText(over.reason)
  return [{ kind: 'overruled', by, slot, reservationId, reservedBy, reason, deploymentId: '' }, left]
}

function reservedDraft({ slot, by, forWhom, why, untilMs }: ReservationRequest, reservationId: string): LedgerDraft {
  const texts = { forWhom: displayText(forWhom, 64), why: displayText(why, 200) }
  return { kind: 'reserved', by, slot, reservationId, ...texts, untilMs }
}

/** A reservation of somebody else that came just before ours and that we had not seen. */
function earlierRival(
  { happenings, ...state }: LedgerState,
  { slot, by }: ReservationRequest,
  ownId: string,
  nowMs: number,
): Reservation | null {
  const ended = new Set(happenings.flatMap((one) => (one.kind === 'unreserved' ? one.reservationId : [])))
  const made = happenings.flatMap((one) => (one.kind === 'reserved' && one.slot === slot ? [one] : []))
  const ownPlace = made.findIndex(({ reservationId }) => reservationId === ownId)
  // Newest first: what stands behind ours was there before it.
  const rival = made.slice(ownPlace + 1).find((one) => !ended.has(one.reservationId) && !isOwnReservation(one, by))
  if (rival === undefined) return null
  return openReservation({ happenings, ...state, reservations: new Map([[slot, rival]]) }, slot, nowMs)
}
