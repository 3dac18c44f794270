import { Duplex } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { sha256Of, smallImage } from '../../../e2e/harness/registry-content'
import {
  type ScriptedAnswer,
  type ScriptedHosts,
  type ScriptedInternet,
  type SeenRequest,
  startScriptedInternet,
} from '../../../e2e/harness/scripted-internet'
import { toErrorData } from '../../domain/berth-error'
import type { RegistryCredentials } from '../ports'
import { systemClock } from '../system-clock'
import { createRegistryClient } from './create-registry-client'
import { noCertificates } from './registry-certificates'
import type { RegistryClient, RegistryClientOptions } from './registry-port'

const never = new AbortController().signal
const built = smallImage({ platform: 'linux/amd64', labels: {}, createdAt: '', layers: ['app'] }, 'oci')
const password = 'hunter2-of-the-person'
const basic = Buffer.from(`ci:${password}`).toString('base64')
const token = 'hunter2-of-the-registry'
const secrets = [password, basic, token]
const challenge = 'Bearer realm="https://tokens.example.com/token",service="registry"'

let internet: ScriptedInternet
const clients: RegistryClient[] = []
/** All that was logged or thrown: what a bug report would hold. */
const told: string[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  internet.close()
})

async function start(hosts: ScriptedHosts): Promise<void> {
  internet = await startScriptedInternet(hosts)
}

function open(options: Partial<RegistryClientOptions> = {}): RegistryClient {
  const credentials: RegistryCredentials = { kind: 'password', username: 'ci', password, serverAddress: '' }
  const client = createRegistryClient({
    clock: systemClock,
    log: (...words) => void told.push(JSON.stringify(words)),
    cacheDirectory: null,
    credentials: {
      credentialsFor: async (registry) => (registry === 'registry.example.com' ? credentials : null),
    },
    openStream: internet.openStream,
    certificatesOf: async () => ({ authorities: [internet.authority], own: [] }),
    ...options,
  })
  clients.push(client)
  return client
}

const read = (tag: string, client = open(), registry = 'registry.example.com') =>
  client.readImage(`${registry}/shop/web`, tag, 'linux/amd64', never)
const list = (client = open()) => client.listTags('registry.example.com/shop/web', () => undefined, never)
const redirect = (location: string): ScriptedAnswer => ({ status: 307, headers: { Location: location } })
const asks = (header: string): ScriptedAnswer => ({ status: 401, headers: { 'WWW-Authenticate': header } })

/** The error's code; all that it says is kept. */
async function codeOf(failing: Promise<unknown>): Promise<string> {
  const error: unknown = await failing.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  )
  const data = toErrorData(error)
  told.push(JSON.stringify(data), error instanceof Error ? `${error.stack ?? ''} ${String(error.cause)}` : '')
  return data.code
}

/** Hosts that were shown any of the secrets, in a header, the path or the body. */
function shownTo(): readonly string[] {
  const shown = (request: SeenRequest): boolean => secrets.some((secret) => JSON.stringify(request).includes(secret))
  return [...new Set(internet.seen.filter(shown).map(({ host, protocol }) => `${protocol}://${host}`))].sort()
}

function registryWith(answers: (request: SeenRequest) => ScriptedAnswer): ScriptedHosts {
  return {
    'registry.example.com': (request) =>
      request.headers.authorization === `Bearer ${token}` ? answers(request) : asks(challenge),
    'tokens.example.com': ({ headers }) =>
      headers.authorization === `Basic ${basic}`
        ? { status: 200, body: JSON.stringify({ token, expires_in: 300 }) }
        : { status: 401 },
  }
}

test('the password goes to the token server, the token to the registry, and neither to where a blob lies', async () => {
  const storage: string[] = []
  await start({
    ...registryWith(({ path }) => {
      if (path.includes('/blobs/')) return redirect('https://storage.example.com/blob?signature=s')
      if (path.endsWith('/back')) return redirect('https://storage.example.com/back')
      return { status: 200, body: built.manifest.bytes }
    }),
    'storage.example.com': ({ path, headers }) => {
      storage.push(`${path} ${headers.authorization ?? 'nothing'}`)
      if (path === '/back') return redirect('https://registry.example.com/v2/shop/web/manifests/latest')
      return { status: 200, body: built.config }
    },
  })
  expect(await read('latest')).toMatchObject({ configDigest: sha256Of(built.config) })
  expect(storage).toEqual(['/blob?signature=s nothing'])
  // A way that leaves the registry and comes back has lost its authorization for good.
  expect(await codeOf(read('back'))).toBe('registry-answer-invalid')
  expect(shownTo()).toEqual(['https://registry.example.com', 'https://tokens.example.com'])
})

test('a link to another host, a realm in the clear and a way out of TLS are refused before anything is sent there', async () => {
  const nowhere = (): ScriptedAnswer => ({ status: 200, body: '{"tags":["stolen"],"token":"stolen"}' })
  let header = challenge
  await start({
    ...registryWith(({ path }) => {
      if (path.includes('/tags/'))
        return {
          status: 200,
          headers: { Link: '<https://evil.example.com/v2/shop/web/tags/list?last=a>; rel="next"' },
          body: '{"tags":["a"]}',
        }
      return redirect('http://registry.example.com/clear')
    }),
    'evil.example.com': nowhere,
    'odd.example.com': () => asks(header),
  })
  const client = open({
    credentials: {
      credentialsFor: async () => ({ kind: 'password', username: 'ci', password, serverAddress: '' }),
    },
  })
  expect(await codeOf(list(client))).toBe('registry-led-astray')
  expect(await codeOf(read('latest', client))).toBe('registry-led-astray')
  for (const realm of [
    'http://evil.example.com/token',
    'ftp://evil.example.com',
    '/token',
    'https://a:b@evil.example.com/',
  ]) {
    header = `Bearer realm="${realm}",service="x"`
    expect(await codeOf(read('latest', client, 'odd.example.com'))).toBe('registry-led-astray')
  }
  expect(internet.seen.filter(({ host }) => host === 'evil.example.com')).toEqual([])
  expect(shownTo()).toEqual(['https://registry.example.com', 'https://tokens.example.com'])
})

test('a token server that leads elsewhere is not followed with a password', async () => {
  await start({
    'registry.example.com': () => asks(challenge),
    'tokens.example.com': () => redirect('https://evil.example.com/token'),
    'evil.example.com': () => ({ status: 200, body: JSON.stringify({ token: 'stolen' }) }),
  })
  expect(await codeOf(list())).toBe('registry-answer-invalid')
  expect(internet.seen.filter(({ host }) => host === 'evil.example.com')).toEqual([])
})

test('another registry that names the same token server gets nothing of the first one’s', async () => {
  await start({
    ...registryWith(() => ({ status: 200, body: '{"tags":["a"]}' })),
    'copycat.example.com': () => asks(challenge),
  })
  const client = open()
  await list(client)
  expect(await codeOf(read('latest', client, 'copycat.example.com'))).toBe('registry-login-needed')
  expect(internet.seen.filter(({ host }) => host === 'copycat.example.com')).toHaveLength(1)
  expect(shownTo()).toEqual(['https://registry.example.com', 'https://tokens.example.com'])
})

test('where a redirect leads to may not ask for the person’s credentials', async () => {
  let header = ''
  await start({
    ...registryWith(({ path }) =>
      path.includes('/blobs/')
        ? redirect('https://evil.example.com/blob')
        : { status: 200, body: built.manifest.bytes },
    ),
    'evil.example.com': ({ path }) =>
      path === '/blob' ? asks(header) : { status: 200, body: JSON.stringify({ token: 'stolen' }) },
  })
  for (const wanted of ['Bearer realm="https://evil.example.com/token",service="registry"', 'Basic realm="x"']) {
    header = wanted
    expect(await codeOf(read('latest'))).toBe('registry-answer-invalid')
  }
  expect(internet.seen.filter(({ path }) => path.startsWith('/token')).map(({ host }) => host)).toEqual([
    'tokens.example.com',
    'tokens.example.com',
  ])
  expect(shownTo()).toEqual(['https://registry.example.com', 'https://tokens.example.com'])
})

test('redirects without end come to one', async () => {
  await start(registryWith(({ path }) => redirect(`https://registry.example.com${path}x`)))
  expect(await codeOf(read('latest'))).toBe('registry-led-astray')
  expect(internet.seen.length).toBeLessThan(10)
})

test('a registry that cannot prove its name is sent nothing', async () => {
  await start(registryWith(() => ({ status: 200, body: '{}' })))
  expect(await codeOf(list(open({ certificatesOf: async () => noCertificates })))).toBe('registry-not-trusted')
  // The certificate is trusted, and made out to others.
  const stranger = open().listTags('stranger.example.com/shop/web', () => undefined, never)
  expect(await codeOf(stranger)).toBe('registry-not-trusted')
  const both = open({ certificatesOf: async () => noCertificates, schemeOf: () => 'https-or-http' })
  expect(await codeOf(list(both))).toBe('registry-not-trusted')
  expect(internet.seen).toEqual([])
})

test('a registry without TLS is asked in the clear only where that was said beforehand', async () => {
  await start({ 'registry.example.com': () => ({ status: 200, body: '{"tags":["a"]}' }) })
  // Whatever the port, this machine has no TLS.
  const openStream = (host: string) => internet.openStream(host, 80)
  expect(await codeOf(list(open({ openStream })))).toBe('registry-not-tls')
  expect(internet.seen).toEqual([])
  expect((await list(open({ openStream, schemeOf: () => 'https-or-http' }))).tags).toEqual(['a'])
  expect((await list(open({ schemeOf: () => 'https-or-http' }))).tags).toEqual(['a'])
  expect(internet.seen.map(({ protocol }) => protocol)).toEqual(['http', 'https'])
})

test('this machine’s own registries need no TLS, and no other name is taken for this machine', async () => {
  await start({ 'localhost:5000': () => ({ status: 200, body: '{"tags":["a"]}' }) })
  const tags = async (registry: string) => open().listTags(`${registry}/shop/web`, () => undefined, never)
  expect((await tags('localhost:5000')).tags).toEqual(['a'])
  expect(await codeOf(tags('127.example.com:5000'))).toBe('registry-not-tls')
  expect(await codeOf(tags('localhost.example.com:5000'))).toBe('registry-not-tls')
})

/** What a forwarded channel of SSH is: bytes both ways, and no socket. */
class BareStream extends Duplex {
  readonly #inner: Duplex

  constructor(inner: Duplex) {
    super({ allowHalfOpen: false })
    this.#inner = inner
    inner.on('data', (bytes: Buffer) => this.push(bytes))
    inner.on('end', () => this.push(null))
    inner.on('error', (error) => this.destroy(error))
  }

  override _read(): void {
    this.#inner.resume()
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#inner.write(bytes, encoding, done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#inner.destroy()
    done(error)
  }
}

test('TLS is spoken over any stream of bytes, and streams are kept for the next request', async () => {
  await start(registryWith(() => ({ status: 200, body: '{"tags":["a"]}' })))
  const opened: string[] = []
  const openStream: RegistryClientOptions['openStream'] = async (host, port) => {
    opened.push(host)
    return new BareStream(await internet.openStream(host, port))
  }
  const client = open({ openStream })
  for (let turn = 0; turn < 5; turn += 1) expect((await list(client)).tags).toEqual(['a'])
  expect(opened.sort()).toEqual(['registry.example.com', 'tokens.example.com'])
})

test('nothing secret was thrown or logged by any of these', () => {
  expect(told.length).toBeGreaterThan(10)
  for (const secret of secrets) expect(told.join('\n')).not.toContain(secret)
  expect(told.join('\n')).not.toContain('signature=s')
})
