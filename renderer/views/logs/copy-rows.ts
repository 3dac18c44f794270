import type { LogRows } from '../../../src/contract/log-contract'
import { plainLine } from '../../../src/domain/ansi-spans'
import type { Client } from '../../client'
import { blockLimit } from './log-row-cache'
import { formatLogTime } from './log-time'

const longestLine = 65_536
/** The clipboard is no file: longer selections are saved instead. */
const mostRows = 5_000
const mostCharacters = 4_500_000

/** Copies rows whole, as text; answers with how many there were. */
export async function copyRows(
  client: Client,
  viewId: string,
  services: readonly string[],
  rows: { readonly first: number; readonly last: number },
): Promise<number> {
  const end = Math.min(rows.last + 1, rows.first + mostRows)
  const lines: string[] = []
  let characters = 0
  for (let first = rows.first; first < end && characters < mostCharacters; first += blockLimit) {
    const count = Math.min(blockLimit, end - first)
    const block = await client.request('read-log-rows', { viewId, first, count, maxLength: longestLine })
    for (const line of blockLines(block, services)) {
      characters += line.length + 1
      if (characters < mostCharacters) lines.push(line)
    }
  }
  await client.ask('copy-text', { text: lines.join('\n') })
  return lines.length
}

function blockLines(block: LogRows, services: readonly string[]): string[] {
  return block.texts.map((text, index) => {
    const service = services[block.service[index] ?? 0] ?? ''
    const words = block.kind[index] === 2 ? text.replaceAll('\t', ' ') : plainLine(text)
    return `${formatLogTime(block.atMs[index] ?? 0)} ${service} ${words}`
  })
}
