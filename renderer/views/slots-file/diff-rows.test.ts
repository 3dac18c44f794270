import { expect, test } from 'vitest'
import { diffRows } from './diff-rows'

const same = (number: number) => ({
  file: 'compose.yaml',
  kind: 'same' as const,
  before: number,
  after: number,
  text: `${number}`,
})
const lines = [
  ...Array.from({ length: 20 }, (_, index) => same(index + 1)),
  { file: 'compose.yaml', kind: 'added' as const, before: null, after: 21, text: 'new' },
  { file: '.env', kind: 'removed' as const, before: 1, after: null, text: 'old' },
]
const remark = { code: 'x', details: {}, file: 'compose.yaml', line: 5, column: 3, path: '' }

test('what is far from every change and remark is folded; other files stand under their name', () => {
  const rows = diffRows({ lines, faults: [], warnings: [remark] }, false)
  expect(rows.map((row) => (row.kind === 'line' ? row.line.text : row.kind === 'fold' ? row.count : row.kind))).toEqual(
    ['1', '2', '3', '4', '5', 'remark', '6', '7', '8', 9, '18', '19', '20', 'new', 'file', 'old'],
  )
  expect(rows.flatMap((row) => (row.kind === 'line' && row.startsChange ? [row.line.text] : []))).toEqual(['new'])
})

test('the whole file has every line once, without what is gone', () => {
  const rows = diffRows({ lines, faults: [], warnings: [] }, true)
  expect(rows.filter(({ kind }) => kind === 'line')).toHaveLength(21)
  expect(rows.some(({ kind }) => kind === 'fold')).toBe(false)
})
