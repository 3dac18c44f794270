import { nextReservationEnd } from '../../domain/ledger/open-reservation'
import type { LedgerAccess } from '../ledger-access'
import type { Clock } from '../ports'

/** Tells when a reservation has ended by itself: no record says so, only the time. */
export type ReservationEnds = {
  /** A host's reservations are others now; called after every change of its ledger. */
  readonly changed: (hostId: string) => void
  readonly close: () => void
}

/** `onEnd` is called at the end of each reservation, by the host's clock. */
export function watchReservationEnds(
  clock: Pick<Clock, 'sleep'>,
  ledger: Pick<LedgerAccess, 'state' | 'hostNowMs'>,
  onEnd: (hostId: string) => void,
): ReservationEnds {
  const waits = new Map<string, AbortController>()
  const wait = (hostId: string): void => {
    waits.get(hostId)?.abort()
    waits.delete(hostId)
    const state = ledger.state(hostId)
    const nowMs = ledger.hostNowMs(hostId)
    const endMs = state === null ? null : nextReservationEnd(state, nowMs)
    if (endMs === null) return
    const waiting = new AbortController()
    waits.set(hostId, waiting)
    void clock.sleep(Math.min(endMs - nowMs, longestSleepMs), waiting.signal).then(
      () => {
        onEnd(hostId)
        wait(hostId)
      },
      // Another record came, or the engine closes.
      () => undefined,
    )
  }
  return {
    changed: wait,
    close: () => {
      for (const waiting of waits.values()) waiting.abort()
      waits.clear()
    },
  }
}

/** A timer does not count while the computer sleeps, and the host's clock may be set meanwhile: look again now and then. */
const longestSleepMs = 60_000
