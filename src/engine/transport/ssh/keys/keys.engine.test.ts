import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type KeyType, makeKey, type Sshd, startSshd } from '../../../../../e2e/harness/sshd'
import { type SshAgent, startSshAgent } from '../../../../../e2e/harness/sshd-agent'
import { type DockerStub, startDockerStub } from '../../../../../e2e/harness/sshd-docker-stub'
import { codeOf, createVisitor, type Visitor, type VisitorAnswers } from '../../../../../e2e/harness/sshd-visitor'
import type { SshRoute } from '../ssh-route'

let sshd: Sshd
let docker: DockerStub
let agent: SshAgent
const visitors: Visitor[] = []

beforeAll(async () => {
  sshd = await startSshd({ name: 'keys', config: ['MaxAuthTries 20'] })
  docker = await startDockerStub(join(sshd.directory, 'docker.sock'))
  agent = await startSshAgent(sshd.directory)
})

afterEach(() => {
  for (const visitor of visitors.splice(0)) visitor.closeAll()
})

afterAll(async () => {
  await agent.end()
  await docker.close()
  sshd.remove()
})

/** Somebody who knows the host and has no key yet. */
function visit(answers: VisitorAnswers = {}, ...settings: readonly string[]): Visitor {
  const visitor = createVisitor(sshd.directory, answers)
  visitors.push(visitor)
  const place = ['HostName 127.0.0.1', `Port ${String(sshd.port)}`, `User ${sshd.user}`, 'GlobalKnownHostsFile none']
  visitor.write('config', ['Host dev', ...place, ...settings, ''].join('\n'))
  visitor.write('known_hosts', `${sshd.knownHost('ed25519')}\n`)
  return visitor
}

function open(route: SshRoute): Promise<unknown> {
  return route.open(AbortSignal.timeout(20_000)).then((stream) => stream.destroy())
}

const socket = () => ({ socketPath: docker.socketPath })

test('keys of every kind and form let their owner in, with and without a passphrase', async () => {
  for (const type of ['rsa', 'ecdsa', 'ed25519'] satisfies KeyType[]) {
    for (const form of ['RFC4716', 'PEM', 'PKCS8']) {
      for (const passphrase of ['', 'hunter2 sesame']) {
        const visitor = visit({ secrets: ['wrong', 'hunter2 sesame'] })
        const keyFile = join(visitor.home, `${type}-${form}`)
        makeKeyPair(keyFile, type, form, passphrase)
        sshd.authorize(`${keyFile}.pub`)
        // Half of them without their public half, which not everybody keeps.
        if (type === 'ecdsa') rmSync(`${keyFile}.pub`)
        const route = visitor.route('dev', { ...socket(), keyFile })
        await open(route)
        expect([type, form, passphrase, route.facts()?.method]).toEqual([type, form, passphrase, 'key-file'])
        expect(visitor.judgements).toEqual(passphrase === '' ? [] : [false, true])
        expect(visitor.secretsAsked.map(({ isRetry, id }) => [isRetry, id])).toEqual(
          passphrase === '' ? [] : [false, true].map((isRetry) => [isRetry, `passphrase:${keyFile}`]),
        )
      }
    }
  }
})

/** ssh-keygen writes Ed25519 in OpenSSH form whatever it is asked for; OpenSSL writes it as PKCS 8 alone. */
function makeKeyPair(file: string, type: KeyType, form: string, passphrase: string): void {
  makeKey(file, type, type === 'ed25519' ? 'RFC4716' : form, passphrase)
  if (type !== 'ed25519' || form === 'RFC4716') return
  const cipher = passphrase === '' ? {} : { cipher: 'aes-256-cbc', passphrase }
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', ...cipher },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  })
  writeFileSync(file, privateKey, { mode: 0o600 })
  const blob = Buffer.concat([Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1'), publicKey.subarray(-32)])
  writeFileSync(`${file}.pub`, `ssh-ed25519 ${blob.toString('base64')}\n`)
}

test('a passphrase is asked for only where the host would take the key, and three times at most', async () => {
  const visitor = visit({ secrets: ['a', 'b', 'c', 'd'] })
  const keyFile = join(visitor.home, 'locked')
  makeKey(keyFile, 'ed25519', 'RFC4716', 'secret')
  const refused = visitor.route('dev', { ...socket(), keyFile })
  expect(await codeOf(open(refused))).toBe('ssh-login-refused')
  expect(visitor.secretsAsked).toEqual([])
  sshd.authorize(`${keyFile}.pub`)
  expect(await codeOf(open(visitor.route('dev', { ...socket(), keyFile })))).toBe('ssh-key-passphrase-wrong')
  expect(visitor.judgements).toEqual([false, false, false])
})

test('a passphrase that nobody gives is told as such, and the next key is tried', async () => {
  const visitor = visit({})
  const keyFile = join(visitor.home, 'locked')
  makeKey(keyFile, 'ed25519', 'RFC4716', 'secret')
  sshd.authorize(`${keyFile}.pub`)
  const route = visitor.route('dev', { ...socket(), keyFile })
  expect(await codeOf(open(route))).toBe('ssh-passphrase-missing')
  visitor.write('id_ed25519', readFileSync(sshd.keyFile, 'utf8'))
  await open(route)
  expect(route.facts()?.method).toBe('key-file')
})

test('the agent signs for every kind of key, also for files that are locked', async () => {
  for (const type of ['rsa', 'ecdsa', 'ed25519'] satisfies KeyType[]) {
    const visitor = visit({}, `IdentityFile ~/locked`, 'IdentitiesOnly yes')
    const keyFile = join(visitor.home, 'locked')
    const unlocked = join(visitor.home, 'open')
    makeKey(unlocked, type)
    agent.add(unlocked)
    sshd.authorize(`${unlocked}.pub`)
    copyFileSync(unlocked, keyFile)
    execFileSync('ssh-keygen', ['-q', '-p', '-N', 'secret', '-f', keyFile])
    const route = visitor.route('dev', { ...socket(), environment: { SSH_AUTH_SOCK: agent.socketPath } })
    await open(route)
    expect(route.facts()?.method).toBe('agent')
    expect(visitor.secretsAsked).toEqual([])
  }
})

test('with IdentitiesOnly the agent’s other keys are kept back, by the public half alone if need be', async () => {
  const visitor = visit({}, 'IdentityFile ~/mine.pub', 'IdentitiesOnly yes')
  const [mine, other] = ['mine', 'other'].map((name) => join(visitor.home, name)) as [string, string]
  for (const file of [mine, other]) {
    makeKey(file, 'ed25519')
    agent.add(file)
  }
  sshd.authorize(`${other}.pub`)
  rmSync(mine)
  rmSync(other)
  const environment = { SSH_AUTH_SOCK: agent.socketPath }
  const refused = open(visitor.route('dev', { ...socket(), environment }))
  await expect(refused).rejects.toMatchObject({
    data: { code: 'ssh-login-refused', details: { accepted: 'publickey', tried: 'publickey (ed25519 of a test)' } },
  })
  sshd.authorize(`${mine}.pub`)
  await open(visitor.route('dev', { ...socket(), environment }))
})

test('an agent that is away keeps nobody out', async () => {
  const visitor = visit({}, 'IdentityAgent ~/nothing.sock')
  await open(visitor.route('dev', { ...socket(), keyFile: sshd.keyFile }))
})

test('keys that Berth can’t use are refused by name', async () => {
  const visitor = visit()
  const cases = [
    ['device', securityKey('a device'), 'ssh-key-needs-device'],
    ['putty.ppk', 'PuTTY-User-Key-File-3: ssh-ed25519\n', 'ssh-key-putty'],
    ['dsa', '-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----\n', 'ssh-key-dsa'],
    ['broken', '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n', 'ssh-key-unreadable'],
    ['certificate', 'ssh-ed25519-cert-v01@openssh.com AAAA\n', 'ssh-key-certificate'],
    ['folder/', null, 'ssh-key-unreadable'],
  ] as const
  for (const [name, content, code] of cases) {
    const keyFile = content === null ? visitor.home : visitor.write(name, content)
    expect(await codeOf(open(visitor.route('dev', { ...socket(), keyFile })))).toBe(code)
  }
})

test('security keys and certificates that only the agent holds are named once nothing else worked', async () => {
  const visitor = visit({}, 'IdentityFile ~/nothing')
  const own = await startSshAgent(visitor.home)
  const opening = (who: Visitor): Promise<unknown> =>
    open(who.route('dev', { ...socket(), environment: { SSH_AUTH_SOCK: own.socketPath } }))
  try {
    own.add(visitor.write('device', securityKey('hana@\u001b[31myubikey')))
    const [authority, certified] = ['authority', 'certified'].map((name) => join(visitor.home, name)) as [
      string,
      string,
    ]
    for (const file of [authority, certified]) makeKey(file, 'ed25519')
    execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'id', '-n', sshd.user, `${certified}.pub`])
    own.add(certified)
    await expect(opening(visitor)).rejects.toMatchObject({
      data: {
        code: 'ssh-agent-keys-unusable',
        details: {
          tried: 'publickey (ed25519 of a test)',
          keys: 'hana@yubikey (ED25519-SK), ed25519 of a test (ED25519-CERT)',
        },
      },
    })
    expect(await codeOf(opening(visit({}, 'IdentityFile ~/nothing', 'IdentitiesOnly yes')))).toBe('ssh-login-refused')
    sshd.authorize(`${certified}.pub`)
    await opening(visitor)
  } finally {
    await own.end()
  }
})

test('a key that is refused though it has a certificate names the certificate', async () => {
  const visitor = visit()
  const keyFile = join(visitor.home, 'certified')
  makeKey(keyFile, 'ed25519')
  writeFileSync(`${keyFile}-cert.pub`, '')
  const failure = open(visitor.route('dev', { ...socket(), keyFile }))
  await expect(failure).rejects.toMatchObject({
    data: { code: 'ssh-key-certificate', details: { file: `${keyFile}-cert.pub` } },
  })
})

test('a host that has enough of wrong keys is told apart from one that is away', async () => {
  const strict = await startSshd({ name: 'strict', config: ['MaxAuthTries 2'] })
  try {
    const visitor = createVisitor(sshd.directory, { hostKey: 'once' })
    visitors.push(visitor)
    for (const name of ['id_rsa', 'id_ecdsa', 'id_ed25519']) makeKey(join(visitor.home, '.ssh', name), 'ed25519')
    const route = visitor.route('127.0.0.1', { ...socket(), port: strict.port, user: strict.user })
    expect(await codeOf(open(route))).toBe('ssh-login-refused')
  } finally {
    strict.remove()
  }
})

/** The file of a security key, without the device: public half, application, flags, handle. Source: PROTOCOL.u2f of OpenSSH. */
function securityKey(comment: string): string {
  const text = (value: string | Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Buffer.byteLength(value))
    return Buffer.concat([length, Buffer.from(value)])
  }
  const point = generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const publicHalf = Buffer.concat([text('sk-ssh-ed25519@openssh.com'), text(point), text('ssh:')])
  const handle = [Buffer.from([1]), text(Buffer.alloc(64, 7)), text('')]
  const secret = Buffer.concat([Buffer.alloc(8), publicHalf, ...handle, text(comment)])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const head = [Buffer.from('openssh-key-v1\0', 'latin1'), text('none'), text('none'), text('')]
  const whole = Buffer.concat([
    ...head,
    Buffer.from([0, 0, 0, 1]),
    text(publicHalf),
    text(Buffer.concat([secret, padding])),
  ])
  const lines = whole.toString('base64').replace(/.{70}/g, '$&\n')
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
}
