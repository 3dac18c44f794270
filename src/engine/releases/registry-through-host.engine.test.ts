import { copyFileSync, mkdirSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { guardedRegistries } from '../../../e2e/harness/guarded-registry'
import { type Registry, startRegistry } from '../../../e2e/harness/registry'
import { RegistryContent, type StoredManifest } from '../../../e2e/harness/registry-content'
import { type Sshd, type SshdOptions, startSshd } from '../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../e2e/harness/sshd-docker-stub'
import { codeOf, createVisitor, hostBlock } from '../../../e2e/harness/sshd-visitor'
import { makeTestAuthority } from '../../../e2e/harness/test-authority'
import { freePorts } from '../../../e2e/harness/free-port'
import { createDockerClient } from '../docker/create-docker-client'
import { testSecret } from '../../testing/test-secret'
import type { CredentialSource, DockerClient, Outlet, RegistryCredentials } from '../ports'
import { createRegistryClient } from '../registry/create-registry-client'
import { readCertificatesIn } from '../registry/registry-certificates'
import type { OpenStream, RegistryClientOptions } from '../registry/registry-port'
import { systemClock } from '../system-clock'
import type { SshRoute } from '../transport/ssh/ssh-route'
import { createRegistryWays } from './registry-ways'
import { createRepositoryWatch } from './repository-watch'

const never = new AbortController().signal
const tag = 'kickoff-240510-dashboard'
/** A name that this machine doesn't know, and the host does. */
const internal = 'registry.corp.test:5000'

let registry: Registry
let stored: StoredManifest
const endings: (() => unknown)[] = []

beforeAll(async () => {
  registry = await startRegistry()
  const content = new RegistryContent(registry.address)
  const image = { platform: 'linux/amd64', labels: {}, createdAt: '2024-05-10T08:00:00Z', layers: ['base'] }
  stored = await content.putImage('shop/web', image, 'docker')
  await content.tag('shop/web', [tag], stored)
})

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

afterAll(() => registry.remove())

type Host = { readonly sshd: Sshd; readonly stub: DockerStub; readonly route: SshRoute; readonly docker: DockerClient }

/** A host that somebody is logged in to. */
async function connect(options: SshdOptions): Promise<Host> {
  const sshd = await startSshd(options)
  endings.push(() => sshd.remove())
  const stub = await startDockerStub(join(sshd.directory, 'docker.sock'))
  endings.push(() => stub.close())
  const visitor = createVisitor(sshd.directory)
  endings.push(() => visitor.closeAll())
  visitor.write('config', hostBlock('dev', sshd))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
  const route = visitor.route('dev', { socketPath: stub.socketPath })
  await route.ready(AbortSignal.timeout(10_000))
  return { sshd, stub, route, docker: createDockerClient(route, { clock: systemClock }) }
}

function outletOf({ route }: Pick<Host, 'route'>): Outlet {
  const outlet = route.outlet?.() ?? null
  if (outlet === null) throw new Error('no way on from an SSH host')
  return outlet
}

/** The watch of somebody whose machine reaches no registry at all. */
function watchFrom(hosts: Readonly<Record<string, DockerClient>>, over: Partial<RegistryClientOptions> = {}) {
  const usual: RegistryClientOptions = {
    clock: systemClock,
    log: () => undefined,
    cacheDirectory: null,
    credentials: { credentialsFor: async () => null },
    schemeOf: () => 'https-or-http',
    ...over,
  }
  const askedHere: string[] = []
  const refusing: OpenStream = async (host) => {
    askedHere.push(host)
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  }
  // Stands for the resolver of the host, which is this machine in truth.
  const resolved = (openStream: OpenStream): OpenStream => {
    const port = Number(registry.address.split(':')[1])
    return (host, at, signal) =>
      host === 'registry.corp.test' ? openStream('localhost', port, signal) : openStream(host, at, signal)
  }
  const direct = createRegistryClient({ ...usual, openStream: refusing })
  const ways = createRegistryWays({
    direct,
    createThrough: (openStream) => createRegistryClient({ ...usual, openStream: resolved(openStream) }),
    hostAccess: { client: (id) => hosts[id] as DockerClient },
    clock: systemClock,
    onAnswer: () => undefined,
  })
  endings.push(() => Promise.all([direct.close(), ways.close()]))
  const repositories = createRepositoryWatch({ ways, clock: systemClock, onChange: () => undefined })
  endings.push(() => repositories.close())
  return { repositories, askedHere }
}

test('a registry that this machine does not reach is listed and described through the host, over its one login', async () => {
  const host = await connect({ name: 'through' })
  const { repositories, askedHere } = watchFrom({ seoul: host.docker })
  const repository = `${internal}/shop/web`
  const known = await repositories.asked({ hostId: 'seoul', repository }, never)
  expect(known).toMatchObject({ way: 'seoul', tags: [tag], state: { kind: 'listed', isWhole: true } })
  const wanted = { hostId: 'seoul', repository, tag, platform: 'linux/amd64' }
  await repositories.describe([wanted], never)
  expect(repositories.described(wanted)).toMatchObject({ kind: 'image', digest: stored.digest })
  expect(askedHere).toEqual(['registry.corp.test'])
  expect(host.sshd.logins()).toBe(1)
})

test('a registry on the loopback of a host is that host’s: this machine’s own is never asked for it', async () => {
  const host = await connect({ name: 'loopback' })
  const other = await connect({ name: 'elsewhere', config: ['PermitOpen none'] })
  const { repositories, askedHere } = watchFrom({ seoul: host.docker, tokyo: other.docker })
  const repository = `${registry.address}/shop/web`
  const known = await repositories.asked({ hostId: 'seoul', repository }, never)
  expect(known).toMatchObject({ way: 'seoul', tags: [tag] })
  const refused = await repositories.asked({ hostId: 'tokyo', repository }, never)
  expect(refused).toMatchObject({
    way: 'tokyo',
    tags: [],
    state: { kind: 'failed', error: { code: 'ssh-forward-refused' } },
  })
  expect(askedHere).toEqual([])
})

test('one with TLS, a login and certificates of one’s own behind the host is asked with what this machine has for it', async () => {
  const registries = guardedRegistries()
  endings.push(() => registries.close())
  const content = new RegistryContent(await registries.open({ kind: 'open' }))
  const image = { platform: 'linux/amd64', labels: {}, createdAt: '2024-05-10T08:00:00Z', layers: ['base'] }
  await content.tag('shop/web', [tag], await content.putImage('shop/web', image, 'docker'))
  const authority = makeTestAuthority(join(registries.directory, 'authority'))
  const password = testSecret('behind-a-host')
  const guard = { kind: 'password', user: 'ci', password } as const
  const address = await registries.open(guard, { ...authority.issue('door'), clientAuthority: authority.ca })
  const host = await connect({ name: 'tls' })
  const folder = join(registries.directory, 'certs.d', address)
  const tagsWith = async (login: RegistryCredentials | null) => {
    const credentials: CredentialSource = {
      credentialsFor: async (registry) => (registry === address ? login : null),
    }
    const certificatesOf = readCertificatesIn([join(registries.directory, 'certs.d')], systemClock.nowMs)
    const { repositories, askedHere } = watchFrom({ seoul: host.docker }, { credentials, certificatesOf })
    const known = await repositories.asked({ hostId: 'seoul', repository: `${address}/shop/web` }, never)
    expect(askedHere).toEqual([])
    return known.state.kind === 'failed' ? known.state.error : known.tags
  }
  const login = { kind: 'password', username: 'ci', password, serverAddress: address } as const
  expect(await tagsWith(login)).toMatchObject({ code: 'registry-not-trusted' })
  mkdirSync(folder, { recursive: true })
  copyFileSync(authority.ca, join(folder, 'ca.crt'))
  expect(await tagsWith(login)).toMatchObject({ code: 'registry-not-reached' })
  const { certificate, key } = authority.issue('kim')
  copyFileSync(certificate, join(folder, 'client.cert'))
  expect(await tagsWith(login)).toMatchObject({ code: 'certificate-file-unreadable' })
  copyFileSync(key, join(folder, 'client.key'))
  expect(await tagsWith(login)).toEqual([tag])
  expect(await tagsWith(null)).toMatchObject({ code: 'registry-login-needed' })
  const refused = await tagsWith({ ...login, password: testSecret('wrong'), isTyped: true })
  expect(refused).toMatchObject({ code: 'typed-login-refused', details: { registry: address } })
  expect(JSON.stringify(refused)).not.toContain(testSecret(''))
  expect(host.sshd.logins()).toBe(1)
})

test('a host that forbids forwarding says so, and so does one from which there is no way', async () => {
  const [free = 0] = await freePorts(1)
  const closed = await connect({
    name: 'prohibits',
    config: ['AllowTcpForwarding no', 'AllowStreamLocalForwarding yes'],
  })
  const refusal = outletOf(closed)('127.0.0.1', free, AbortSignal.timeout(5_000))
  await expect(refusal).rejects.toMatchObject({
    data: { code: 'ssh-forward-refused', details: { address: 'ssh://dev', target: `127.0.0.1:${String(free)}` } },
  })
  const open = await connect({ name: 'allows' })
  await expect(outletOf(open)('127.0.0.1', free, AbortSignal.timeout(5_000))).rejects.toMatchObject({
    data: { code: 'ssh-forward-failed', details: { reason: expect.stringMatching(/refused/i) as string } },
  })
})

test('streams end with the host’s connection, and nobody is logged in for a new one', async () => {
  const host = await connect({ name: 'closing' })
  const server = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  endings.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const stream = await outletOf(host)('127.0.0.1', port, AbortSignal.timeout(5_000))
  const failure = new Promise((resolve) => stream.once('error', resolve))
  host.route.close()
  expect(await failure).toMatchObject({ code: 'host-unreachable' })
  expect(await codeOf(outletOf(host)('127.0.0.1', port, AbortSignal.timeout(5_000)))).toBe('host-unreachable')
  expect(host.sshd.logins()).toBe(1)
})
