import { gzipSync } from 'node:zlib'
import { openAbortScope } from '../abort-scope'
import { lastLogName } from '../last-log-name'
import type { PrivateBlob } from '../ledger-access'
import type { DockerClient } from '../ports'
import type { Execution } from './execution'
import { readLogLines } from './log-tail'

const lines = 2_000
const longestText = 1_000_000
const patienceMs = 5_000

/** A container that is about to be removed, and the service it stood for. */
export type RemovedContainer = { readonly service: string; readonly id: string }

/** The last lines of one, read before it goes; none where they can't be read in time. Kept by `writeLastLogs`. */
export async function lastLogOf(
  run: Execution,
  { service, id }: RemovedContainer,
  limitMs = patienceMs,
): Promise<readonly PrivateBlob[]> {
  const text = await readText(run, id, limitMs)
  return text === '' ? [] : [{ name: lastLogName(run.deploymentId, service), bytes: gzipSync(text) }]
}

/**
 * Keeps the last lines of the containers that are about to be removed. A log that can't be read or kept stops nothing: the
 * new version serves already.
 */
export async function keepLastLogs(run: Execution, removed: readonly RemovedContainer[]): Promise<void> {
  const blobs = await Promise.all(removed.map((one) => lastLogOf(run, one)))
  await writeLastLogs(run, blobs.flat())
}

/** Writes what `lastLogOf` read into the private store. Never throws. */
export async function writeLastLogs(run: Execution, blobs: readonly PrivateBlob[]): Promise<void> {
  try {
    if (blobs.length > 0) await run.ledger.writePrivate(run.hostId, blobs, run.signal)
  } catch (error) {
    run.log('warn', 'last log lines not kept', { deployment: run.deploymentId, error: String(error) })
  }
}

async function readText({ client, clock, signal }: Execution, id: string, limitMs: number): Promise<string> {
  const scope = openAbortScope(signal)
  clock.sleep(limitMs, scope.signal).then(
    () => scope.abort(),
    () => undefined,
  )
  try {
    return await lastText(client, id, scope.signal)
  } catch {
    // Drivers that can't be read back say so at once.
    return ''
  } finally {
    scope.abort()
    scope.release()
  }
}

async function lastText(client: DockerClient, id: string, signal: AbortSignal): Promise<string> {
  const kept = await readLogLines(client.logs(id, { follow: false, tail: lines, since: null }, signal), lines)
  const text = kept.map(({ atMs, text: line }) => `${new Date(atMs).toISOString()} ${line}`).join('\n')
  return text.slice(-longestText)
}
