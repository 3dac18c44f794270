import { describe, expect, it } from 'vitest'
import { jsonTree } from '../../../src/domain/log-json'
import { jsonLines, type JsonTreeLine } from './json-lines'

const textOf = ({ depth, parts }: JsonTreeLine): string =>
  `${'  '.repeat(depth)}${parts.map(({ text }) => text).join('')}`

function linesOf(value: unknown, most = 100): readonly string[] {
  const tree = jsonTree(JSON.stringify(value))
  if (tree === null) throw new Error('no JSON line')
  return jsonLines(tree, most).lines.map(textOf)
}

describe('an unfolded JSON line', () => {
  it('has a member a line and short objects beside their key', () => {
    expect(
      linesOf({
        level: 'error',
        elapsedMs: 1502,
        query: { category: 'outer', facets: ['brand', 'size'] },
        none: null,
        empty: {},
      }),
    ).toEqual([
      'level: "error"',
      'elapsedMs: 1502',
      'query: { "category": "outer", "facets": ["brand", "size"] }',
      'none: null',
      'empty: {}',
    ])
  })

  it('opens what is long, and strings of several lines', () => {
    const long = { first: 'x'.repeat(60), second: 'y'.repeat(60) }
    expect(linesOf({ long, stack: 'Error: no\n  at a\n  at b' })).toEqual([
      'long: ',
      `  first: "${'x'.repeat(60)}"`,
      `  second: "${'y'.repeat(60)}"`,
      'stack: ',
      '  Error: no',
      '    at a',
      '    at b',
    ])
  })

  it('ends after so many lines and says so', () => {
    const tree = jsonTree(JSON.stringify({ list: Array.from({ length: 200 }, (_, index) => `value ${index}`) }))
    const { lines, isCut } = jsonLines(tree ?? { kind: 'null', text: '' }, 10)
    expect([lines.length, isCut]).toEqual([10, true])
  })
})
