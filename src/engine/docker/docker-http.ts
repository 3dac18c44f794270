import type { IncomingMessage } from 'node:http'
import { inspect } from 'node:util'
import { BerthError } from '../../domain/berth-error'
import { failedConnection } from '../transport/failed-connection'
import type { Route } from '../transport/route'
import type { Clock } from '../ports'
import { type CallScope, cancellation, openScope, orAborted, watchIdle, withDeadline } from './call-scope'
import { accessHeader, type FailedRequest, parseJson, proxyRefusal, refusal, uselessAnswer } from './docker-failure'
import { dockerLimits } from './docker-limits'
import { type DialRequest, type Modem, openModem } from './open-modem'

type Dials = Omit<Modem, 'close'>

/** One call of the Engine API. */
export type DockerRequest = FailedRequest & {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** With the version in front. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean>>
  readonly body?: Readonly<Record<string, unknown>>
  /** A tar file to send instead of a body. */
  readonly tar?: Buffer
  /** Value of `X-Registry-Auth`. */
  readonly registryAuth?: string
  readonly limitMs?: number
  /** For a stream: it goes on for as long as somebody wants it. Where only few are possible, `streams-full` is thrown beyond them. */
  readonly isLive?: boolean
  /** Statuses that are answers as well as 2xx. */
  readonly accept?: readonly number[]
}

/** A whole answer. `text` is decoded as UTF-8. */
export type DockerAnswer = {
  readonly status: number
  readonly text: string
  readonly headers: IncomingMessage['headers']
}

/** An answer that is read while it comes. Whoever opens it ends it with `end`, on every way out. */
export type DockerStream = { readonly body: IncomingMessage; readonly scope: CallScope; readonly end: () => void }

/** The way to one engine: every call has a limit, obeys its signal and throws `BerthError`s alone. */
export type DockerHttp = {
  readonly address: string
  readonly clock: Clock
  readonly call: (request: DockerRequest, signal: AbortSignal) => Promise<DockerAnswer>
  /** Like `call`, the answer as JSON. */
  readonly json: (request: DockerRequest, signal: AbortSignal) => Promise<unknown>
  /** `limitMs` holds until the answer begins. */
  readonly stream: (request: DockerRequest, signal: AbortSignal) => Promise<DockerStream>
  readonly close: () => void
}

/** Nothing is opened before the first call. */
export function createDockerHttp(route: Route, clock: Clock): DockerHttp {
  const { address } = route
  let modem: Promise<Modem> | null = null
  const open = (): Promise<Modem> => (modem ??= openModem(route))
  const streams = new Set<CallScope>()

  const send = async (request: DockerRequest, kind: keyof Dials, signal: AbortSignal): Promise<IncomingMessage> => {
    const pools = await open()
    try {
      return await pools[kind](dialOptions(request, signal))
    } catch (error) {
      throw failedConnection(error, address)
    }
  }

  const call = (request: DockerRequest, signal: AbortSignal): Promise<DockerAnswer> => {
    const { operation, limitMs = dockerLimits.callMs } = request
    return withDeadline({ clock, operation, limitMs }, signal, async (inner) => {
      const answer = await send(request, limitMs <= dockerLimits.callMs ? 'quick' : 'slow', inner)
      return readAnswer(request, answer, address)
    })
  }

  return {
    address,
    clock,
    call,
    json: async (request, signal) => {
      const { text } = await call(request, signal)
      const parsed = parseJson(text)
      if (parsed === undefined) throw uselessAnswer(request.operation, 'answer-not-json')
      return parsed
    },
    stream: async (request, signal) => {
      const scope = openScope(signal)
      streams.add(scope)
      const release = (): void => {
        scope.release()
        streams.delete(scope)
      }
      try {
        const body = await openStream(request, scope, clock, send)
        if (!isAccepted(request, body.statusCode ?? 0)) await readAnswer(request, body, address)
        return { body, scope, end: () => (release(), void body.destroy()) }
      } catch (error) {
        release()
        throw error
      }
    },
    close: () => {
      for (const scope of streams) scope.abort(new BerthError('cancelled'))
      void modem?.then((pools) => pools.close())
      modem = null
    },
  }
}

/** The pieces of a stream as they come; the reader's pace holds the engine back. Throws `BerthError`s alone. */
export async function* readStream(stream: DockerStream, address: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of stream.body) yield chunk as Buffer
  } catch (error) {
    throw stream.scope.signal.aborted ? cancellation(stream.scope.signal) : failedConnection(error, address)
  } finally {
    stream.end()
  }
  // A destroyed stream may end without a word.
  if (stream.scope.signal.aborted) throw cancellation(stream.scope.signal)
}

async function openStream(
  request: DockerRequest,
  scope: CallScope,
  clock: Clock,
  send: (request: DockerRequest, kind: keyof Dials, signal: AbortSignal) => Promise<IncomingMessage>,
): Promise<IncomingMessage> {
  const { operation, limitMs = dockerLimits.openStreamMs, isLive = false } = request
  const watch = watchIdle({ clock, operation, limitMs }, scope)
  try {
    // A stream keeps its socket: it never takes one of the quick pool.
    return await orAborted(scope.signal, () => send(request, isLive ? 'live' : 'slow', scope.signal))
  } finally {
    watch.stop()
  }
}

async function readAnswer(request: DockerRequest, answer: IncomingMessage, address: string): Promise<DockerAnswer> {
  const status = answer.statusCode ?? 0
  const accepted = isAccepted(request, status)
  const limit = accepted ? dockerLimits.answerBytes : dockerLimits.refusalBytes
  const text = await readText(answer, limit, request.operation, address)
  if (!accepted && answer.headers[accessHeader] === 'read-only') throw proxyRefusal(request, status, text, address)
  if (!accepted) throw refusal(request, status, text)
  return { status, text, headers: answer.headers }
}

function isAccepted(request: DockerRequest, status: number): boolean {
  return (status >= 200 && status < 300) || (request.accept ?? []).includes(status)
}

async function readText(answer: IncomingMessage, limit: number, operation: string, address: string): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of answer) {
      length += (chunk as Buffer).length
      if (length > limit) throw uselessAnswer(operation, 'answer-too-long', { bytes: limit })
      chunks.push(chunk as Buffer)
    }
  } catch (error) {
    throw failedConnection(error, address)
  } finally {
    answer.destroy()
  }
  return Buffer.concat(chunks).toString('utf8')
}

function dialOptions(request: DockerRequest, signal: AbortSignal): DialRequest {
  const headers: Record<string, string> = {}
  if (request.tar !== undefined) headers['Content-Type'] = 'application/x-tar'
  if (request.registryAuth !== undefined) headers['X-Registry-Auth'] = request.registryAuth
  // The transport prints its options where DEBUG is set in the environment: never the credentials.
  Object.defineProperty(headers, inspect.custom, { value: () => '{ … }' })
  return {
    method: request.method,
    path: `${request.path}?`,
    headers,
    options: { _query: request.query ?? {}, _body: request.body ?? {} },
    abortSignal: signal,
    ...(request.tar === undefined ? {} : { file: request.tar }),
  }
}
