import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Daemon, spawnDaemon } from './daemon'
import { freePorts } from './free-port'
import { type RunDirectory, openRunDirectory } from './run-directory'
import { waitUntil } from './wait-until'

export type KeyType = 'rsa' | 'ecdsa' | 'ed25519'

export type SshdOptions = {
  /** Short word for the directory's name. */
  readonly name: string
  /** Its host keys; ed25519 alone unless it says something else. */
  readonly hostKeys?: readonly KeyType[]
  /** Further lines of sshd_config. */
  readonly config?: readonly string[]
  /** The current user's password there: by itself, and as what PAM asks for. Keys are not let in then. */
  readonly password?: string
}

/** A real sshd with everything private: keys, configuration, port. The current user may log in with `keyFile`. */
export type Sshd = {
  readonly port: number
  readonly user: string
  readonly directory: string
  /** An unlocked Ed25519 key that is let in. */
  readonly keyFile: string
  /** Lets the owner of one more key in. */
  readonly authorize: (publicKeyFile: string) => void
  /** The line of known_hosts for one of its keys. */
  readonly knownHost: (type: KeyType) => string
  /** As `ssh-keygen -l` prints it. */
  readonly fingerprint: (type: KeyType) => string
  /** How often somebody logged in since it started. */
  readonly logins: () => number
  /** How often somebody connected since it started. */
  readonly connections: () => number
  readonly log: () => string
  /** Processes below it now: one or two for each connection, and what those run. */
  readonly processCount: () => number
  readonly start: () => Promise<void>
  /** Ends it and every connection. */
  readonly kill: () => Promise<void>
  readonly remove: () => void
}

/** Starts an sshd and resolves when it listens. Needs root, as sshd does for other things than the own user. */
export async function startSshd(options: SshdOptions): Promise<Sshd> {
  const directory = openRunDirectory(`sshd-${options.name}`)
  // sshd demands this one of the machine; it is empty, and others want it as well.
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  chmodSync(directory.path, 0o755)
  const [port = 0] = await freePorts(1)
  const types = options.hostKeys ?? ['ed25519']
  for (const type of types) makeKey(join(directory.path, `host_${type}`), type)
  const keyFile = join(directory.path, 'user_key')
  makeKey(keyFile, 'ed25519')
  const authorized = join(directory.path, 'authorized_keys')
  writeFileSync(authorized, readFileSync(`${keyFile}.pub`), { mode: 0o600 })
  const { password } = options
  const config = [...(options.config ?? []), ...(password === undefined ? [] : passwordConfiguration)]
  writeFileSync(join(directory.path, 'sshd_config'), configuration(directory.path, port, types, config))
  if (password !== undefined) writeAccounts(directory.path, password)
  const sshd = describe(directory, port, keyFile, authorized, password !== undefined)
  await sshd.start()
  return sshd
}

const passwordConfiguration = [
  'UsePAM yes',
  'PubkeyAuthentication no',
  'PasswordAuthentication yes',
  'KbdInteractiveAuthentication yes',
]

/** The accounts as only this sshd sees them: this user's password, and a PAM that asks for nothing else. */
function writeAccounts(directory: string, password: string): void {
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' }).trim()
  const others = readFileSync('/etc/shadow', 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith(`${userInfo().username}:`))
  const own = `${userInfo().username}:${hash}:19000:0:99999:7:::`
  writeFileSync(join(directory, 'shadow'), [own, ...others].join('\n'), { mode: 0o600 })
  const rules = ['auth required pam_unix.so', 'account required pam_permit.so', 'session required pam_permit.so', '']
  writeFileSync(join(directory, 'pam'), rules.join('\n'))
}

/** Its own accounts are mounted over the machine's, for itself alone. */
function withOwnAccounts(directory: string, words: readonly string[]): readonly [string, readonly string[]] {
  const mounts = `mount --bind ${directory}/shadow /etc/shadow && mount --bind ${directory}/pam /etc/pam.d/sshd`
  return ['unshare', ['--mount', '--propagation', 'private', 'sh', '-c', `${mounts} && exec "$@"`, 'sh', ...words]]
}

/** Makes a key pair, in OpenSSH form unless it says something else. */
export function makeKey(file: string, type: KeyType, form = 'RFC4716', passphrase = ''): void {
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    type,
    ...(type === 'rsa' ? ['-b', '2048'] : []),
    '-m',
    form,
    '-N',
    passphrase,
    '-C',
    `${type} of a test`,
    '-f',
    file,
  ])
}

function configuration(directory: string, port: number, types: readonly KeyType[], further: readonly string[]): string {
  return [
    // The first value counts, so what a test asks for comes before what is usual here.
    ...further,
    `Port ${String(port)}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${join(directory, `host_${type}`)}`),
    `AuthorizedKeysFile ${join(directory, 'authorized_keys')}`,
    `PidFile ${join(directory, 'pid')}`,
    // What this user's shell loads at each start is neither wanted here nor quick.
    `SetEnv HOME=${join(directory, 'home')}`,
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'MaxStartups 100',
    'LogLevel VERBOSE',
    '',
  ].join('\n')
}

function describe(
  directory: RunDirectory,
  port: number,
  keyFile: string,
  authorized: string,
  hasAccounts: boolean,
): Sshd {
  const logFile = join(directory.path, 'log')
  let daemon: Daemon | null = null
  const log = (): string => readFileSync(logFile, 'utf8')
  const lines = (pattern: RegExp): number => log().match(pattern)?.length ?? 0
  const pid = (): string => readFileSync(join(directory.path, 'pid'), 'utf8').trim()
  const publicKey = (type: KeyType): string => readFileSync(join(directory.path, `host_${type}.pub`), 'utf8')
  return {
    port,
    user: userInfo().username,
    directory: directory.path,
    keyFile,
    authorize: (file) => writeFileSync(authorized, readFileSync(file), { flag: 'a' }),
    knownHost: (type) => `[127.0.0.1]:${String(port)} ${publicKey(type).split(' ').slice(0, 2).join(' ')}`,
    fingerprint: (type) =>
      execFileSync('ssh-keygen', ['-lf', join(directory.path, `host_${type}.pub`)], { encoding: 'utf8' }).split(
        ' ',
      )[1] ?? '',
    logins: () => lines(/^Accepted \w+ for /gm),
    connections: () => lines(/^Connection from /gm),
    log,
    processCount: () => descendantIds(pid()).length,
    start: async () => {
      const words = ['/usr/sbin/sshd', '-D', '-e', '-f', join(directory.path, 'sshd_config')] as const
      const [program, rest] = hasAccounts ? withOwnAccounts(directory.path, words) : [words[0], words.slice(1)]
      const started = spawnDaemon(program, rest, logFile, 'with-us')
      daemon = started
      await waitUntil('sshd to listen', 10_000, () => {
        if (started.hasEnded()) throw new Error(`sshd did not start:\n${started.lastOutput()}`)
        return listens(port)
      })
    },
    kill: async () => {
      const pids = descendantIds(pid())
      await daemon?.end('SIGKILL')
      for (const pid of pids) endProcess(pid)
    },
    remove: () => directory.sweep(),
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended with its parent.
  }
}

function descendantIds(pid: string): readonly number[] {
  const read = `cat /proc/${pid}/task/*/children 2>/dev/null || true`
  const children = execFileSync('sh', ['-c', read], { encoding: 'utf8' })
    .split(/\s+/)
    .filter((text) => text !== '')
  return children.flatMap((child) => [Number(child), ...descendantIds(child)])
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
