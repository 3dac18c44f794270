import { setImmediate as nextTurn } from 'node:timers/promises'
import { type LogMarks, logMark, rowKind } from '../../contract/log-contract'
import { logLevels } from '../../domain/log-level'
import { isError } from './find-row'
import type { LogChunk } from './log-chunk'
import type { SearchedRows } from './search-rows'

const warnLevel = logLevels.indexOf('warn')
/** Rows looked at before others may run: about two milliseconds. */
const rowsATurn = 100_000
const deploymentMarker = /^(?:deploy-|rolled-back)/

/** What stands where among the rows shown when this is called; see `logMarksSchema`. Rejects when aborted. */
export async function markRows(
  { store, shown }: SearchedRows,
  buckets: number,
  signal: AbortSignal,
): Promise<LogMarks> {
  const { layout, first, count } = shown
  const flags = new Uint8Array(Math.min(buckets, count))
  for (let index = 0; index < count; index += 1) {
    const number = shown.numberAt(first + index)
    const chunk = number === null ? null : store.chunkOf(number)
    if (number !== null && chunk !== null) {
      const bucket = Math.floor((index * flags.length) / count)
      flags[bucket] = (flags[bucket] ?? 0) | flagOf(chunk, number - chunk.first)
    }
    if (index % rowsATurn !== rowsATurn - 1) continue
    await nextTurn()
    signal.throwIfAborted()
  }
  return { layout, first, count, flags }
}

function flagOf(chunk: LogChunk, index: number): number {
  if (chunk.kind(index) === rowKind.marker)
    return deploymentMarker.test(chunk.wholeText(index)) ? logMark.deployment : logMark.container
  const level = chunk.level(index)
  return isError(level) ? logMark.error : level === warnLevel ? logMark.warn : 0
}
