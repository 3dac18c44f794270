import type { Clock, DockerClient } from '../ports'

/** The host's clock, as this machine last heard it. This machine's own wall clock plays no part once it was heard. */
export type HostTime = {
  readonly nowMs: () => number
  /** Asks the host, unless it was asked a short while ago. Throws the host's error. */
  readonly compare: (signal: AbortSignal) => Promise<void>
}

/** A clock that is set while Berth runs is noticed this soon; a laptop that slept has this old a comparison at least. */
const freshForMs = 60_000

/** See `HostTime`. */
export function createHostTime(client: Pick<DockerClient, 'systemTimeMs'>, clock: Clock): HostTime {
  let heard: { readonly hostMs: number; readonly atMs: number; readonly wallMs: number } | null = null
  /** Time in which this machine sleeps may be missing in the monotonic clock, and then shows in the other one. */
  const slept = (): boolean =>
    heard !== null && Math.abs(clock.nowMs() - heard.wallMs - (clock.monotonicMs() - heard.atMs)) > 1_000
  return {
    nowMs: () => (heard === null ? clock.nowMs() : Math.round(heard.hostMs + clock.monotonicMs() - heard.atMs)),
    compare: async (signal) => {
      if (heard !== null && clock.monotonicMs() - heard.atMs < freshForMs && !slept()) return
      const beforeMs = clock.monotonicMs()
      const hostMs = await client.systemTimeMs(signal)
      const atMs = (beforeMs + clock.monotonicMs()) / 2
      heard = { hostMs, atMs, wallMs: clock.nowMs() }
    },
  }
}
