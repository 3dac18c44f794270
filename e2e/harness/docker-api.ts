import { request } from 'node:http'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

/** A call of the Engine API; `body` is sent as JSON unless it is a stream. */
export type DockerCall = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  readonly path: string
  readonly body?: unknown
  readonly stream?: Readable
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** An answer with another status than 2xx or 304. */
export class DockerApiError extends Error {
  constructor(
    readonly status: number,
    readonly call: string,
    readonly answer: string,
  ) {
    super(`${call} answered ${String(status)}: ${answer.trim()}`)
    this.name = 'DockerApiError'
  }
}

/** The Engine API in its plainest form: independent of the client under test. Resolves with the body. */
export async function callDocker(socketPath: string, call: DockerCall): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await callOnce(socketPath, call)
    } catch (error) {
      if (tries === mostPauses || !isFreezeRace(error)) throw error
      await new Promise((resolve) => {
        setTimeout(resolve, 100)
      })
    }
  }
}

const mostPauses = 20

/** runc gives up freezing a container that a health check is being run in just then; nothing has changed. */
function isFreezeRace(error: unknown): boolean {
  return error instanceof DockerApiError && error.call.endsWith('/pause') && error.answer.includes('unable to freeze')
}

async function callOnce(socketPath: string, call: DockerCall): Promise<string> {
  const method = call.method ?? 'GET'
  const timeoutMs = call.timeoutMs ?? 60_000
  return new Promise((resolve, reject) => {
    const contentType = call.stream ? 'application/x-tar' : 'application/json'
    const headers = { 'Content-Type': contentType, ...call.headers }
    const outgoing = request(
      { socketPath, path: call.path, method, headers, timeout: timeoutMs, agent: false },
      (incoming) => {
        text(incoming).then((answer) => {
          const status = incoming.statusCode ?? 0
          if ((status >= 200 && status < 300) || status === 304) resolve(answer)
          else reject(new DockerApiError(status, `${method} ${call.path}`, answer))
        }, reject)
      },
    )
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error(`${method} ${call.path}: no answer for ${String(timeoutMs)} ms`)),
    )
    outgoing.on('error', reject)
    if (call.stream) {
      call.stream.on('error', (error) => outgoing.destroy(error))
      call.stream.pipe(outgoing)
    } else {
      outgoing.end(call.body === undefined ? undefined : JSON.stringify(call.body))
    }
  })
}

/** The body parsed as JSON, trusted to be of the asked type: the harness talks to an engine that it started itself. */
export async function readDocker<T>(socketPath: string, path: string): Promise<T> {
  return JSON.parse(await callDocker(socketPath, { path })) as T
}
