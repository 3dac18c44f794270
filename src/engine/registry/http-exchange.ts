import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request as openRequest } from 'node:http'
import { type Origin, originText } from './registry-place'

/** A request to one origin. `path` begins with a slash and holds the query. */
export type HttpRequest = {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly origin: Origin
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Of a POST. */
  readonly body?: string
  /** Of a good answer's body: a longer one is `AnswerTooLarge`. */
  readonly limitBytes: number
}

/** An answer, whatever its status. The body of one that is not good (2xx) is cut to what an explanation takes. */
export type HttpAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** A body beyond its bound; what is left of it was not read. */
export class AnswerTooLarge extends Error {
  readonly limitBytes: number

  constructor(limitBytes: number) {
    super(`the answer is larger than ${String(limitBytes)} bytes`)
    this.name = 'AnswerTooLarge'
    this.limitBytes = limitBytes
  }
}

const mostExplanationBytes = 64 * 1024

/** Sends one request and reads the whole answer. Rejects with Node's own errors; nothing is tried again here. */
export function exchange(request: HttpRequest, agent: Agent, signal: AbortSignal): Promise<HttpAnswer> {
  const { method, origin, path, body } = request
  return new Promise((resolve, reject) => {
    const outgoing = openRequest({
      agent,
      host: origin.hostname,
      port: origin.port,
      method,
      path,
      setHost: false,
      headers: { ...request.headers, ...bodyHeaders(body), ...usualHeaders(origin) },
      signal,
    })
    // For good: a second error after the first would have nobody to tell.
    outgoing.on('error', reject)
    outgoing.once('response', (answer) => {
      readBody(answer, request.limitBytes).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: bytes }),
        (error: Error) => {
          outgoing.destroy()
          reject(error)
        },
      )
    })
    outgoing.end(body)
  })
}

function usualHeaders(origin: Origin): Record<string, string> {
  return { Host: originText(origin).replace(/^https?:\/\//, ''), 'User-Agent': 'berth', 'Accept-Encoding': 'identity' }
}

function bodyHeaders(body: string | undefined): Record<string, string> {
  if (body === undefined) return {}
  return { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': String(Buffer.byteLength(body)) }
}

function readBody(answer: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const isGood = Math.floor((answer.statusCode ?? 0) / 100) === 2
  const mostBytes = isGood ? limitBytes : mostExplanationBytes
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= mostBytes) {
        chunks.push(chunk)
        return
      }
      if (isGood) reject(new AnswerTooLarge(limitBytes))
      else resolve(Buffer.concat(chunks))
      answer.destroy()
    })
    answer.once('end', () => resolve(Buffer.concat(chunks)))
    // An answer that is cut off ends so, as ECONNRESET.
    answer.on('error', reject)
  })
}
