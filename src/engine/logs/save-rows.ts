import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { plainLine } from '../../domain/ansi-spans'
import { BerthError } from '../../domain/berth-error'
import { rowKind, type StoredRow } from './log-chunk'

/** How much text is gathered for one write, in UTF-16 units. */
const blockLength = 262_144

/**
 * Writes rows as text, a line each: time in UTC, service, text without escape sequences. The file appears whole or not
 * at all: it is written beside its place and moved there. Answers with the number of lines; throws `save-failed`.
 */
export async function saveRows(
  rows: Iterable<StoredRow>,
  services: readonly string[],
  file: string,
  signal: AbortSignal,
): Promise<number> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.part`
  try {
    const handle = await open(temporary, 'wx')
    const lines = await writeAndClose(handle, rows, services, signal)
    await rename(temporary, file)
    return lines
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    if (signal.aborted) throw signal.reason
    throw new BerthError('save-failed', { reason: reasonOf(error) }, { cause: error })
  }
}

async function writeAndClose(...write: Parameters<typeof writeRows>): Promise<number> {
  try {
    return await writeRows(...write)
  } finally {
    await write[0].close()
  }
}

async function writeRows(
  handle: FileHandle,
  rows: Iterable<StoredRow>,
  services: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  let lines = 0
  let block = ''
  for (const row of rows) {
    block += `${savedLine(row, services[row.service] ?? '')}\n`
    lines += 1
    if (block.length < blockLength) continue
    signal.throwIfAborted()
    await handle.write(block)
    block = ''
  }
  await handle.write(block)
  signal.throwIfAborted()
  await handle.sync()
  return lines
}

function savedLine(row: StoredRow, service: string): string {
  const time = new Date(row.atMs).toISOString()
  const text = plainLine(row.text)
  return row.kind === rowKind.marker
    ? `${time} ${service} --- ${text.replace('\t', ' ')} ---`
    : `${time} ${service} ${text}`
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
