import writeFileAtomic from 'write-file-atomic'
import type { HistoryEntry } from '../../contract/history'
import { BerthError } from '../../domain/berth-error'
import type { HostAccess } from '../host-access'
import { historyCsv, historyJson } from './history-export'
import { historyRow } from '../../contract/history-rows'

/** What an export is written as. */
export type ExportFormat = 'csv' | 'json'

type Export = {
  readonly entries: readonly HistoryEntry[]
  readonly format: ExportFormat
  readonly target: string
  readonly hostAccess: Pick<HostAccess, 'hostName'>
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
}

/** Writes entries to the chosen file, whole or not at all. Throws `bad-request` for an unknown token, `export-failed`. */
export async function writeHistoryExport(
  { entries, format, target, hostAccess, resolveSaveTarget }: Export,
  signal: AbortSignal,
): Promise<{ entries: number; file: string }> {
  const file = await resolveSaveTarget(target)
  if (file === null) throw new BerthError('bad-request', { field: 'target', reason: 'not a place that was chosen' })
  const rows = entries.map((entry) => historyRow(entry, hostAccess.hostName(entry.hostId)))
  signal.throwIfAborted()
  try {
    await writeFileAtomic(file, format === 'csv' ? historyCsv(rows) : historyJson(rows))
  } catch (error) {
    throw new BerthError('export-failed', { reason: reasonOf(error) }, { cause: error })
  }
  return { entries: rows.length, file }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
