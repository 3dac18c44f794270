import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs'
import { basename, join } from 'node:path'

/** File in a run directory that names the first two numbers of the addresses its engine's networks use, such as `10.203`. */
export const NETWORK_FILE = 'network'

const CGROUP_ROOT = '/sys/fs/cgroup'

/** The cgroup under which an engine puts all of its containers: what is in there belongs to the directory. */
export function cgroupOf(directory: string): string {
  const digest = createHash('sha256').update(directory).digest('hex').slice(0, 12)
  return `/berth-${digest}`
}

/** Ends and deletes everything that belongs to a run directory. Synchronous, so that it works while the process exits. */
export function sweepDirectory(directory: string): void {
  if (!existsSync(directory)) return
  endProcesses(directory)
  removeShimSockets(directory)
  unmountBelow(directory)
  removeNetworks(directory)
  removeCgroups(directory)
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
}

function endProcesses(directory: string): void {
  const deadline = Date.now() + 10_000
  // Repeated: a daemon that is just starting another process leaves one behind the first time.
  for (let left = belonging(directory); left.length > 0 && Date.now() < deadline; left = belonging(directory)) {
    for (const pid of left) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended by itself.
      }
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
  }
}

function belonging(directory: string): readonly number[] {
  const pids = new Set<number>(containerProcesses(cgroupOf(directory)))
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    if (!Number.isInteger(pid) || pid === process.pid || pid === process.ppid) continue
    if (readText(`/proc/${entry}/cmdline`).includes(`${directory}/`) && !isZombie(pid)) pids.add(pid)
  }
  return [...pids]
}

/**
 * Ends what was between create and start when the engine was killed. Its containerd dies with it, unlike a host's, which
 * clears such containers up: else `runc init` waits for ever, and its addresses answer beside those of later containers.
 */
export function endHalfMade(directory: string): void {
  for (const pid of containerProcesses(cgroupOf(directory))) {
    if (!readText(`/proc/${String(pid)}/cmdline`).startsWith('runc\0init')) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
}

function isZombie(pid: number): boolean {
  return /\) Z /.test(readText(`/proc/${String(pid)}/stat`))
}

function containerProcesses(cgroup: string): readonly number[] {
  return cgroupDirectories(cgroup).flatMap((path) =>
    readText(join(path, 'cgroup.procs'))
      .split('\n')
      .filter((line) => line !== '')
      .map(Number)
      .filter((pid) => !isZombie(pid)),
  )
}

/** Deepest first. The same cgroup stands once per controller where the machine has the old hierarchy. */
function cgroupDirectories(cgroup: string): readonly string[] {
  const roots = [CGROUP_ROOT, ...subdirectories(CGROUP_ROOT)]
    .map((root) => join(root, cgroup))
    .filter((path) => existsSync(path))
  const walk = (path: string): readonly string[] => [...subdirectories(path).flatMap(walk), path]
  return roots.flatMap(walk)
}

function subdirectories(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(path, entry.name))
  } catch {
    return []
  }
}

function removeCgroups(directory: string): void {
  for (const path of cgroupDirectories(cgroupOf(directory))) {
    try {
      rmdirSync(path)
    } catch {
      // Still emptying: an empty cgroup costs nothing and the next run of the same directory reuses it.
    }
  }
}

/** containerd's shims put their sockets outside of the directories one can choose; the files named `address` say where. */
function removeShimSockets(directory: string): void {
  const tasks = join(directory, 'exec/containerd/daemon/io.containerd.runtime.v2.task/moby')
  for (const task of subdirectories(tasks)) {
    const address = readText(join(task, 'address')).replace(/^unix:\/\//, '')
    if (address.startsWith('/run/containerd/s/')) rmSync(address, { force: true })
  }
}

function unmountBelow(directory: string): void {
  const points = readText('/proc/self/mountinfo')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${directory}/`))
  for (const point of points.reverse()) run('umount', ['-l', point])
}

function removeNetworks(directory: string): void {
  const prefix = readText(join(directory, NETWORK_FILE)).trim()
  for (const name of interfacesWithin(prefix)) {
    // A container that was just being started may have both of its ends here still.
    for (const port of portsOf(name)) run('ip', ['link', 'delete', port])
    run('ip', ['link', 'delete', name])
  }
}

function portsOf(bridge: string): readonly string[] {
  return [...capture('ip', ['-o', 'link', 'show', 'master', bridge]).matchAll(/^\d+: ([^@:]+)/gm)].map(
    (match) => match[1] ?? '',
  )
}

/** Also those that are down, which `os.networkInterfaces()` leaves out. */
export function interfacesWithin(networkPrefix: string): readonly string[] {
  if (networkPrefix === '') return []
  return capture('ip', ['-o', '-4', 'address', 'show'])
    .split('\n')
    .map((line) => /^\d+: (\S+)\s+inet ([\d.]+)/.exec(line))
    .flatMap((match) => (match?.[2]?.startsWith(`${networkPrefix}.`) ? [match[1] ?? ''] : []))
}

/** Interface name of an engine's own bridge (15 characters at most). */
export function bridgeOf(networkPrefix: string): string {
  return `berth${networkPrefix.replace('.', 'x')}`
}

function run(command: string, commandArguments: readonly string[]): void {
  capture(command, commandArguments)
}

/** What it printed; empty when it failed, as what was to be removed is then gone already. */
function capture(command: string, commandArguments: readonly string[]): string {
  try {
    return execFileSync(command, commandArguments, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    })
  } catch {
    return ''
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Whether anything of a swept directory is still there; for tests of the harness. */
export function remainsOf(directory: string, networkPrefix: string): readonly string[] {
  const mounts = readText('/proc/self/mountinfo')
    .split('\n')
    .filter((line) => line.includes(`${directory}/`))
  const links = interfacesWithin(networkPrefix)
  const files = existsSync(directory) ? [basename(directory)] : []
  return [...belonging(directory).map((pid) => `process ${String(pid)}`), ...mounts, ...links, ...files]
}
