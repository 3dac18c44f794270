import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type BuiltCli, buildCli, type CliEnded, endOf } from '../../e2e/harness/built-cli'
import { type DockerEngine, startDockerEngine } from '../../e2e/harness/docker-engine'
import { type RunDirectory, openRunDirectory } from '../../e2e/harness/run-directory'
import { makeKey, type Sshd, startSshd } from '../../e2e/harness/sshd'
import { hostBlock } from '../../e2e/harness/sshd-visitor'
import { waitUntil } from '../../e2e/harness/wait-until'

const passphrase = 'hunter2 correct horse'
let directory: RunDirectory
let cli: BuiltCli
let engine: DockerEngine
let sshd: Sshd
let address: string
let lockedKey: string
const terminals: ChildProcess[] = []

beforeAll(async () => {
  directory = openRunDirectory('cli-ssh')
  const building = buildCli(directory.path)
  const starting = startDockerEngine({ name: 'cli-ssh-engine' })
  sshd = await startSshd({ name: 'cli' })
  lockedKey = join(directory.path, 'locked_key')
  makeKey(lockedKey, 'ed25519', 'RFC4716', passphrase)
  sshd.authorize(`${lockedKey}.pub`)
  engine = await starting
  address = `ssh://${sshd.user}@127.0.0.1:${String(sshd.port)}${engine.socketPath}`
  cli = await building
})
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.kill('SIGKILL')
})
afterAll(() => {
  sshd?.remove()
  engine?.remove()
  directory.sweep()
})
beforeEach(() => {
  for (const name of ['home', '.ssh']) rmSync(join(directory.path, name), { recursive: true, force: true })
  mkdirSync(join(directory.path, '.ssh'), { mode: 0o700 })
})

const environment = () => ({ DOCKER_HOST: 'unix:///nowhere/docker.sock' })
const berth = (...words: readonly string[]): Promise<CliEnded> => endOf(cli.start(words, environment()))
const knowHost = (): void => {
  writeFileSync(join(directory.path, '.ssh', 'known_hosts'), `${sshd.knownHost('ed25519')}\n`)
}

type Sitting = {
  /** Waits until a text shows, and types then. */
  readonly answer: (shown: string, typed: string) => Promise<void>
  /** All that was to be seen on the terminal. */
  readonly end: () => Promise<string>
}

/** A line of shell on a terminal of its own. */
function sitAt(line: string): Sitting {
  const env = {
    PATH: process.env['PATH'],
    HOME: directory.path,
    BERTH_HOME: join(directory.path, 'home'),
    SHELL: '/bin/sh',
    ...environment(),
  }
  const child = spawn('sh', ['-c', 'exec script -qefc "$1" /dev/null', 'sh', line], { env })
  terminals.push(child)
  let seen = ''
  child.stdout.on('data', (data: Buffer) => (seen += data.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    answer: async (shown, typed) => {
      await waitUntil(`"${shown}"`, 20_000, () => seen.includes(shown))
      child.stdin.write(typed)
    },
    end: () => ended.then(() => seen),
  }
}

const program = (): string => `${process.execPath} ${cli.file}`

describe('an unknown host key', () => {
  it('ends with 7 where nobody can be asked, names the key, and adds nothing', async () => {
    const refused = await berth('hosts', 'add', address, '--key', sshd.keyFile)
    expect([refused.code, refused.out]).toEqual([7, ''])
    expect(refused.err).toContain(sshd.fingerprint('ed25519'))
    expect(refused.err).toContain('nobody can be asked')
    expect((await berth('board', '--host', address)).code).toBe(7)
  })

  it('that a person accepts for good is known from then on, and the host is added', async () => {
    const sitting = sitAt(`${program()} hosts add ${address} --key ${sshd.keyFile} --name 서울; echo ended $?`)
    await sitting.answer('Is it the same?', 'maybe\r')
    await sitting.answer('Please type yes, once or no.', 'yes\r')
    const seen = await sitting.end()
    expect(seen).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    const [algorithm = '', digest = ''] = sshd.fingerprint('ed25519').split(':')
    expect(seen).toContain(`${algorithm}:${digest.replaceAll(/(.{4})/g, '$1 ').trim()}`)
    expect(seen).toMatch(/✓ Login +as \S+, by a key file/)
    expect(seen).toMatch(/Added as 서울: ssh:[^]*ended 0/)
    const board = await berth('hosts', '--host', '서울')
    expect([board.code, board.out]).toEqual([0, expect.stringMatching(/서울 +✓ Connected/)])
  })

  it('that a person refuses ends with 7 and is asked about once', async () => {
    const sitting = sitAt(`${program()} board --host ${address}; echo ended $?`)
    await sitting.answer('Is it the same?', 'no\r')
    const seen = await sitting.end()
    expect(seen).toContain('ended 7')
    expect(seen.match(/Is it the same/g)).toHaveLength(1)
  })
})

describe('a name of ssh_config', () => {
  it('leads where ssh would go, with the settings that stand there', async () => {
    knowHost()
    writeFileSync(join(directory.path, '.ssh', 'config'), hostBlock('dev', sshd))
    const tested = await berth('hosts', 'test', 'dev')
    // Docker's usual socket on this machine is not the test's: the way there is what counts.
    expect(tested.err).toMatch(/✓ Host key +ED25519 SHA256:\S+\n +✓ Login +as \S+, by a key file\n/)
  })
})

describe('a passphrase', () => {
  beforeEach(knowHost)

  it('is needed, and without anybody to give it the error says so', async () => {
    const tested = await berth('hosts', 'test', address, '--key', lockedKey)
    expect([tested.code, tested.err]).toEqual([5, expect.stringContaining(lockedKey)])
    expect(tested.err).toContain('has a passphrase')
  })

  it('is typed unseen, again where it was wrong, and the terminal is as before', async () => {
    const line = `stty -a > before; ${program()} hosts test ${address} --key ${lockedKey}; echo ended $?; stty -a > after; cmp before after && echo same`
    const sitting = sitAt(`cd ${directory.path}; ${line}`)
    await sitting.answer('Passphrase of the key', 'wrong horse\r')
    await sitting.answer('That was not right.', `${passphrase}\r`)
    const seen = await sitting.end()
    expect(seen).toMatch(/works: [^]*ended 0[^]*same/)
    expect(seen).not.toContain('horse')
  })

  it('that is cancelled with Ctrl-C ends with 130, and the terminal is as before', async () => {
    const line = `stty -a > before; ${program()} board --host 서울; echo ended $?; stty -a > after; cmp before after && echo same`
    await berth('hosts', 'add', address, '--key', lockedKey, '--name', '서울', '--no-test')
    const sitting = sitAt(`cd ${directory.path}; ${line}`)
    await sitting.answer('Passphrase of the key', 'half\u0003')
    expect(await sitting.end()).toMatch(/ended 130[^]*same/)
  })

  it('comes from a pipe or a file that was handed on, and nowhere shows', async () => {
    await berth('hosts', 'add', address, '--key', lockedKey, '--name', '서울', '--no-test')
    const file = join(directory.path, 'secrets')
    writeFileSync(file, `wrong\n${passphrase}\n`)
    for (const line of [
      `printf 'wrong\\n%s\\n' '${passphrase}' | ${program()} board --json --host 서울 --secret-fd 0; echo ended $?`,
      `${program()} board --json --host 서울 --secret-fd 7 7< ${file}; echo ended $?`,
    ]) {
      const seen = await sitAt(line).end()
      expect(seen).toContain('ended 0')
      expect(seen).toContain('"connected"')
      expect(seen).not.toContain('horse')
    }
    const tooFew = await sitAt(`${program()} board --host 서울 --secret-fd 7 7< /dev/null; echo ended $?`).end()
    expect(tooFew).toContain('ended 2')
  })
})
