import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DockerEngine } from './docker-engine'
import { cgroupOf } from './sweep'

/**
 * A host in earnest has its processors for what it serves. Where the machine does other work besides, an engine's
 * containers count together as one job among many: an app that needs a twentieth of a processor can be left without.
 * From here on the engine, its containers and this process with all that it starts come before others.
 */
export function comeFirst({ directory }: DockerEngine): void {
  const group = cgroupOf(directory)
  writeWhereThere(join('/sys/fs/cgroup/cpu', group, 'cpu.shares'), '262144')
  writeWhereThere(join('/sys/fs/cgroup', group, 'cpu.weight'), '10000')
  for (const pid of [readFileSync(join(directory, 'pid'), 'utf8').trim(), 'self']) {
    writeWhereThere(`/proc/${pid}/autogroup`, '-20')
  }
}

/**
 * As far as the machine lets one: which files there are depends on the kernel and on how control groups are mounted, and
 * a process whose session has no group of its own can't be preferred. The tests hold without; a bench is less quiet.
 */
function writeWhereThere(file: string, value: string): void {
  try {
    if (existsSync(file)) writeFileSync(file, value)
  } catch (error) {
    console.error(`${file} can’t be set to ${value}: ${String(error)}`)
  }
}
