import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { baseLayer } from './base-layer'
import { type Daemon, type Lifetime, spawnDaemon } from './daemon'
import { type DockerCall, callDocker, readDocker } from './docker-api'
import { ensureCgroups } from './ensure-cgroups'
import { isLoadLight } from './light-load'
import { claimNetwork, openBridge } from './network-prefix'
import { plantLayer } from './planted-layer'
import { type RunDirectory, keepDirectory, openRunDirectory } from './run-directory'
import { NETWORK_FILE, bridgeOf, cgroupOf, endHalfMade } from './sweep'
import { waitUntil } from './wait-until'

export type EngineOptions = {
  /** Short word for the directory's name. */
  readonly name: string
  /** A directory that outlives the process, with its engine running in it; without it all ends with this process. */
  readonly keepIn?: string
  /** Containers run on while the daemon is away. */
  readonly liveRestore?: boolean
  /** Size of the disk it has for its data; without it the machine's own. */
  readonly dataMegabytes?: number
  readonly extraArguments?: readonly string[]
}

/** A real dockerd with everything private: socket, data, containerd, networks, cgroup. */
export type DockerEngine = {
  readonly socketPath: string
  /** `unix://` address as Docker clients want it. */
  readonly address: string
  readonly directory: string
  /** First two numbers of all its networks' addresses. */
  readonly networkPrefix: string
  readonly apiVersion: string
  readonly minimumApiVersion: string
  readonly engineVersion: string
  readonly storageDriver: string
  /** Starts the daemon again on the same data, after `stop` or `kill`. */
  start(): Promise<void>
  /** Ends the daemon as a machine's shutdown does; its data stay. */
  stop(): Promise<void>
  /** Ends the daemon by SIGKILL. Its containers run on until the next start. */
  kill(): Promise<void>
  /** Ends everything and deletes every trace. */
  remove(): void
  call(call: DockerCall): Promise<string>
  read<T>(path: string): Promise<T>
}

type VersionAnswer = {
  readonly Version: string
  readonly ApiVersion: string
  readonly MinAPIVersion: string
}

/** Starts an engine and resolves when it answers. Needs root. */
export async function startDockerEngine(options: EngineOptions): Promise<DockerEngine> {
  ensureCgroups()
  const kept = options.keepIn !== undefined
  const directory = options.keepIn === undefined ? openRunDirectory(options.name) : keepDirectory(options.keepIn)
  try {
    const prefix = networkOf(directory.path)
    if (options.dataMegabytes !== undefined) mountData(directory.path, options.dataMegabytes)
    if (isLoadLight()) plantLayer(join(directory.path, 'data'), await baseLayer())
    const launcher = createLauncher(directory.path, prefix, options, kept ? 'kept' : 'with-us')
    await launcher.start()
    return await describeEngine(directory, prefix, launcher)
  } catch (error) {
    if (!kept) directory.sweep()
    throw error
  }
}

/** In memory; swept with the directory. */
function mountData(directory: string, megabytes: number): void {
  const data = join(directory, 'data')
  mkdirSync(data)
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', data])
}

function networkOf(directory: string): string {
  const file = join(directory, NETWORK_FILE)
  if (!existsSync(file)) return claimNetwork(directory)
  const prefix = readFileSync(file, 'utf8')
  openBridge(prefix)
  return prefix
}

type Launcher = {
  start(): Promise<void>
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

function createLauncher(directory: string, prefix: string, options: EngineOptions, lifetime: Lifetime): Launcher {
  let daemon: Daemon | null = null
  const launch = async (): Promise<void> => {
    writeFileSync(join(directory, 'daemon.json'), '{}')
    await endContainerd(directory)
    endHalfMade(directory)
    // A daemon that was killed leaves both files, and the next one refuses to start over the first.
    rmSync(join(directory, 'pid'), { force: true })
    rmSync(join(directory, 'docker.sock'), { force: true })
    const started = spawnDaemon(
      'dockerd',
      daemonArguments(directory, prefix, options),
      join(directory, 'log'),
      lifetime,
      // Docker's programs begin by the dozen and end in a moment: collecting garbage is a tenth of what each costs.
      isLoadLight() ? { GOGC: '400' } : {},
    )
    daemon = started
    await waitUntil('dockerd to answer', 30_000, async () => {
      if (started.hasEnded()) return 'ended'
      return callDocker(join(directory, 'docker.sock'), { path: '/_ping', timeoutMs: 2000 })
    })
    if (started.hasEnded()) throw new Error(`dockerd did not start:\n${started.lastOutput()}`)
  }
  return {
    async start() {
      if (lifetime === 'kept' && (await answers(join(directory, 'docker.sock')))) return
      if (daemon && !daemon.hasEnded()) return
      // Right after a kill the old containerd may still hold its files: once more is enough.
      await launch().catch(launch)
    },
    async end(signal) {
      if (!daemon) throw new Error('the engine was started by another process, which alone can end it')
      await daemon.end(signal)
    },
  }
}

/** A containerd that is still dying after its daemon was killed is taken for a living one, and waited for in vain. */
async function endContainerd(directory: string): Promise<void> {
  const file = join(directory, 'exec/containerd/containerd.pid')
  if (!existsSync(file)) return
  const processDirectory = `/proc/${readFileSync(file, 'utf8').trim()}`
  await waitUntil('the old containerd to end', 10_000, () => {
    const commandLine = existsSync(processDirectory) ? readFileSync(`${processDirectory}/cmdline`, 'utf8') : ''
    return !commandLine.includes(directory)
  })
  rmSync(file, { force: true })
}

async function answers(socketPath: string): Promise<boolean> {
  return callDocker(socketPath, { path: '/_ping', timeoutMs: 2000 }).then(
    () => true,
    () => false,
  )
}

/**
 * A tenth of the processor's time of all tests goes into building the filter of each health check anew; what it filters
 * means nothing to Berth. Benches have the engine as it is.
 */
function allowAll(directory: string): string {
  const file = join(directory, 'seccomp.json')
  writeFileSync(file, '{"defaultAction":"SCMP_ACT_ALLOW"}')
  return file
}

function daemonArguments(directory: string, prefix: string, options: EngineOptions): readonly string[] {
  const flags = {
    'data-root': join(directory, 'data'),
    'exec-root': join(directory, 'exec'),
    pidfile: join(directory, 'pid'),
    'config-file': join(directory, 'daemon.json'),
    host: `unix://${join(directory, 'docker.sock')}`,
    'cgroup-parent': cgroupOf(directory),
    bridge: bridgeOf(prefix),
    'default-address-pool': `base=${prefix}.128.0/17,size=24`,
    // Two engines that manage iptables in one network namespace break each other's networks.
    iptables: 'false',
    ip6tables: 'false',
    'ip-masq': 'false',
    'userland-proxy': 'true',
    'live-restore': String(options.liveRestore ?? false),
    'shutdown-timeout': '3',
    'log-level': 'warn',
    ...(isLoadLight() ? { 'seccomp-profile': allowAll(directory) } : {}),
  }
  return [...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`), ...(options.extraArguments ?? [])]
}

async function describeEngine(directory: RunDirectory, prefix: string, launcher: Launcher): Promise<DockerEngine> {
  const socketPath = join(directory.path, 'docker.sock')
  const version = await readDocker<VersionAnswer>(socketPath, '/version')
  const info = await readDocker<{ readonly Driver: string }>(socketPath, '/info')
  return {
    socketPath,
    address: `unix://${socketPath}`,
    directory: directory.path,
    networkPrefix: prefix,
    apiVersion: version.ApiVersion,
    minimumApiVersion: version.MinAPIVersion,
    engineVersion: version.Version,
    storageDriver: info.Driver,
    start: () => launcher.start(),
    stop: () => launcher.end('SIGTERM'),
    kill: () => launcher.end('SIGKILL'),
    remove: () => {
      directory.sweep()
    },
    call: (call) => callDocker(socketPath, call),
    read: <T>(path: string) => readDocker<T>(socketPath, path),
  }
}
