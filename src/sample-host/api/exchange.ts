import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { type Fields, fieldsOf } from '../engine/fields'
import { Refusal } from '../engine/refusal'

/** One request to an engine, and the way to answer it. */
export type Exchange = {
  readonly method: string
  /** Without the version in front. */
  readonly path: string
  readonly query: URLSearchParams
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal
  readonly readBody: () => Promise<Buffer>
  /** Empty where there is no body. */
  readonly readJson: () => Promise<Fields>
  readonly answer: (status: number, body?: unknown, headers?: Readonly<Record<string, string>>) => void
  /** Begins an answer that goes on; what is sent before the client reads is bounded by what hosts have to say. */
  readonly begin: (contentType: string, headers?: Readonly<Record<string, string>>) => ServerResponse
}

const mostBodyBytes = 64 * 1024 * 1024

/** Reads the head of a request. */
export function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = new URL(request.url ?? '/', 'http://sample')
  const leaving = new AbortController()
  response.on('close', () => leaving.abort())
  const readBody = async (): Promise<Buffer> => {
    if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) throw new Refusal(413, 'body too large')
    return buffer(request)
  }
  return {
    method: request.method ?? 'GET',
    path: decodeURIComponent(url.pathname).replace(/^\/v\d+\.\d+(?=\/)/, ''),
    query: url.searchParams,
    signal: leaving.signal,
    readBody,
    readJson: async () => parseFields(await readBody()),
    answer: (status, body, headers = {}) => answer(response, status, body, headers),
    begin: (contentType, headers = {}) => {
      response.writeHead(200, { 'Content-Type': contentType, ...engineHeaders, ...headers })
      response.flushHeaders()
      return response
    },
  }
}

/** The version whose behaviour this is. */
export const engineVersion = { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12' } as const

const engineHeaders = { 'Api-Version': engineVersion.ApiVersion, Server: `Docker/${engineVersion.Version} (linux)` }

function answer(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>>,
): void {
  const text = body === undefined ? '' : typeof body === 'string' ? body : `${JSON.stringify(body)}\n`
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'
  response.writeHead(status, {
    ...engineHeaders,
    ...(text === '' ? {} : { 'Content-Type': type }),
    ...(status === 204 || status === 304 ? {} : { 'Content-Length': String(Buffer.byteLength(text)) }),
    ...headers,
  })
  response.end(text)
}

function parseFields(body: Buffer): Fields {
  if (body.length === 0) return {}
  try {
    return fieldsOf(JSON.parse(body.toString('utf8')))
  } catch {
    throw new Refusal(400, 'invalid JSON')
  }
}
