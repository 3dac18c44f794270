import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { noService, rowKind } from '../../contract/log-contract'
import { plainLine } from '../../domain/ansi-spans'
import { BerthError } from '../../domain/berth-error'
import type { LogChunk } from './log-chunk'

/** Rows to be saved: those of the blocks that `isMeant` takes; see `ShownRows.membership`. */
export type SavedRows = {
  readonly blocks: readonly LogChunk[]
  readonly isMeant: (number: number, head: number) => boolean
  /** Rows that came later are left out. */
  readonly endNumber: number
  readonly services: readonly string[]
  /** The slot, for markers that are of no service. */
  readonly slot: string
}

/** How much text is gathered for one write, in UTF-16 units. */
const blockLength = 262_144

/**
 * Writes rows as text, a line each: time in UTC, service, text without escape sequences; compressed where the file's name
 * ends in `.gz`. The file appears whole or not at all: it is written beside its place and moved there. `onProgress` is
 * told the rows written so far. Answers with their number; throws `save-failed`.
 */
export async function saveRows(
  rows: SavedRows,
  file: string,
  onProgress: (lines: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.part`
  try {
    const handle = await open(temporary, 'wx')
    const lines = await writeAndClose(handle, rows, file, onProgress, signal)
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
  rows: SavedRows,
  file: string,
  onProgress: (lines: number) => void,
  signal: AbortSignal,
): Promise<number> {
  let written = 0
  const blocks = textBlocks(rows, (lines) => onProgress((written = lines)))
  for await (const part of file.toLowerCase().endsWith('.gz') ? compressed(blocks) : blocks) {
    signal.throwIfAborted()
    await handle.writeFile(part)
  }
  signal.throwIfAborted()
  await handle.sync()
  return written
}

async function* compressed(blocks: Iterable<string>): AsyncGenerator<Buffer, void, undefined> {
  const source = Readable.from(blocks, { objectMode: true, highWaterMark: 1 })
  try {
    yield* source.pipe(createGzip()) as AsyncIterable<Buffer>
  } finally {
    source.destroy()
  }
}

/** The file's text in pieces; `onLines` is told before each how many lines there are up to its end. */
function* textBlocks(rows: SavedRows, onLines: (lines: number) => void): Generator<string, void, undefined> {
  let lines = 0
  let block = ''
  for (const chunk of rows.blocks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const number = chunk.first + index
      if (number >= rows.endNumber) break
      if (!rows.isMeant(number, number - chunk.headDistance(index))) continue
      block += `${savedLine(chunk, index, rows)}\n`
      lines += 1
      if (block.length < blockLength) continue
      onLines(lines)
      yield block
      block = ''
    }
  }
  onLines(lines)
  yield block
}

function savedLine(chunk: LogChunk, index: number, { services, slot }: SavedRows): string {
  const time = new Date(chunk.atMs(index)).toISOString()
  const place = chunk.service(index)
  const service = place === noService ? slot : (services[place] ?? '')
  const text = chunk.wholeText(index)
  return chunk.kind(index) === rowKind.marker
    ? `${time} ${service} --- ${plainLine(text.replaceAll('\t', ' ')).trim()} ---`
    : `${time} ${service} ${plainLine(text)}`
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
