import { type HistoryRow, historyColumns } from '../../contract/history-rows'

/** The history as a table for spreadsheets: UTF-8 with a mark, so that Korean is read as such; a head line; CRLF. */
export function historyCsv(rows: readonly HistoryRow[]): string {
  const lines = rows.map((row) => historyColumns.map((column) => csvCell(row[column])).join(','))
  return `\ufeff${[historyColumns.join(','), ...lines].join('\r\n')}\r\n`
}

/**
 * A cell that no spreadsheet takes for a formula: people and registries choose these texts. The apostrophe in front is
 * what spreadsheets themselves write for a text.
 */
export function csvCell(text: string): string {
  const harmless = formulaStart.test(text) ? `'${text}` : text
  return /[",\r\n\t;']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

// Full-width forms count too: some programs fold them into the plain ones.
const formulaStart = /^[\s\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/

/** The history for scripts. Keys are added, never renamed, without another number in `schema`. */
export function historyJson(rows: readonly HistoryRow[]): string {
  return `${JSON.stringify({ schema: 1, entries: rows }, null, 2)}\n`
}
