import { setImmediate as nextTurn } from 'node:timers/promises'
import { rowKind } from '../../contract/log-contract'
import { logLevels } from '../../domain/log-level'
import type { LogChunk } from './log-chunk'
import type { SearchedRows } from './search-rows'

const errorLevel = logLevels.indexOf('error')
/** Rows looked at before others may run: about two milliseconds. */
const rowsATurn = 100_000

/** What is looked for; see `find-log-row`. */
export type FoundKind = 'error' | 'marker'

/** The nearest row shown of a kind, `from` itself left out; null: there is none. Rejects when aborted. */
export async function findRow(
  { store, shown }: SearchedRows,
  from: number,
  step: 1 | -1,
  kind: FoundKind,
  signal: AbortSignal,
): Promise<number | null> {
  let position = step === 1 ? Math.max(from + 1, shown.first) : Math.min(from - 1, shown.first + shown.count - 1)
  for (let looked = 1; ; looked += 1, position += step) {
    const number = shown.numberAt(position)
    if (number === null) return null
    const chunk = store.chunkOf(number)
    if (chunk !== null && isMeant(chunk, number - chunk.first, kind)) return position
    if (looked % rowsATurn !== 0) continue
    await nextTurn()
    signal.throwIfAborted()
  }
}

function isMeant(chunk: LogChunk, index: number, kind: FoundKind): boolean {
  if (kind === 'marker') return chunk.kind(index) === rowKind.marker
  return isError(chunk.level(index)) && chunk.headDistance(index) === 0
}

/** Whether a level, by its index, is that of an error or worse. */
export function isError(level: number): boolean {
  return level >= errorLevel
}
