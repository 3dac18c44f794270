import { chmodSync, linkSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock'
import type { DockerClient } from '../ports'
import { systemClock } from '../system-clock'
import { socketRoute } from '../../testing/socket-route'
import { createDockerClient } from './create-docker-client'

const never = new AbortController().signal
const version = { Version: '20.10.24', ApiVersion: '1.41', MinAPIVersion: '1.12', Os: 'linux', Arch: 'amd64' }

let folder: string
let socketPath: string
let server: Server | null
const open = new Set<Socket>()
const clients: DockerClient[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-'))
  socketPath = join(folder, 'docker.sock')
  server = null
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  for (const socket of open) socket.destroy()
  open.clear()
  await new Promise((resolve) => (server === null ? resolve(null) : server.close(resolve)))
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

async function listen(listening: Server): Promise<void> {
  server = listening
  listening.on('connection', (socket: Socket) => open.add(socket))
  await new Promise<void>((resolve) => listening.listen(socketPath, resolve))
}

function client(clock = systemClock): DockerClient {
  const made = createDockerClient(socketRoute(socketPath), { clock })
  clients.push(made)
  return made
}

const info = {
  DriverStatus: [['Backing Filesystem', 'extfs']],
  RegistryConfig: {
    InsecureRegistryCIDRs: ['127.0.0.0/8', 7],
    IndexConfigs: { 'docker.io': { Secure: true }, 'registry.corp:5000': { Secure: false }, odd: null },
  },
}

/** An engine that answers `/version` and leaves the rest to the test. */
function engine(answer: RequestListener, versionAnswer: object = version): Server {
  return createServer((request, response) => {
    if (request.url?.startsWith('/version') === true) response.end(JSON.stringify(versionAnswer))
    else if (request.url?.includes('/info') === true) response.end(JSON.stringify(info))
    else answer(request, response)
  })
}

describe('a socket', () => {
  test('that is not there is missing', async () => {
    await expect(client().connect(never)).rejects.toMatchObject({ code: 'socket-missing' })
  })

  test('that is a plain file is not Docker', async () => {
    writeFileSync(socketPath, '')
    await expect(client().connect(never)).rejects.toMatchObject({ code: 'not-docker' })
  })

  test('that nobody listens at any more is unreachable', async () => {
    // A server that is closed removes its file: a second name of it stays.
    await listen(createSocketServer())
    linkSync(socketPath, join(folder, 'stale.sock'))
    const stale = createDockerClient(socketRoute(join(folder, 'stale.sock')), { clock: systemClock })
    await new Promise((resolve) => server?.close(resolve))
    server = null
    await expect(stale.connect(never)).rejects.toMatchObject({ code: 'host-unreachable' })
  })

  test('that refuses this user says so', async () => {
    await listen(createSocketServer())
    chmodSync(folder, 0o700)
    const root = process.getuid?.() === 0
    if (root) process.seteuid?.(65_534)
    else chmodSync(socketPath, 0)
    try {
      await expect(client().connect(never)).rejects.toMatchObject({ code: 'permission-denied' })
    } finally {
      if (root) process.seteuid?.(0)
    }
  })

  test.each([
    ['web pages', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>')],
    ['errors of a web server', (socket: Socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno')],
    ['another protocol', (socket: Socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    [
      'JSON of something else',
      (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"version":"1"}'),
    ],
  ])('that answers %s is not Docker', async (_, answer) => {
    await listen(createSocketServer((socket) => void socket.once('data', () => answer(socket))))
    await expect(client().connect(never)).rejects.toMatchObject({ code: 'not-docker' })
  })

  test('that accepts and says nothing times out after 10 s', async () => {
    await listen(createSocketServer())
    const clock = createFakeClock()
    const connecting = client(clock).connect(never)
    const outcome = expect(connecting).rejects.toMatchObject({
      data: { code: 'docker-timeout', details: { seconds: 10 } },
    })
    await expect.poll(() => open.size).toBe(1)
    await clock.advance(10_000)
    await outcome
  })
})

describe('an engine', () => {
  test('older than 20.10 is refused', async () => {
    await listen(engine(() => undefined, { ...version, ApiVersion: '1.40' }))
    await expect(client().connect(never)).rejects.toMatchObject({ code: 'engine-too-old' })
  })

  test('is found at the given socket, whatever DOCKER_HOST says', async () => {
    await listen(engine(() => undefined))
    vi.stubEnv('DOCKER_HOST', 'tcp://127.0.0.1:1')
    expect(await client().connect(never)).toEqual({
      engineVersion: '20.10.24',
      apiVersion: '1.41',
      access: 'full',
      platform: 'linux/amd64',
      imageStore: 'classic',
      insecureRegistries: { names: ['registry.corp:5000'], ranges: ['127.0.0.0/8'] },
    })
    expect(process.env['DOCKER_HOST']).toBe('tcp://127.0.0.1:1')
  })

  test('whose answer is cut off fails the call at once', async () => {
    await listen(
      engine((request, response) => {
        response.writeHead(200, { 'Content-Length': 1_000 })
        response.write('[')
        setImmediate(() => request.socket.destroy())
      }),
    )
    await expect(client().listContainers(null, never)).rejects.toMatchObject({
      data: { code: 'host-unreachable', details: { reason: 'connection closed' } },
    })
  })

  test('gives its refusals as codes with a harmless text and the status', async () => {
    await listen(
      engine((request, response) => {
        response.statusCode = request.url?.includes('/gone/') === true ? 404 : 409
        response.end(JSON.stringify({ message: 'Conflict. \u001b[31m\u202eThe name is taken' }))
      }),
    )
    await expect(client().createContainer('web', { Image: 'a' }, never)).rejects.toMatchObject({
      data: { code: 'docker-refused', details: { status: 409, reason: 'Conflict. The name is taken' } },
    })
    await expect(client().startContainer('gone', never)).rejects.toMatchObject({ code: 'container-gone' })
    expect(await client().observeContainer('gone', never)).toBeNull()
  })

  test('that refuses without limit is not listened to without limit', async () => {
    await listen(
      engine((_, response) => {
        response.statusCode = 500
        const flood = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        }
        response.on('drain', flood)
        flood()
      }),
    )
    await expect(client().listContainers(null, never)).rejects.toMatchObject({ code: 'docker-refused' })
  })

  test('is never asked for what is no ID: a path in its place leads nowhere', async () => {
    const asked: string[] = []
    await listen(engine((request, response) => (asked.push(request.url ?? ''), void response.end('{}'))))
    await expect(client().startContainer('../../images/prune?', never)).rejects.toMatchObject({
      code: 'container-gone',
    })
    expect(await client().observeImage('../version?', never)).toBeNull()
    expect(asked).toEqual([])
  })

  test('that goes silent in the middle of a pull is given up, and one that speaks is not', async () => {
    const clock = createFakeClock()
    let speak = (_line: string): void => undefined
    await listen(
      engine((_, response) => {
        speak = (line) => void response.write(`${line}\n`)
        response.flushHeaders()
      }),
    )
    const seen: string[] = []
    const pulling = client(clock).pull(
      '10.0.0.7:5000/shop/web:a',
      null,
      (layers) => seen.push(layers[0]?.state ?? ''),
      never,
    )
    const outcome = expect(pulling).rejects.toMatchObject({
      data: { code: 'docker-timeout', details: { seconds: 120 } },
    })
    for (const status of ['Waiting', 'Downloading', 'Extracting']) {
      await expect.poll(() => (speak(JSON.stringify({ id: 'a', status })), seen.at(-1))).toBe(status.toLowerCase())
      await clock.advance(119_000)
    }
    await clock.advance(120_000)
    await outcome
  })

  test('keeps few connections, however many calls come at once', async () => {
    await listen(engine((_, response) => void response.end('[]')))
    const docker = client()
    await docker.connect(never)
    await Promise.all(Array.from({ length: 200 }, () => docker.listContainers(null, never)))
    expect(open.size).toBeLessThanOrEqual(8)
  })
})
