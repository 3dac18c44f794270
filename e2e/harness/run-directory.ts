import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sweepDirectory } from './sweep'

const PREFIX = 'berth-test-'
const OWNER_FILE = 'owner'

/** A private directory under the temporary directory; everything started for it holds its path in its arguments. */
export type RunDirectory = {
  readonly path: string
  /** Ends every process that belongs to the directory, unmounts, deletes bridges, deletes the directory. Synchronous. */
  sweep(): void
}

const living = new Set<RunDirectory>()

/** Start time of a process in clock ticks: together with its id it names a process for good. */
function processStamp(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    const startTicks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    return `${String(pid)} ${startTicks}`
  } catch {
    return null
  }
}

function ownerIsAlive(directory: string): boolean {
  try {
    const stamp = readFileSync(join(directory, OWNER_FILE), 'utf8')
    return processStamp(Number.parseInt(stamp, 10)) === stamp
  } catch {
    return false
  }
}

/** Removes what runs left behind whose process is gone. A directory without an owner file is too young to judge. */
export function reapDeadRuns(): readonly string[] {
  const reaped: string[] = []
  for (const entry of readdirSync(tmpdir())) {
    if (!entry.startsWith(PREFIX)) continue
    const path = join(tmpdir(), entry)
    if (!readdirSafely(path).includes(OWNER_FILE) || ownerIsAlive(path)) continue
    sweepDirectory(path)
    reaped.push(path)
  }
  return reaped
}

function readdirSafely(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

let hooksInstalled = false

function sweepLiving(): void {
  for (const directory of living) directory.sweep()
}

function installHooks(): void {
  if (hooksInstalled) return
  hooksInstalled = true
  process.on('exit', sweepLiving)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      sweepLiving()
      // A test runner with a handler of its own ends the process its own way.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    })
  }
}

/** A fresh directory owned by this process: swept when the process ends, or by the next run if it was killed. */
export function openRunDirectory(name: string): RunDirectory {
  installHooks()
  reapDeadRuns()
  const path = mkdtempSync(join(tmpdir(), `${PREFIX}${name}-`))
  writeFileSync(join(path, OWNER_FILE), processStamp(process.pid) ?? '')
  const directory: RunDirectory = {
    path,
    sweep() {
      sweepDirectory(path)
      living.delete(directory)
    },
  }
  living.add(directory)
  return directory
}

/** A directory that outlives this process (the demo's engine): only an explicit sweep removes it. */
export function keepDirectory(path: string): RunDirectory {
  mkdirSync(path, { recursive: true })
  return {
    path,
    sweep() {
      sweepDirectory(path)
    },
  }
}
