import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BerthError } from '../../domain/berth-error'
import { socketRoute } from '../../testing/socket-route'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'
import { createDockerClient } from './create-docker-client'

const never = new AbortController().signal
const id = 'f00d'.repeat(16)
let folder: string
let server: Server
let respond: (socket: Socket) => void = () => undefined
let isInspectHonest = false
const inspected = JSON.stringify({ Id: id, Config: { Tty: false }, HostConfig: { LogConfig: { Type: 'json-file' } } })
const open = new Set<Socket>()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'))
  server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => answer(socket, bytes.toString('latin1')))
  })
  await new Promise<void>((resolve) => server.listen(join(folder, 'docker.sock'), resolve))
})

afterAll(async () => {
  for (const socket of open) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true })
})

const whole = (status: number, body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${String(status)} X\r\nContent-Length: ${String(Buffer.byteLength(body))}\r\n\r\n`),
    Buffer.from(body),
  ])

/** An engine that gives itself out for one, and answers everything else as `respond` says. */
function answer(socket: Socket, request: string): void {
  if (request.startsWith('GET /version')) {
    socket.write(whole(200, '{"Version":"20.10.24","ApiVersion":"1.41","MinAPIVersion":"1.12"}'))
  } else if (request.startsWith('GET /v1.41/info')) socket.write(whole(200, '{"ID":"a"}'))
  // So that a log gets as far as its frames.
  else if (isInspectHonest && request.includes('/json')) socket.write(whole(200, inspected))
  else if (/^[A-Z]+ \//.test(request)) respond(socket)
}

async function drain(values: AsyncIterable<unknown>): Promise<void> {
  let count = 0
  for await (const _ of values) if ((count += 1) > 1_000) break
}

/** Every call that reads. */
const calls: Readonly<Record<string, (client: DockerClient) => Promise<unknown>>> = {
  listContainers: (client) => client.listContainers(null, never),
  observeContainer: (client) => client.observeContainer(id, never),
  inspectContainer: (client) => client.inspectContainer(id, never),
  observeImage: (client) => client.observeImage(`sha256:${id}`, never),
  inspectImage: (client) => client.inspectImage(`sha256:${id}`, never),
  listImages: (client) => client.listImages(never),
  inspectNetwork: (client) => client.inspectNetwork('dev1_default', never),
  inspectVolume: (client) => client.inspectVolume('data', never),
  listVolumes: (client) => client.listVolumes('a', never),
  listProcesses: (client) => client.listProcesses(id, never),
  readFile: (client) => client.readFile(id, '/heartbeat', never),
  readFiles: (client) => client.readFiles(id, '/', 100_000, never),
  sizeAt: (client) => client.sizeAt(id, '/heartbeat', never),
  ping: (client) => client.ping(never),
  createContainer: (client) => client.createContainer('web', {}, never),
  pull: (client) => client.pull('r.example.com/web:a', null, () => undefined, never),
  resolveRemote: (client) => client.resolveRemote('r.example.com/web:a', null, never),
  events: (client) => drain(client.events(never)),
  logs: (client) => drain(client.logs(id, { follow: true, tail: null, since: null }, never)),
}

/** Anything, with names of Docker's at every level so that it gets past the first look. */
const field = fc.constantFrom(
  'Id',
  'ID',
  'Names',
  'Labels',
  'State',
  'Health',
  'Log',
  'Config',
  'Image',
  'Created',
  'Ports',
  'Status',
  'Volumes',
  'NetworkSettings',
  'Networks',
  'RepoTags',
  'RepoDigests',
  'HostConfig',
  'Mounts',
  'Processes',
  'Titles',
  'message',
  'stream',
  'status',
  'id',
  'progressDetail',
  'error',
  'Type',
  'Action',
  'Actor',
  'Attributes',
  'time',
  'timeNano',
)
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.jsonValue({ maxDepth: 1 }),
    fc.constantFrom(id, '2024-05-10T09:00:00Z', '\u001b[31m', 1e308, -1, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(field, tie('value'), { maxKeys: 8 }),
  ),
})).value
const status = fc.constantFrom(200, 201, 204, 301, 304, 400, 404, 409, 500, 503)
const frame = fc
  .tuple(fc.constantFrom(0, 1, 2, 3, 7), fc.nat(40), fc.uint8Array({ maxLength: 40 }))
  .map(([stream, length, bytes]) => Buffer.from([stream, 0, 0, 0, 0, 0, 0, length, ...bytes]))
const body = fc.oneof(
  json.map((value) => Buffer.from(JSON.stringify(value))),
  // Lines, as of events and pulls.
  fc
    .array(json, { maxLength: 5 })
    .map((lines) => Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))),
  fc.array(frame, { maxLength: 5 }).map((frames) => Buffer.concat(frames)),
  fc.uint8Array({ maxLength: 1_500 }).map((bytes) => Buffer.from(bytes)),
)
const hostile = fc.oneof(
  fc.tuple(status, body).map(([code, bytes]) => whole(code, bytes)),
  // Cut off, at any place, headers included.
  fc.tuple(status, body, fc.nat(200)).map(([code, bytes, at]) => whole(code, bytes).subarray(0, at)),
  fc
    .tuple(body, fc.constantFrom('5', 'ffffffff', '-1', 'zz', ''))
    .map(([bytes, size]) =>
      Buffer.concat([Buffer.from(`HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n`), bytes]),
    ),
  fc
    .constantFrom('HTTP/1.1 200 X\r\nContent-Length: x\r\n\r\n', 'HTTP/9 hello', `HTTP/1.1 200 ${'a'.repeat(99_999)}`)
    .map((text) => Buffer.from(text)),
)

async function outcomeOf(call: (client: DockerClient) => Promise<unknown>): Promise<unknown> {
  const client = createDockerClient(socketRoute(join(folder, 'docker.sock')), { clock: systemClock })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((resolve) => (timer = setTimeout(resolve, 5_000, 'nothing came of it')))
  try {
    return await Promise.race([call(client).catch((error: unknown) => error), late])
  } finally {
    clearTimeout(timer)
    client.close()
  }
}

test('whatever an engine answers, each call soon ends with a value or with an error of Berth', async () => {
  await fc.assert(
    fc.asyncProperty(hostile, fc.constantFrom(...Object.keys(calls)), fc.boolean(), async (bytes, name, isHonest) => {
      isInspectHonest = name === 'logs' && isHonest
      respond = (socket) => socket.end(bytes)
      const call = calls[name]
      if (call === undefined) throw new Error(name)
      const outcome = await outcomeOf(call)
      expect(outcome).not.toBe('nothing came of it')
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(BerthError)
    }),
    { numRuns: 800 },
  )
}, 120_000)

test('an answer without end is not read without end, whether it is one value or lines', async () => {
  const flood = (piece: Buffer) => (socket: Socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    const more = (): void => {
      while (!socket.destroyed && socket.write(piece));
    }
    socket.on('drain', more)
    more()
  }
  respond = flood(Buffer.alloc(1_048_576, ' '))
  isInspectHonest = false
  for (const name of ['listContainers', 'events', 'readFile', 'readFiles', 'logs']) {
    const outcome = await outcomeOf(calls[name] ?? (() => Promise.resolve()))
    expect([name, outcome]).toEqual([name, expect.any(BerthError)])
  }
}, 60_000)
