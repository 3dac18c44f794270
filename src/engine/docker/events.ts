import { BerthError } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import type { DockerEvent } from '../ports'
import { type DockerHttp, readStream } from './docker-http'
import { dockerLimits } from './docker-limits'
import { createJsonLines } from './json-lines'
import { lenientNumber, lenientObject, lenientRecord, lenientText } from './lenient-json'

const operation = 'watch events'

/** Asked of the engine: every run of a health check would be three events (`exec_…`) that change nothing. */
const filters = {
  type: ['container', 'image', 'network', 'volume', 'daemon'],
  event:
    'create start restart stop die kill oom pause unpause rename update destroy health_status extract-to-dir connect disconnect remove prune reload shutdown tag untag pull delete import load'.split(
      ' ',
    ),
}

const kinds: readonly string[] = ['container', 'image', 'network', 'volume', 'daemon'] satisfies DockerEvent['kind'][]

const eventSchema = lenientObject({
  Type: lenientText,
  Action: lenientText,
  Actor: lenientObject({ ID: lenientText, Attributes: lenientRecord }),
  time: lenientNumber,
  timeNano: lenientNumber,
})

/** See `DockerClient.events`. */
export async function* readEvents(
  http: DockerHttp,
  prefix: (signal: AbortSignal) => Promise<string>,
  signal: AbortSignal,
): AsyncGenerator<DockerEvent, void, undefined> {
  try {
    const query = { filters: JSON.stringify(filters) }
    const stream = await http.stream(
      { operation, method: 'GET', path: `${await prefix(signal)}/events`, query, isLive: true },
      signal,
    )
    const lines = createJsonLines(operation, dockerLimits.lineBytes)
    yield { kind: 'daemon', action: 'subscribed', id: '', attributes: {}, timeMs: http.clock.nowMs() }
    for await (const chunk of readStream(stream, http.address)) {
      for (const value of lines(chunk)) yield readEvent(value)
    }
  } catch (error) {
    if (signal.aborted) return
    throw error
  }
  if (signal.aborted) return
  // An engine never ends this stream while it lives.
  throw new BerthError('host-unreachable', { address: http.address, ...reasonDetails('connection-closed') })
}

/** One value of the event stream; a kind that is not known is `other`. */
export function readEvent(value: unknown): DockerEvent {
  const event = eventSchema.parse(value)
  return {
    kind: kinds.includes(event.Type) ? (event.Type as DockerEvent['kind']) : 'other',
    action: event.Action,
    id: event.Actor.ID,
    attributes: event.Actor.Attributes,
    timeMs: event.timeNano > 0 ? Math.floor(event.timeNano / 1_000_000) : event.time * 1_000,
  }
}
