import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BerthError } from '../../../../domain/berth-error'
import { resolveSshHost } from './resolve-ssh-host'
import type { SshDestination, SshHost } from './ssh-host'

let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-ssh-config-'))
})

afterEach(() => rmSync(home, { recursive: true, force: true }))

function write(name: string, ...lines: readonly string[]): string {
  const file = join(home, '.ssh', name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, lines.join('\n'))
  return file
}

function resolve(
  name: string,
  given: Partial<SshDestination> = {},
  jumps: readonly SshDestination[] | null = null,
): Promise<SshHost> {
  return resolveSshHost(
    { name, user: null, port: null, ...given },
    {
      homeDirectory: home,
      localUser: 'minji',
      environment: { SSH_AUTH_SOCK: '/run/agent', KEYS: '/keys' },
      platform: 'linux',
      configFiles: [join(home, '.ssh', 'config'), join(home, 'etc', 'ssh_config')],
    },
    jumps,
  )
}

test('without any file ssh’s own defaults hold', async () => {
  const host = await resolve('seoul-1')
  expect(host).toMatchObject({
    hostName: 'seoul-1',
    port: 22,
    user: 'minji',
    jumps: [],
    knownName: 'seoul-1',
    unknownKeys: 'ask',
    identitiesOnly: false,
    agent: { kind: 'at', path: '/run/agent' },
    methods: ['publickey', 'keyboard-interactive', 'password'],
  })
  expect(host.identityFiles).toContain(join(home, '.ssh', 'id_ed25519'))
  expect(host.knownHostsFiles).toEqual([
    join(home, '.ssh', 'known_hosts'),
    join(home, '.ssh', 'known_hosts2'),
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
  ])
})

test('the first value of a setting counts, in any case and form, and what is given counts more', async () => {
  write(
    'config',
    '\uFEFF# a comment',
    'host seoul-? "busan 1"',
    '  HOSTNAME = 10.20.0.13 # the new one',
    '\tPort=2222',
    '  User deploy',
    '  User nobody',
    'Host * !seoul-9',
    '  User everybody',
    '  IdentityFile "~/my keys/%n"',
    '  IdentityFile ${KEYS}/%r@%h:%p',
    '  IdentitiesOnly yes',
    '  ConnectTimeout 1m30s',
    '  SendEnv "unclosed',
  )
  expect(await resolve('seoul-1')).toMatchObject({
    hostName: '10.20.0.13',
    port: 2222,
    user: 'deploy',
    knownName: '[10.20.0.13]:2222',
    fallbackName: '10.20.0.13',
    identityFiles: [join(home, 'my keys', 'seoul-1'), '/keys/deploy@10.20.0.13:2222'],
    identitiesOnly: true,
    connectTimeoutMs: 90_000,
  })
  expect(await resolve('busan 1', { user: 'root', port: 22 })).toMatchObject({ user: 'root', port: 22 })
  expect(await resolve('seoul-9')).toMatchObject({ user: 'deploy', identitiesOnly: false })
  expect(await resolve('seoul-10')).toMatchObject({ hostName: 'seoul-10', user: 'everybody' })
})

test('jumps are read one after the other, and none is none', async () => {
  write(
    'config',
    'Host a',
    ' ProxyJump first,me@[fe80::1]:2200,ssh://last:22',
    'Host b',
    ' ProxyJump none',
    'Host *',
    ' ProxyJump x',
  )
  expect((await resolve('a')).jumps).toEqual([
    { name: 'first', user: null, port: null },
    { name: 'fe80::1', user: 'me', port: 2200 },
    { name: 'last', user: null, port: 22 },
  ])
  expect((await resolve('b')).jumps).toEqual([])
})

test('a jump that is given by hand stands in place of ProxyCommand and ProxyJump, and of nothing else', async () => {
  const jumps = [{ name: 'bastion', user: null, port: null }]
  for (const written of ['ProxyCommand nc %h %p', 'ProxyJump x', 'ProxyJump a:b:c', 'ProxyJump none']) {
    write('config', written, 'Port 2222')
    expect(await resolve('a', {}, jumps)).toMatchObject({ jumps, port: 2222 })
  }
  write('config', 'CertificateFile ~/x')
  await expect(resolve('a', {}, jumps)).rejects.toMatchObject({ code: 'ssh-config-unsupported' })
})

test('trust and agent follow their settings', async () => {
  write(
    'config',
    'HostKeyAlias Shared',
    'UserKnownHostsFile ~/a "~/b c"',
    'GlobalKnownHostsFile none',
    'StrictHostKeyChecking yes',
    'IdentityAgent ~/agent.sock',
  )
  expect(await resolve('a', { port: 99 })).toMatchObject({
    knownName: 'shared',
    fallbackName: null,
    knownHostsFiles: [join(home, 'a'), join(home, 'b c')],
    unknownKeys: 'known-only',
    agent: { kind: 'at', path: join(home, 'agent.sock') },
  })
  for (const [written, agent] of [
    ['none', { kind: 'none' }],
    ['$KEYS', { kind: 'at', path: '/keys' }],
    ['$GONE', { kind: 'none' }],
  ] as const) {
    write('config', `IdentityAgent ${written}`)
    expect((await resolve('a')).agent).toEqual(agent)
  }
  // Never looser than asking, whatever the file says.
  for (const loose of ['no', 'off', 'accept-new', 'ask']) {
    write('config', `StrictHostKeyChecking ${loose}`)
    expect((await resolve('a')).unknownKeys).toBe('ask')
  }
})

test('included files are read where they stand, sorted, below .ssh, and only if they count', async () => {
  write('config', 'Include conf.d/*.conf nothing/*', 'Host other', ' Include broken', 'Host *', ' User last')
  write('conf.d/2.conf', 'User second', 'Host seoul-1', ' Port 2')
  write('conf.d/1.conf', 'Host seoul-1', ' User first')
  write('conf.d/.hidden.conf', 'Port 3')
  write('broken', 'Port none')
  expect(await resolve('seoul-1')).toMatchObject({ user: 'first', port: 2 })
  expect(await resolve('x')).toMatchObject({ user: 'second', port: 22 })
  await expect(resolve('other')).rejects.toMatchObject({ code: 'ssh-config-invalid' })
})

test('files that include each other end in an error', async () => {
  write('config', 'Include loop')
  const file = write('loop', '', 'Include loop')
  await expect(resolve('a')).rejects.toMatchObject({
    data: { code: 'ssh-config-invalid', details: { file, line: 2, field: 'include' } },
  })
  write('loop', ...Array.from({ length: 40 }, () => 'Include loop'))
  await expect(resolve('a')).rejects.toMatchObject({ code: 'ssh-config-invalid' })
})

test('Match sections count where what they ask is known here', async () => {
  write(
    'config',
    'Host alias',
    ' HostName db.example.com',
    'Match host *.EXAMPLE.com user minji',
    ' Port 1',
    'Match originalhost alias,other !user minji',
    ' User wrong',
    'Match localuser minji',
    ' IdentitiesOnly yes',
    'Match final all',
    ' User last',
    'Match host nowhere exec "rm -rf /"',
    ' User dangerous',
    'Match exec "true"',
    ' SendEnv LANG',
    'Match all',
    ' ConnectTimeout 3',
  )
  expect(await resolve('alias')).toMatchObject({ port: 1, user: 'last', identitiesOnly: true, connectTimeoutMs: 3_000 })
})

test('what would change the way and can’t be followed is refused by name, file and line', async () => {
  const cases = [
    ['ProxyCommand nc %h %p', 'proxycommand'],
    ['CertificateFile ~/x', 'certificatefile'],
    ['PKCS11Provider /x.so', 'pkcs11provider'],
    ['SecurityKeyProvider /x.so', 'securitykeyprovider'],
    ['KnownHostsCommand /x', 'knownhostscommand'],
    ['RevokedHostKeys /x', 'revokedhostkeys'],
    ['CanonicalizeHostname yes', 'canonicalizehostname'],
    ['BindInterface eth0', 'bindinterface'],
    ['IdentityFile ~/%C', 'identityfile %C'],
    ['IdentityFile ~other/key', 'identityfile ~other/key'],
    ['Include ~/[ab]', 'Include ~/[ab]'],
  ] as const
  for (const [written, field] of cases) {
    const file = write('config', 'Host a', ` ${written}`, 'Host b')
    await expect(resolve('a')).rejects.toMatchObject({
      data: { code: 'ssh-config-unsupported', details: { file, line: 2, field } },
    })
    await expect(resolve('b')).resolves.toMatchObject({ name: 'b' })
  }
  write('config', 'Match exec "true"', ' Port 3')
  await expect(resolve('a')).rejects.toMatchObject({
    data: { code: 'ssh-config-unsupported', details: { line: 1, field: 'Match exec (with port)' } },
  })
  write('config', 'ProxyJump x', 'ProxyCommand nc', 'CertificateFile none')
  expect((await resolve('a')).jumps).toHaveLength(1)
})

test('what can’t be read is refused by file and line', async () => {
  for (const written of [
    'Port 0',
    'Port x',
    'Port',
    'Host',
    'User "a',
    'IdentitiesOnly maybe',
    'IdentityFile ~/a#b',
    'ConnectTimeout soon',
    'ProxyJump a:b:c',
    'AddressFamily 4',
    'Match host',
    'IdentityFile ${GONE}',
  ]) {
    const file = write('config', '# first', written)
    await expect(resolve('a')).rejects.toMatchObject({
      data: { code: 'ssh-config-invalid', details: { file, line: 2 } },
    })
  }
  write('config', 'x'.repeat(1_048_577))
  await expect(resolve('a')).rejects.toMatchObject({ code: 'ssh-config-unreadable' })
  rmSync(join(home, '.ssh', 'config'))
  mkdirSync(join(home, '.ssh', 'config'))
  await expect(resolve('a')).rejects.toMatchObject({ code: 'ssh-config-unreadable' })
  chmodSync(home, 0o700)
})

const word = fc.oneof(
  fc.constantFrom(
    'Host',
    'Match',
    'Include',
    'Port',
    'User',
    'IdentityFile',
    'ProxyJump',
    'HostName',
    'UserKnownHostsFile',
    'exec',
    'final',
    'all',
    'a',
    '*',
    '!a',
    '"',
    '\\',
    '#',
    '=',
    '%h',
    '${X}',
    '~',
    'none',
    '22',
    ',',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const hostileText = fc.array(fc.tuple(word, fc.constantFrom(' ', '\t', '\n', '\r\n', '', '=')), { maxLength: 40 })

test('no text makes it crash or hang: there is a host, or an error that names the file', async () => {
  await fc.assert(
    fc.asyncProperty(hostileText, async (words) => {
      write('config', words.map(([text, gap]) => `${text}${gap}`).join(''))
      const outcome = await resolve('a').catch((error: unknown) => error)
      if (!(outcome instanceof Error)) return
      expect(outcome).toBeInstanceOf(BerthError)
      // This one, or what it includes: that may be a folder, which can't be read.
      expect(outcome).toMatchObject({ data: { details: { file: expect.stringMatching(/^\//) as string } } })
    }),
    { numRuns: 1_000 },
  )
})
