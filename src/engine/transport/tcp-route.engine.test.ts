import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../e2e/harness/docker-engine'
import { freePorts } from '../../../e2e/harness/free-port'
import { type RunDirectory, openRunDirectory } from '../../../e2e/harness/run-directory'
import { type IssuedFiles, makeTestAuthority, type TestAuthority } from '../../../e2e/harness/test-authority'
import type { TlsFiles } from '../../domain/settings'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient, EngineInfo } from '../ports'
import { systemClock } from '../system-clock'
import { tcpRoute } from './tcp-route'

const never = new AbortController().signal
const open: { client: DockerClient | null; server: Server | null } = { client: null, server: null }
let directory: RunDirectory
let authority: TestAuthority
let stranger: TestAuthority
let mine: IssuedFiles
let engine: DockerEngine
let port: number

beforeAll(async () => {
  directory = openRunDirectory('tls')
  authority = makeTestAuthority(join(directory.path, 'authority'))
  stranger = makeTestAuthority(join(directory.path, 'stranger'))
  mine = authority.issue('me')
  const { ca, certificate, key } = authority.issue('host')
  port = (await freePorts(1))[0] ?? 0
  const tls = ['--tlsverify', `--tlscacert=${ca}`, `--tlscert=${certificate}`, `--tlskey=${key}`]
  const extraArguments = [...tls, '-H', `tcp://127.0.0.1:${String(port)}`]
  engine = await startDockerEngine({ name: 'tls-engine', extraArguments })
}, 60_000)

afterEach(() => {
  open.client?.close()
  open.server?.close()
  Object.assign(open, { client: null, server: null })
})

afterAll(() => {
  engine.remove()
  directory.sweep()
})

function connect(tls: TlsFiles | null, at = port, host = '127.0.0.1', acceptsPlainText = false): Promise<EngineInfo> {
  const target = { host, port: at, tls, acceptsPlainText }
  const client = createDockerClient(tcpRoute(target, `tcp://${host}:${String(at)}`, systemClock), {
    clock: systemClock,
  })
  open.client = client
  return client.connect(never)
}

async function listen(server: Server): Promise<number> {
  open.server = server
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A host with a certificate of its own. */
function secureHost({ certificate, key }: IssuedFiles): Promise<number> {
  return listen(
    createHttpsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (_, answer) => answer.end()),
  )
}

test('the right files reach the engine, by its address and by its name', async () => {
  expect(await connect(mine)).toMatchObject({ engineVersion: engine.engineVersion })
  expect(await connect(mine, port, 'localhost')).toMatchObject({ engineVersion: engine.engineVersion })
})

test('no certificate, or one of another authority, is told as what the host refused', async () => {
  const reason = expect.stringMatching(/^(bad certificate|certificate required|unknown ca)$/) as string
  const refused = { code: 'client-certificate-refused', data: { details: { reason } } }
  await expect(connect({ ca: mine.ca, certificate: null, key: null })).rejects.toMatchObject(refused)
  await expect(connect({ ...stranger.issue('somebody'), ca: mine.ca })).rejects.toMatchObject(refused)
})

test('a certificate of one’s own that has expired is told before anything is sent, with its file and date', async () => {
  const old = authority.issue('old', { days: -1 })
  await expect(connect(old)).rejects.toMatchObject({
    code: 'client-certificate-expired',
    data: { details: { file: old.certificate } },
  })
})

test('a host whose authority is not the one chosen, or is not known at all, is not trusted', async () => {
  const unknown = { code: 'certificate-unknown-authority' }
  await expect(connect({ ...mine, ca: stranger.ca })).rejects.toMatchObject(unknown)
  await expect(connect({ ...mine, ca: null })).rejects.toMatchObject(unknown)
})

test('a host’s certificate that has expired, or is made out to another name, is told as that', async () => {
  const expired = await secureHost(authority.issue('expired', { days: -1 }))
  await expect(connect(mine, expired)).rejects.toMatchObject({ code: 'certificate-expired' })
  open.server?.close()
  const elsewhere = await secureHost(authority.issue('elsewhere', { names: 'DNS:busan.example.com' }))
  await expect(connect(mine, elsewhere)).rejects.toMatchObject({
    code: 'certificate-wrong-name',
    data: { details: { reason: expect.stringContaining('busan.example.com') as string } },
  })
})

test('a port without TLS, and TLS on a port that was taken for one without, are told apart', async () => {
  const plain = await listen(createHttpServer((_, answer) => answer.end('{}')))
  await expect(connect(mine, plain)).rejects.toMatchObject({ code: 'not-tls' })
  await expect(connect(null)).rejects.toMatchObject({ code: 'tls-needed' })
})

test('in the clear another machine is not even tried unless a person knows what that means', async () => {
  await expect(connect(null, 9, '192.0.2.1')).rejects.toMatchObject({ code: 'plain-text-refused' })
})

test('files that are no certificate or key, that do not belong together or are locked are named', async () => {
  const text = join(directory.path, 'notes.pem')
  writeFileSync(text, 'nothing')
  const locked = join(directory.path, 'locked.pem')
  execFileSync('openssl', ['pkcs8', '-topk8', '-in', mine.key, '-out', locked, '-passout', 'pass:secret'])
  const other = authority.issue('other')
  const wrong: readonly (readonly [TlsFiles, string, string])[] = [
    [{ ...mine, certificate: text }, 'certificate-file-unreadable', text],
    [{ ...mine, ca: join(directory.path, 'none.pem') }, 'certificate-file-unreadable', 'none.pem'],
    [{ ...mine, key: text }, 'certificate-file-unreadable', text],
    [{ ...mine, key: locked }, 'certificate-key-locked', locked],
    [{ ...mine, key: other.key }, 'certificate-key-mismatch', other.key],
  ]
  for (const [files, code, file] of wrong) {
    await expect(connect(files)).rejects.toMatchObject({
      code,
      data: { details: { file: expect.stringContaining(file) as string } },
    })
  }
})

test('a name that nobody knows and a port where nobody listens are told apart', async () => {
  await expect(connect(mine, port, 'nowhere.invalid')).rejects.toMatchObject({ code: 'host-name-unknown' })
  const [free = 0] = await freePorts(1)
  await expect(connect(mine, free)).rejects.toMatchObject({
    code: 'host-unreachable',
    data: { details: { reason: 'connection refused' } },
  })
})
