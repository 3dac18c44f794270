import { gunzipSync } from 'node:zlib'
import { plainLine } from '../../domain/ansi-spans'
import { BerthError } from '../../domain/berth-error'
import { lastLogName } from '../last-log-name'
import type { LedgerAccess } from '../ledger-access'

type PrivateReader = Pick<LedgerAccess, 'readPrivate'>

/** A container's last lines are at most 1 MB; more is no log of ours. */
const mostBytes = 2_000_000

/** The last lines of the container that a deployment removed, harmless for display. Throws `last-log-gone`. */
export async function readLastLog(
  ledger: PrivateReader,
  hostId: string,
  deploymentId: string,
  service: string,
  signal: AbortSignal,
): Promise<string> {
  const bytes = await ledger.readPrivate(hostId, lastLogName(deploymentId, service), signal)
  const text = bytes === null ? null : unpackedText(bytes)
  if (text === null) throw new BerthError('last-log-gone', { service })
  return text
    .split('\n')
    .map((line) => plainLine(line.replace(/\r$/, '')))
    .join('\n')
}

/** Which of these services have last lines on the host. A service whose name can't be asked for has none. */
export async function keptLogs(
  ledger: PrivateReader,
  hostId: string,
  deploymentId: string,
  services: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const found = services.map(async (service) => {
    try {
      return (await ledger.readPrivate(hostId, lastLogName(deploymentId, service), signal)) !== null
    } catch (error) {
      if (signal.aborted) throw error
      // The rest of the entry is worth showing all the same.
      return false
    }
  })
  const isKept = await Promise.all(found)
  return services.filter((_, index) => isKept[index] === true)
}

function unpackedText(bytes: Uint8Array): string | null {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes }).toString('utf8')
  } catch {
    return null
  }
}
