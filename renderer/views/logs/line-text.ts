import { noService, rowKind } from '../../../src/contract/log-contract'
import { plainLine } from '../../../src/domain/ansi-spans'
import type { LogRow } from './log-row-cache'
import { formatFullTime, formatLogTime, type LogTimes } from './log-time'

/** How lines are written as text: alone, or behind time, level and service as they stand in the window. */
export type LineGutter = 'none' | 'full'

/** Lines as plain text, harmless where they are pasted. */
export function lineText(row: LogRow, services: readonly string[], gutter: LineGutter): string {
  const words = row.kind === rowKind.marker ? row.text.replaceAll('\t', ' ') : plainLine(row.text)
  if (gutter === 'none') return words
  const level = row.level === 'none' ? '' : row.level.toUpperCase()
  return [formatLogTime(row.atMs), serviceOf(row, services), level, words].filter((part) => part !== '').join(' ')
}

/** A line for others to read: where it is from and when it was written, then its text. */
export function sharedLine(
  row: LogRow,
  place: { readonly hostName: string; readonly slot: string; readonly services: readonly string[] },
  times: LogTimes,
  text: string,
): string {
  const from = [`${place.hostName} / ${place.slot}`, serviceOf(row, place.services)].filter((part) => part !== '')
  return `${[...from, formatFullTime(row.atMs, times)].join(' · ')}\n${plainLine(text)}`
}

function serviceOf(row: LogRow, services: readonly string[]): string {
  return row.service === noService ? '' : (services[row.service] ?? '')
}
