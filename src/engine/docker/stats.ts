import { type MetricsReading, readStatsAnswer } from '../../domain/metrics-reading'
import { containerPath } from './api-path'
import { watchIdle } from './call-scope'
import type { VersionedHttp } from './container-calls'
import { type DockerHttp, type DockerStream, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'
import { createJsonLines } from './json-lines'

const operation = 'measure container'

/** See `DockerClient.stats`. */
export async function* readStats(
  { http, prefix }: VersionedHttp,
  containerId: string,
  signal: AbortSignal,
): AsyncGenerator<MetricsReading, void, undefined> {
  try {
    const path = `${containerPath(await prefix(signal), containerId)}/stats`
    const query = { stream: true }
    const stream = await http.stream({ operation, method: 'GET', path, query, containerId, isLive: true }, signal)
    yield* readings(http, stream)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** The engine never says that it can't measure just now: a stream that is silent is given up. */
async function* readings(http: DockerHttp, stream: DockerStream): AsyncGenerator<MetricsReading, void, undefined> {
  const lines = createJsonLines(operation, dockerLimits.lineBytes)
  const watch = watchIdle({ clock: http.clock, operation, limitMs: dockerLimits.statsIdleMs }, stream.scope)
  try {
    for await (const chunk of readStream(stream, http.address)) {
      watch.heard()
      for (const answer of lines(chunk)) {
        const reading = readStatsAnswer(answer)
        if (reading !== null) yield reading
      }
    }
  } finally {
    watch.stop()
  }
}

/** See `DockerClient.statsOnce`. Without `one-shot` the engine would measure for a second or two before it answers. */
export async function readStatsOnce(
  { http, prefix }: VersionedHttp,
  containerId: string,
  signal: AbortSignal,
): Promise<MetricsReading | null> {
  const path = `${containerPath(await prefix(signal), containerId)}/stats`
  const query = { stream: false, 'one-shot': true }
  return readStatsAnswer(await http.json({ operation, method: 'GET', path, query, containerId }, signal))
}
