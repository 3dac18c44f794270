import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import type { Clock } from '../../../ports'
import { createStageTeller } from '../ssh-stage'
import type { Hop } from './connect-host'
import { openSocket } from './open-socket'
import { openPatience } from './patience'

/** A host that nobody could reach lately. */
export type AwayHost = {
  /** Resolves where somebody answers by now, or where it is worth a whole try; rejects as the last try did where nobody does. */
  readonly knock: (signal: AbortSignal) => Promise<void>
  /** Takes note of a try that failed, with the way it was to take. */
  readonly failed: (error: unknown, hops: readonly Hop[]) => void
}

/** After so many knocks the files are read again: they may lead elsewhere by now. */
const knocksBeforeTry = 8

/**
 * A dead host is tried every few seconds for as long as it is on the board. To read ssh_config and known_hosts each time
 * would cost more than the try itself, so that for a while its port alone is knocked at.
 */
export function createAwayHost(clock: Clock, limitMs: number): AwayHost {
  let away: Hop | null = null
  let knocks = 0
  return {
    knock: async (signal) => {
      if (away === null || knocks >= knocksBeforeTry) return
      const { host, address } = away
      knocks += 1
      const tooLate = new BerthError('host-unreachable', { address, ...reasonDetails('no-answer-in-time') })
      const patience = openPatience(host.connectTimeoutMs ?? limitMs, tooLate, clock, signal)
      try {
        const socket = await openSocket(host, address, createStageTeller(null, clock, undefined), patience.signal)
        socket.destroy()
        away = null
      } finally {
        patience.release()
      }
    },
    failed: (error, hops) => {
      const isAway = error instanceof BerthError && error.code === 'host-unreachable'
      knocks = 0
      away = isAway && hops.length === 1 ? (hops[0] ?? null) : null
    },
  }
}
