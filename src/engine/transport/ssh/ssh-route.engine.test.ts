import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Sshd, startSshd } from '../../../../e2e/harness/sshd'
import { freePorts } from '../../../../e2e/harness/free-port'
import { openSilentProxy } from '../../../../e2e/harness/sshd-silent-proxy'
import { type DockerStub, startDockerStub } from '../../../../e2e/harness/sshd-docker-stub'
import {
  codeOf,
  createVisitor,
  get,
  hostBlock,
  type Visitor,
  type VisitorAnswers,
} from '../../../../e2e/harness/sshd-visitor'
import { waitUntil } from '../../../../e2e/harness/wait-until'

let sshd: Sshd
let docker: DockerStub
const visitors: Visitor[] = []

beforeAll(async () => {
  sshd = await startSshd({ name: 'route' })
  docker = await startDockerStub(join(sshd.directory, 'docker.sock'))
})

afterEach(() => {
  for (const visitor of visitors.splice(0)) visitor.closeAll()
})

afterAll(async () => {
  await docker.close()
  sshd.remove()
})

/** Somebody who knows the host, under the name `dev`. */
function visit(answers: VisitorAnswers = {}, ...settings: readonly string[]): Visitor {
  const visitor = createVisitor(sshd.directory, answers)
  visitors.push(visitor)
  visitor.write('config', hostBlock('dev', sshd, ...settings))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
  return visitor
}

test('thirty streams at once and a hundred requests go over one login', async () => {
  const before = sshd.logins()
  const route = visit().route('dev', { socketPath: docker.socketPath })
  const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => get(route, `/${String(index)}`)))
  expect(answers).toEqual(Array.from({ length: 30 }, (_, index) => `you asked for /${String(index)}`))
  for (let index = 0; index < 70; index += 1) await get(route, '/again')
  expect(sshd.logins() - before).toBe(1)
  expect(route.streamLimit()).toBeNull()
})

test('callers that come at once share one login, and each stage of it is told once', async () => {
  const before = sshd.logins()
  const visitor = visit()
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  expect(route.facts()).toBeNull()
  await Promise.all(Array.from({ length: 10 }, () => get(route, '/')))
  expect(sshd.logins() - before).toBe(1)
  expect(visitor.stages.map(({ kind, name }) => `${name} ${kind}`)).toEqual([
    'resolve-name begun',
    'resolve-name passed',
    'reach-port begun',
    'reach-port passed',
    'host-key begun',
    'host-key passed',
    'login begun',
    'login passed',
    'docker-socket begun',
    'docker-socket passed',
  ])
  expect(route.facts()).toEqual({
    serverVersion: expect.stringMatching(/^OpenSSH_\d/) as string,
    hostKeyType: 'ED25519',
    hostKeyFingerprint: sshd.fingerprint('ed25519'),
    user: sshd.user,
    method: 'key-file',
    way: 'streamlocal',
    socketPath: docker.socketPath,
  })
})

test('a megabyte comes whole, and a stream that is destroyed leaves no channel on the host', async () => {
  const route = visit().route('dev', { socketPath: docker.socketPath })
  expect((await get(route, '/big')).length).toBe(1_048_576)
  const streams = await Promise.all(Array.from({ length: 5 }, () => route.open(AbortSignal.timeout(5_000))))
  await waitUntil('five connections', 5_000, async () => (await docker.openConnections()) === 5)
  for (const stream of streams) {
    stream.write('GET /wait HTTP/1.1\r\nHost: docker\r\n\r\n')
    stream.destroy()
  }
  await waitUntil('the connections to close', 5_000, async () => (await docker.openConnections()) === 0)
})

test('a host that renews the keys of a connection is still the same, and asks nobody anew', async () => {
  const busy = await startSshd({ name: 'rekey', config: ['RekeyLimit 1M'] })
  try {
    const visitor = visit({ hostKey: 'once' })
    visitor.write('config', hostBlock('busy', busy))
    const route = visitor.route('busy', { socketPath: docker.socketPath })
    for (let round = 0; round < 4; round += 1) expect((await get(route, '/big')).length).toBe(1_048_576)
    expect(busy.logins()).toBe(1)
    expect(visitor.hostKeysAsked).toHaveLength(1)
  } finally {
    busy.remove()
  }
})

test('an end of the engine ends the stream', async () => {
  const other = await startDockerStub(join(sshd.directory, 'other.sock'))
  const route = visit().route('dev', { socketPath: other.socketPath })
  const stream = await route.open(AbortSignal.timeout(5_000))
  const closed = new Promise<void>((resolve) => stream.once('close', resolve))
  stream.resume()
  await other.close()
  await closed
  expect(stream.destroyed).toBe(true)
})

test('an unknown key is asked about with its fingerprint, and nothing is sent where it is refused', async () => {
  const before = sshd.logins()
  const visitor = visit({ hostKey: 'refuse' })
  visitor.write('known_hosts', '')
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  expect(await codeOf(route.open(AbortSignal.timeout(5_000)))).toBe('ssh-host-key-refused')
  const host = `[127.0.0.1]:${String(sshd.port)}`
  expect(visitor.hostKeysAsked).toEqual([{ host, keyType: 'ED25519', fingerprint: sshd.fingerprint('ed25519') }])
  expect(sshd.logins()).toBe(before)
})

test('a key that is accepted once is believed as long as the route, one accepted for good is kept', async () => {
  for (const answer of ['once', 'always'] as const) {
    const visitor = visit({ hostKey: answer })
    visitor.write('known_hosts', '')
    const route = visitor.route('dev', { socketPath: docker.socketPath })
    await get(route, '/')
    route.close()
    await get(route, '/')
    await get(visitor.route('dev', { socketPath: docker.socketPath }), '/')
    expect(visitor.hostKeysAsked).toHaveLength(answer === 'once' ? 2 : 1)
    if (answer === 'once') continue
    expect(readFileSync(visitor.ownKnownHostsFile, 'utf8')).toBe(`${sshd.knownHost('ed25519')}\n`)
    expect(statSync(visitor.ownKnownHostsFile).mode & 0o777).toBe(0o600)
  }
})

test('an unknown key is refused unasked where ssh_config says so', async () => {
  const visitor = visit({ hostKey: 'always' }, 'StrictHostKeyChecking yes')
  visitor.write('known_hosts', '')
  const route = visitor.route('dev', { socketPath: docker.socketPath })
  expect(await codeOf(route.open(AbortSignal.timeout(5_000)))).toBe('ssh-host-key-unknown')
  expect(visitor.hostKeysAsked).toEqual([])
})

test('a changed key, a revoked one and one of an authority are refused unasked, and nothing is sent', async () => {
  const before = sshd.logins()
  const other = await startSshd({ name: 'other' })
  const strange = other.knownHost('ed25519').split(' ')[2] ?? ''
  other.remove()
  const host = `[127.0.0.1]:${String(sshd.port)}`
  const cases = [
    [`# a comment\n${host} ssh-ed25519 ${strange}\n`, 'ssh-host-key-changed'],
    [
      `${sshd.knownHost('ed25519')}\n@revoked * ${sshd.knownHost('ed25519').split(' ').slice(1).join(' ')}\n`,
      'ssh-host-key-revoked',
    ],
    [`@cert-authority * ssh-ed25519 ${strange}\n`, 'ssh-host-authority-unsupported'],
  ] as const
  for (const [knownHosts, code] of cases) {
    const visitor = visit({ hostKey: 'always' })
    const file = visitor.write('known_hosts', knownHosts)
    const failure = visitor.route('dev', { socketPath: docker.socketPath }).open(AbortSignal.timeout(5_000))
    const line = code === 'ssh-host-authority-unsupported' ? 1 : 2
    await expect(failure).rejects.toMatchObject({ data: { code, details: { file, line } } })
    expect(visitor.hostKeysAsked).toEqual([])
  }
  expect(sshd.logins()).toBe(before)
})

test('a hashed line of known_hosts knows the host', async () => {
  const visitor = visit()
  const file = visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
  execFileSync('ssh-keygen', ['-q', '-H', '-f', file], { stdio: 'ignore' })
  expect(readFileSync(file, 'utf8')).toMatch(/^\|1\|/)
  expect(await get(visitor.route('dev', { socketPath: docker.socketPath }), '/')).toBe('you asked for /')
})

test('a host is asked first for the kind of key it is known by', async () => {
  const many = await startSshd({ name: 'many', hostKeys: ['rsa', 'ecdsa', 'ed25519'] })
  try {
    for (const [type, shown] of [
      ['rsa', 'RSA'],
      ['ecdsa', 'ECDSA'],
      ['ed25519', 'ED25519'],
    ] as const) {
      const visitor = visit()
      visitor.write('config', hostBlock('many', many))
      visitor.write('known_hosts', `${many.knownHost(type)}\n`)
      const route = visitor.route('many', { socketPath: docker.socketPath })
      await get(route, '/')
      expect(route.facts()?.hostKeyType).toBe(shown)
      expect(route.facts()?.hostKeyFingerprint).toBe(many.fingerprint(type))
    }
  } finally {
    many.remove()
  }
})

test('behind a jump host both are checked, and the end of the jump is the end of all', async () => {
  const jump = await startSshd({ name: 'jump' })
  try {
    const visitor = visit({}, 'ProxyJump jump')
    visitor.write('config', `${hostBlock('dev', sshd, 'ProxyJump jump')}\n${hostBlock('jump', jump)}`)
    const route = visitor.route('dev', { socketPath: docker.socketPath })
    expect(await codeOf(route.open(AbortSignal.timeout(5_000)))).toBe('ssh-host-key-refused')
    expect(visitor.hostKeysAsked).toHaveLength(1)
    visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n${jump.knownHost('ed25519')}\n`)
    expect(await get(route, '/')).toBe('you asked for /')
    expect(
      visitor.stages.filter(({ name, kind }) => name === 'login' && kind === 'passed').map(({ jump: via }) => via),
    ).toEqual(['jump', null])
    const stream = await route.open(AbortSignal.timeout(5_000))
    const failure = new Promise((resolve) => stream.once('error', resolve))
    await jump.kill()
    expect(await failure).toMatchObject({ code: 'host-unreachable' })
    expect(route.facts()).toBeNull()
  } finally {
    jump.remove()
  }
})

test('a jump host that forbids forwarding is named', async () => {
  const jump = await startSshd({ name: 'closed', config: ['AllowTcpForwarding no'] })
  try {
    const visitor = visit()
    visitor.write('config', `${hostBlock('dev', sshd)}\n${hostBlock('jump', jump)}`)
    visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n${jump.knownHost('ed25519')}\n`)
    const route = visitor.route('dev', { socketPath: docker.socketPath, jumpHost: 'jump' })
    await expect(route.open(AbortSignal.timeout(5_000))).rejects.toMatchObject({
      data: { code: 'ssh-jump-refused', details: { jump: 'jump' } },
    })
    // Nothing stays open on the way.
    await waitUntil('the jump to be left', 5_000, () => jump.processCount() === 0)
  } finally {
    jump.remove()
  }
})

test('a connection that died in silence is noticed, its streams fail, and the next one is new', async () => {
  const proxy = await openSilentProxy(sshd.port)
  try {
    const visitor = visit()
    visitor.write('config', hostBlock('dev', sshd, `Port ${String(proxy.port)}`, 'HostKeyAlias dev'))
    visitor.write('known_hosts', `dev ${sshd.knownHost('ed25519').split(' ').slice(1).join(' ')}\n`)
    const limits = { connectTimeoutMs: 5_000, keepAliveMs: 100 }
    const route = visitor.route('dev', { socketPath: docker.socketPath, limits })
    const stream = await route.open(AbortSignal.timeout(5_000))
    const failure = new Promise((resolve) => stream.once('error', resolve))
    proxy.swallow(true)
    expect(await failure).toMatchObject({ code: 'host-unreachable', data: { details: { reason: 'no sign of life' } } })
    // The port still opens, and nobody answers behind it.
    const quick = visitor.route('dev', {
      socketPath: docker.socketPath,
      limits: { connectTimeoutMs: 300, keepAliveMs: 100 },
    })
    expect(await codeOf(quick.open(AbortSignal.timeout(5_000)))).toBe('host-unreachable')
    proxy.swallow(false)
    expect(await get(route, '/')).toBe('you asked for /')
  } finally {
    proxy.close()
  }
})

test('a host that is away, a name that is none and a server that is no SSH are told apart', async () => {
  const http = createServer((_, outgoing) => void outgoing.end('no')).listen(0, '127.0.0.1')
  await new Promise((resolve) => http.once('listening', resolve))
  const { port } = http.address() as AddressInfo
  const visitor = visit()
  visitor.write('config', '')
  const [free = 0] = await freePorts(1)
  const open = (host: string, at: number): Promise<string> =>
    codeOf(visitor.route(host, { port: at }).open(AbortSignal.timeout(5_000)))
  expect(await open('127.0.0.1', free)).toBe('host-unreachable')
  expect(await open('no-such-host.invalid', 22)).toMatch(/^host-(name-unknown|unreachable)$/)
  expect(await open('127.0.0.1', port)).toBe('ssh-handshake-failed')
  http.close()
})

test('a caller that leaves gets its own reason, and the last one to leave ends the login', async () => {
  const proxy = await openSilentProxy(sshd.port)
  proxy.swallow(true)
  try {
    const visitor = visit()
    visitor.write('config', hostBlock('dev', sshd, `Port ${String(proxy.port)}`))
    const route = visitor.route('dev')
    const [first, second] = [new AbortController(), new AbortController()]
    const opening = [route.open(first.signal), route.open(second.signal)] as const
    await waitUntil('a connection', 5_000, () => proxy.connections() === 1)
    first.abort(new Error('first left'))
    await expect(opening[0]).rejects.toThrow('first left')
    expect(proxy.connections()).toBe(1)
    second.abort(new Error('second left'))
    await expect(opening[1]).rejects.toThrow('second left')
    await waitUntil('the connection to end', 5_000, () => proxy.connections() === 0)
  } finally {
    proxy.close()
  }
})

test('after two hundred reconnects nothing is left on the host', async () => {
  const visitor = visit()
  const reconnect = async (): Promise<void> => {
    const route = visitor.route('dev', { socketPath: docker.socketPath })
    for (let round = 0; round < 50; round += 1) {
      await get(route, '/')
      route.close()
    }
  }
  await Promise.all([reconnect(), reconnect(), reconnect(), reconnect()])
  await waitUntil('the last process to end', 10_000, () => sshd.processCount() === 0)
  expect(await docker.openConnections()).toBe(0)
})
