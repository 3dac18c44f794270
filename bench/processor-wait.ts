import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DockerEngine } from '../e2e/harness/docker-engine'
import { cgroupOf } from '../e2e/harness/sweep'

/** A second of an app: what part of it the app could have run and was given no processor. */
export type WaitSample = { readonly atMs: number; readonly waited: number }

type Seen = { readonly atMs: number; readonly waitedMs: number }

const everyMs = 1_000

/** Watches the apps in an engine's containers: one that the machine gives no processor can't answer in time, whoever switches. */
export function watchProcessorWait({ directory }: DockerEngine): { readonly end: () => readonly WaitSample[] } {
  const samples: WaitSample[] = []
  let before = new Map<number, Seen>()
  const timer = setInterval(() => {
    const now = new Map(appsOf(directory).map((pid) => [pid, readSchedule(pid)] as const))
    for (const [pid, seen] of now) {
      const last = before.get(pid)
      if (seen === null || last === undefined) continue
      const waited = (seen.waitedMs - last.waitedMs) / (seen.atMs - last.atMs)
      samples.push({ atMs: seen.atMs, waited: Math.round(waited * 100) / 100 })
    }
    before = new Map([...now].flatMap(([pid, seen]) => (seen === null ? [] : [[pid, seen]])))
  }, everyMs)
  return {
    end: () => {
      clearInterval(timer)
      return samples
    },
  }
}

function appsOf(directory: string): readonly number[] {
  const groups = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup'].map((root) => join(root, cgroupOf(directory)))
  return groups
    .flatMap((group) => subdirectories(group).map((container) => readOrEmpty(join(group, container, 'cgroup.procs'))))
    .flatMap((pids) => pids.split('\n').filter(Boolean).map(Number))
    .filter((pid) => readOrEmpty(`/proc/${String(pid)}/cmdline`).includes('server.cjs'))
}

/** Of its main thread, which is all of Node.js that answers. */
function readSchedule(pid: number): Seen | null {
  const [, waitedNs = NaN] = readOrEmpty(`/proc/${String(pid)}/schedstat`)
    .split(' ')
    .map(Number)
  return Number.isNaN(waitedNs) ? null : { atMs: Date.now(), waitedMs: waitedNs / 1_000_000 }
}

function subdirectories(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  } catch {
    return []
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
