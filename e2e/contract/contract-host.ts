import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { createDockerClient } from '../../src/engine/docker/create-docker-client'
import type { DockerClient, DockerEvent, LogChunk } from '../../src/engine/ports'
import { systemClock } from '../../src/engine/system-clock'
import { socketRoute } from '../../src/testing/socket-route'

/**
 * A host that is held to the contract. It has the images `shop/web` with the tags `good` (healthy), `bad` (its check
 * fails with `503 db DOWN`), `stubborn` (does not listen to SIGTERM), `ends` (exits with code 3 at once) and `spare`; and
 * a registry with `good` of `remoteRepository`; and an nginx that includes `/etc/nginx/berth/*.conf`, with `mv` and `rm`.
 */
export type ContractHost = {
  readonly socketPath: string
  readonly remoteRepository: string
  readonly proxyImage: string
  readonly remove: () => void | Promise<void>
}

/** What the cases of the contract work with. */
export type ContractTools = {
  readonly docker: DockerClient
  readonly remoteRepository: string
  readonly proxyImage: string
  /** A call of the API in its plainest form, any status being an answer. */
  readonly ask: (method: string, path: string, body?: unknown, contentType?: string) => Promise<ContractAnswer>
  /** Makes a container of `shop/web` and starts it; its ID. */
  readonly run: (name: string, tag: string, body?: Readonly<Record<string, unknown>>) => Promise<string>
  /** Removes it whatever it does. */
  readonly drop: (id: string) => Promise<void>
}

export type ContractAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
  /** Undefined for what is not JSON. */
  readonly json: unknown
}

export const never = new AbortController().signal
export const waiting = { timeout: 30_000, interval: 20 }

export function contractTools({ socketPath, remoteRepository, proxyImage }: ContractHost): ContractTools {
  const docker = createDockerClient(socketRoute(socketPath), { clock: systemClock })
  return {
    docker,
    remoteRepository,
    proxyImage,
    ask: (method, path, body, contentType = 'application/json') => ask(socketPath, { method, path, body, contentType }),
    run: async (name, tag, body = {}) => {
      const id = await docker.createContainer(name, { Image: `shop/web:${tag}`, ...body }, never)
      await docker.startContainer(id, never)
      return id
    },
    drop: (id) => docker.removeContainer(id, { force: true }, never),
  }
}

type Asked = {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly contentType: string
}

function ask(socketPath: string, { method, path, body, contentType }: Asked): Promise<ContractAnswer> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': contentType }
    const outgoing = request({ socketPath, method, path, headers, agent: false, timeout: 30_000 }, (incoming) => {
      text(incoming).then(
        (answer) =>
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: answer, json: parse(answer) }),
        reject,
      )
    })
    outgoing.on('error', reject)
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${method} ${path}: no answer`)))
    outgoing.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body))
  })
}

function parse(answer: string): unknown {
  try {
    return JSON.parse(answer) as unknown
  } catch {
    return undefined
  }
}

/** Reads in the background; `done` settles when the stream ends. */
export function collect<T>(stream: AsyncIterable<T>): { readonly items: T[]; readonly done: Promise<void> } {
  const items: T[] = []
  const done = (async () => {
    for await (const item of stream) items.push(item)
  })()
  done.catch(() => undefined)
  return { items, done }
}

export function textOf(chunks: readonly LogChunk[]): string {
  return Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString()
}

/** What was told of one thing, in order. */
export function actionsOf(events: readonly DockerEvent[], id: string): readonly string[] {
  return events.filter((event) => event.id === id).map((event) => event.action)
}
