import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, historyCsv, historyJson } from './history-export'
import { historyColumns, type HistoryRow, historyRow } from '../../contract/history-rows'

const row = (changes: Partial<HistoryRow>): HistoryRow => ({
  ...(Object.fromEntries(historyColumns.map((column) => [column, ''])) as HistoryRow),
  ...changes,
})

/** Reads CSV as spreadsheets do: quotes doubled inside quotes. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    if (quoted && character === '"' && text[at + 1] === '"') cell += text[(at += 1)]
    else if (character === '"') quoted = !quoted
    else if (!quoted && (character === ',' || character === '\n')) {
      lines.at(-1)?.push(cell)
      cell = ''
      if (character === '\n') lines.push([])
    } else if (quoted || character !== '\r') cell += character
  }
  return lines.slice(0, -1)
}

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =cmd|calc', '＝1+1', '\r\n=1'])(
  'no spreadsheet takes %j for a formula',
  (text) => {
    const cell = readCsv(`${csvCell(text)}\n`)[0]?.[0]
    expect(cell).toBe(`'${text}`)
  },
)

test('whatever people write comes back as it was, but for the apostrophe in front of a formula', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (reason, by) => {
      const [head, line] = readCsv(historyCsv([row({ reason, by })]).slice(1))
      expect(head).toEqual([...historyColumns])
      expect(line?.[historyColumns.indexOf('reason')]?.replace(/^'(?=[\s\S])/, '')).toBe(
        reason.replace(/^'(?=[\s\S])/, ''),
      )
      expect(line?.[historyColumns.indexOf('by')]?.endsWith(by)).toBe(true)
    }),
  )
})

test('the JSON is for scripts: one object an entry, times in UTC', () => {
  const reserved = { kind: 'reserved', forWhom: 'QA', why: '결제 회귀 테스트', untilMs: 1_718_355_600_000 } as const
  const entry = { id: 'r1', hostId: 'h1', slot: 'dev1', atMs: 1_718_170_800_000, by: '김하나', event: reserved }
  expect(JSON.parse(historyJson([historyRow(entry, 'seoul-1')]))).toMatchObject({
    schema: 1,
    entries: [
      { time: '2024-06-12T05:40:00.000Z', host: 'seoul-1', kind: 'reserved', until: '2024-06-14T09:00:00.000Z' },
    ],
  })
})
