import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEnvironmentFile } from './parse-environment-file'

const outer = (name: string): string | null => (name === 'OUTER' ? 'from outside' : null)
const read = (text: string): Record<string, string> => Object.fromEntries(parseEnvironmentFile(text, outer).variables)

test('quotes, comments, export, lines of every system and values over several lines', () => {
  const text = [
    '\ufeff# comment',
    'A=1',
    '  export B = two words  # comment',
    'C="three # no comment\\n\\"quoted\\"" # comment',
    'D=\'four $plain "x"\'',
    'E=a#b',
    'F=',
    'G="one',
    'two"\r',
    'A=again',
    'dotted.name-x=1',
    '',
  ].join('\n')
  expect(read(text)).toEqual({
    A: 'again',
    B: 'two words',
    C: 'three # no comment\n"quoted"',
    D: 'four $plain "x"',
    E: 'a#b',
    F: '',
    G: 'one\ntwo',
    'dotted.name-x': '1',
  })
})

test('variables come from outside first, then from further up; a name alone takes the one from outside', () => {
  expect(read('OUTER=inner\nX=${OUTER}\nA=1\nY="${A}-${NO:-d}"')).toMatchObject({ X: 'from outside', Y: '1-d' })
  expect(read('OUTER')).toEqual({ OUTER: 'from outside' })
})

test.each([
  ['A', 'environment-value-missing'],
  ['A: 1', 'env-line-unreadable'],
  ['=1', 'env-line-unreadable'],
  ['1A=1', 'env-line-unreadable'],
  ['A="open', 'env-quote-open'],
  ['A="x"y', 'env-quote-open'],
  ['A="\\d"', 'env-escape-ambiguous'],
  ["A='it\\'s'", 'env-escape-ambiguous'],
  ['A=pa$word', 'env-dollar-ambiguous'],
  ['A=$$', 'env-dollar-ambiguous'],
  ["A='${B}'", 'env-dollar-ambiguous'],
  ['A=${B', 'env-variable-unreadable'],
])('%s is a fault with its line', (line, code) => {
  const { faults, variables } = parseEnvironmentFile(`# first\nGOOD=1\n${line}`, () => null)
  expect(faults).toMatchObject([{ code, line: 3, column: 1 }])
  expect([...variables]).toEqual([['GOOD', '1']])
})

test('no text makes it throw, and lines of names and plain values come out as they went in', () => {
  const hostile = fc.string({ unit: fc.constantFrom('A', '=', '"', "'", '\\', '\n', '#', ' ', '$', '{', '}', 'x') })
  fc.assert(
    fc.property(hostile, (text) => {
      for (const fault of parseEnvironmentFile(text, () => null).faults) expect(fault.line).toBeGreaterThan(0)
    }),
  )
  const plain = fc.dictionary(fc.stringMatching(/^[A-Z]{1,8}$/), fc.stringMatching(/^[a-z0-9/:.]{0,20}$/))
  fc.assert(
    fc.property(plain, (values) => {
      const text = Object.entries(values).map(([name, value]) => `${name}=${value}`)
      expect(read(text.join('\n'))).toEqual({ ...values })
    }),
  )
})

test('hostile sizes end quickly', { timeout: 15_000 }, () => {
  for (const part of ['A="\n', "A='\\\n", 'A=x #', ' ', '\n', 'A=${A}\n', 'A', 'export ']) {
    const { variables } = parseEnvironmentFile(part.repeat(262_144 / part.length), () => null)
    expect(variables.size).toBeLessThanOrEqual(1)
  }
})
