import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Registry, startRegistry } from '../../../e2e/harness/registry'
import { RegistryContent, type StoredManifest } from '../../../e2e/harness/registry-content'
import { type Sshd, type SshdOptions, startSshd } from '../../../e2e/harness/sshd'
import { type DockerStub, startDockerStub } from '../../../e2e/harness/sshd-docker-stub'
import { codeOf, createVisitor, hostBlock } from '../../../e2e/harness/sshd-visitor'
import { freePorts } from '../../../e2e/harness/free-port'
import { createDockerClient } from '../docker/create-docker-client'
import type { DockerClient, Outlet } from '../ports'
import { createRegistryClient } from '../registry/create-registry-client'
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
function watchFrom(hosts: Readonly<Record<string, DockerClient>>) {
  const usual: RegistryClientOptions = {
    clock: systemClock,
    log: () => undefined,
    cacheDirectory: null,
    credentials: { credentialsFor: async () => null },
    schemeOf: () => 'http',
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
