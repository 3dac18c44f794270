import { z } from 'zod'

/**
 * A slot kept for somebody from now until a time; it ends by itself. A slot has one at most. Times are the host's clock.
 * `by` made it, `forWhom` (may be empty) is for whom: a team, say.
 */
export const reservationSchema = z.object({
  reservationId: z.string(),
  by: z.string(),
  forWhom: z.string(),
  why: z.string(),
  sinceMs: z.number(),
  untilMs: z.number(),
})

/** Nobody keeps a slot for longer at a time. */
export const longestReservationMs = 7 * 86_400_000

/** See `reservationSchema`. */
export type Reservation = Readonly<z.infer<typeof reservationSchema>>

/**
 * Whether the slot is kept for this person: who made the reservation, or whom it was made for. Names are all there is to
 * tell people apart; the ledger says who did what.
 */
export function isOwnReservation(reservation: Pick<Reservation, 'by' | 'forWhom'>, person: string): boolean {
  return person !== '' && (reservation.by === person || reservation.forWhom === person)
}
