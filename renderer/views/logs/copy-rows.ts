import type { Client } from '../../client'
import { type LineGutter, lineText } from './line-text'
import { blockLimit, blockRows } from './log-row-cache'

const longestLine = 65_536
/** The clipboard is no file: longer selections are saved instead. */
const mostRows = 5_000
const mostCharacters = 4_500_000

type Selected = { readonly first: number; readonly last: number }

/** Copies rows whole, as text; answers with how many there were. */
export async function copyRows(
  client: Client,
  view: { readonly viewId: string; readonly services: readonly string[] },
  rows: Selected,
  gutter: LineGutter,
): Promise<number> {
  const { viewId, services } = view
  const end = Math.min(rows.last + 1, rows.first + mostRows)
  const lines: string[] = []
  let characters = 0
  for (let first = rows.first; first < end && characters < mostCharacters; first += blockLimit) {
    const count = Math.min(blockLimit, end - first)
    const block = await client.request('read-log-rows', { viewId, first, count, maxLength: longestLine })
    for (const row of blockRows(block)) {
      const line = lineText(row, services, gutter)
      characters += line.length + 1
      if (characters < mostCharacters) lines.push(line)
    }
  }
  await client.ask('copy-text', { text: lines.join('\n') })
  return lines.length
}
