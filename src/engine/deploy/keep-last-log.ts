import { gzipSync } from 'node:zlib'
import { openAbortScope } from '../abort-scope'
import type { PrivateBlob } from '../ledger-access'
import type { DockerClient } from '../ports'
import type { Execution } from './execution'
import { readLogLines } from './log-tail'

const lines = 2_000
const longestText = 1_000_000
const limitMs = 5_000

/** The private store's name for the last lines of a container that a deployment removed. */
export function lastLogName(deploymentId: string, service: string): string {
  return `log/${deploymentId}/${service}`
}

/**
 * Keeps the last lines of the containers that are about to be removed. A log that can't be read or kept stops nothing: the
 * new version serves already.
 */
export async function keepLastLogs(
  run: Execution,
  removed: readonly { readonly service: string; readonly id: string }[],
): Promise<void> {
  try {
    const blobs = await Promise.all(removed.map(({ service, id }) => lastLog(run, service, id)))
    const kept = blobs.flat()
    if (kept.length > 0) await run.ledger.writePrivate(run.hostId, kept, run.signal)
  } catch (error) {
    run.log('warn', 'last log lines not kept', { deployment: run.deploymentId, error: String(error) })
  }
}

async function lastLog(run: Execution, service: string, id: string): Promise<readonly PrivateBlob[]> {
  const text = await readText(run, id)
  if (text === '') return []
  return [{ name: lastLogName(run.deploymentId, service), bytes: gzipSync(text) }]
}

async function readText({ client, clock, signal }: Execution, id: string): Promise<string> {
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
