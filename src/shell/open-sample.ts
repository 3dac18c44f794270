import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Log } from '../engine/ports'
import { seedLedger } from '../engine/seed-ledger'
import { type Sample, startSample } from '../sample-host/start-sample'

const seedLimitMs = 20_000

/**
 * Starts the sample in a directory of its own, which is all of its traces: sockets, the settings of an engine that knows its hosts
 * alone, and whatever that engine writes. `preferences` are those that the window is to keep.
 */
export async function openSample(
  directory: string,
  preferences: Readonly<Record<string, unknown>>,
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<Sample> {
  await emptyDirectory(directory)
  const sample = await startSample((name) => socketPath(directory, name))
  const signal = AbortSignal.timeout(seedLimitMs)
  await Promise.all(sample.hosts.map((host) => seedLedger(host.socketPath, host.memory, parts, signal)))
  const hosts = sample.hosts.map((host) => ({ id: host.name, name: host.name, address: addressOf(host.socketPath) }))
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ ...preferences, hosts }), { mode: 0o600 })
  return sample
}

/** An engine that was started again begins anew. The directory itself stays: nobody else can take its name meanwhile. */
async function emptyDirectory(directory: string): Promise<void> {
  const names = await readdir(directory)
  await Promise.all(names.map((name) => rm(join(directory, name), { recursive: true, force: true })))
}

/** Pipes of Windows have a place of their own, and names that nobody guesses. */
function socketPath(directory: string, name: string): string {
  if (process.platform !== 'win32') return join(directory, `${name}.sock`)
  return `//./pipe/${directory.replaceAll(/[^A-Za-z0-9]/g, '-')}-${name}`
}

function addressOf(path: string): string {
  return process.platform === 'win32' ? `npipe://${path}` : `unix://${path}`
}
