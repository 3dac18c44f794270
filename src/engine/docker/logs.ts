import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { DockerClient, LogChunk } from '../ports'
import { containerPath } from './api-path'
import { type DockerHttp, type DockerStream, readStream } from './docker-http'
import { toDockerSince } from './docker-timestamp'
import { lenientFlag, lenientObject, lenientText, parseAnswer } from './lenient-json'
import { createFrameDecoder, createRawDecoder } from './log-frames'

type LogOptions = Parameters<DockerClient['logs']>[1]

const operation = 'read log'

const loggedSchema = z.object({
  Name: lenientText,
  Config: lenientObject({ Tty: lenientFlag }),
  HostConfig: lenientObject({ LogConfig: lenientObject({ Type: lenientText }) }),
})

/** See `DockerClient.logs`. */
export async function* readLogs(
  http: DockerHttp,
  prefix: (signal: AbortSignal) => Promise<string>,
  containerId: string,
  options: LogOptions,
  signal: AbortSignal,
): AsyncGenerator<LogChunk, void, undefined> {
  try {
    const path = containerPath(await prefix(signal), containerId)
    const inspect = { operation, method: 'GET', path: `${path}/json`, containerId } as const
    // Before API 1.42 only the container itself says whether its log is multiplexed.
    const logged = parseAnswer(loggedSchema, await http.json(inspect, signal), operation)
    const stream = await openLog(http, path, containerId, logged, options, signal)
    const decode = logged.Config.Tty ? createRawDecoder() : createFrameDecoder()
    for await (const bytes of readStream(stream, http.address)) yield* decode(bytes)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function openLog(
  http: DockerHttp,
  path: string,
  containerId: string,
  logged: z.output<typeof loggedSchema>,
  options: LogOptions,
  signal: AbortSignal,
): Promise<DockerStream> {
  const request = { operation, method: 'GET', path: `${path}/logs`, query: queryOf(options), containerId } as const
  try {
    return await http.stream({ ...request, isLive: options.follow }, signal)
  } catch (error) {
    if (!(error instanceof BerthError) || error.data.details['status'] !== notImplemented) throw error
    const details = { service: displayText(logged.Name.replace(/^\//, '')), driver: logged.HostConfig.LogConfig.Type }
    throw new BerthError('log-unreadable', { ...details, driver: displayText(details.driver, 60) }, { cause: error })
  }
}

/** What the engine answers where the log driver cannot read back. */
const notImplemented = 501

function queryOf(options: LogOptions): Readonly<Record<string, string | boolean>> {
  const since = stampOf('since', options.since)
  const until = stampOf('until', options.until ?? null)
  return {
    stdout: true,
    stderr: true,
    timestamps: true,
    follow: options.follow,
    tail: options.tail === null ? 'all' : String(options.tail),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  }
}

function stampOf(field: 'since' | 'until', stamp: string | null): string | null {
  if (stamp === null) return null
  const written = toDockerSince(stamp)
  if (written !== null) return written
  throw new BerthError('bad-request', { field, reason: `"${displayText(stamp, 60)}" is not RFC 3339` })
}
