import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { type MetricsLimits, readLimits } from '../../domain/metrics-limits'
import type { MetricsReading } from '../../domain/metrics-reading'
import type { Clock, DockerClient } from '../ports'

/** Where a container's readings go. */
export type StatsSink = {
  readonly limits: (limits: MetricsLimits) => void
  /** `polled`: the next one comes in a few seconds, else in one. Null: the container does not run just now. */
  readonly reading: (reading: MetricsReading | null, way: 'live' | 'polled') => void
  /** Why nothing can be measured; it is tried again unless that can't help. A reading says that it is over. */
  readonly problem: (problem: BerthErrorData) => void
}

/** What following needs. The client is asked for at each try, as a host may be spoken to in another way by then. */
export type FollowStatsParts = {
  readonly client: () => Pick<DockerClient, 'stats' | 'statsOnce' | 'inspectContainer'>
  readonly clock: Clock
  readonly sink: StatsSink
}

const firstPauseMs = 500
const longestPauseMs = 10_000
const pollEveryMs = 5_000

/**
 * Measures a container by one stream, or now and then where the way to its host allows no stream more, until it is gone
 * or nothing can help. Rejects when aborted, and with that the stream is closed.
 */
export async function followStats(containerId: string, parts: FollowStatsParts, signal: AbortSignal): Promise<void> {
  const { clock, sink } = parts
  let hasLimits = false
  let pauseMs = firstPauseMs
  for (;;) {
    try {
      const client = parts.client()
      if (!hasLimits) sink.limits(readLimits(await client.inspectContainer(containerId, signal)))
      hasLimits = true
      const way = await measure(client, containerId, sink, signal)
      pauseMs = way === 'polled' ? pollEveryMs : firstPauseMs
    } catch (error) {
      signal.throwIfAborted()
      const data = toErrorData(error)
      if (isOver(data)) return
      sink.problem(data)
      if (data.code === 'host-read-only') return
    }
    await clock.sleep(pauseMs, signal)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

/** Resolves when the stream ended, or with one reading where there is none to be had. */
async function measure(
  client: Pick<DockerClient, 'stats' | 'statsOnce'>,
  containerId: string,
  sink: StatsSink,
  signal: AbortSignal,
): Promise<'live' | 'polled'> {
  try {
    for await (const reading of client.stats(containerId, signal)) sink.reading(reading, 'live')
    signal.throwIfAborted()
    return 'live'
  } catch (error) {
    if (toErrorData(error).code !== 'streams-full') throw error
    sink.reading(await client.statsOnce(containerId, signal), 'polled')
    return 'polled'
  }
}

/** The container is gone, or its host was taken off the board. */
function isOver({ code }: BerthErrorData): boolean {
  return code === 'container-gone' || code === 'host-unknown' || code === 'cancelled'
}
