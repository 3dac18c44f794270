import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpolateText } from './interpolate-text'

const variables: Readonly<Record<string, string>> = { A: 'one', B: 'two', EMPTY: '', under_score1: 'u' }
const lookup = (name: string): string | null => (Object.hasOwn(variables, name) ? (variables[name] ?? null) : null)
const fill = (text: string): string | null => {
  const done = interpolateText(text, lookup)
  return done.kind === 'done' ? done.text : null
}

describe('each form gives what Compose gives', () => {
  test.each([
    ['plain', 'plain'],
    ['$A-${B}.$under_score1', 'one-two.u'],
    ['$A$B', 'onetwo'],
    ['$$A $$$$', '$A $$'],
    ['${A:-x}${NO:-x}${EMPTY:-x}', 'onexx'],
    ['${A-x}${NO-x}[${EMPTY-x}]', 'onex[]'],
    ['${A:+x}[${NO:+x}${EMPTY:+x}]', 'x[]'],
    ['${A+x}${EMPTY+x}[${NO+x}]', 'xx[]'],
    ['${A:?no}${EMPTY?no}', 'one'],
    ['${NO:-${ALSO_NO:-${B}}}', 'two'],
    ['${NO:-a$$b}', 'a$b'],
    ['${NO:-}', ''],
    ['${NO:-{"a":1}}', '{"a":1}'],
    ['${A:-${NO:?never asked}}', 'one'],
    ['$NO', ''],
  ])('%s', (text, expected) => expect(fill(text)).toBe(expected))
})

test.each(['$', 'a$', '$1', '${}', '${A', '${A:}', '${A!x}', '$ A', '${ A}', '${A:-', '${NO:-${B}'])(
  '%s is refused',
  (text) => expect(interpolateText(text, lookup)).toMatchObject({ kind: 'failed', problem: { kind: 'invalid' } }),
)

test('a required variable that is missing is named with its reason, filled in as well', () => {
  const problem = { kind: 'required', name: 'NO', reason: 'set one' }
  expect(interpolateText('${NO:?set $A}', lookup)).toEqual({ kind: 'failed', problem })
  expect(interpolateText('${EMPTY:?}', lookup)).toMatchObject({ problem: { name: 'EMPTY' } })
})

test('variables that became nothing are named once', () => {
  expect(interpolateText('$NO ${NO} ${ALSO:-}', lookup)).toMatchObject({ unset: ['NO'] })
})

test('a text with its dollar signs doubled comes out as it was', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(fill(text.replaceAll('$', '$$$$'))).toBe(text)
    }),
  )
})

test('no text makes it throw', () => {
  const hostile = fc.string({ unit: fc.constantFrom('$', '{', '}', ':', '-', '?', '+', 'A', 'NO', '_', '1', ' ') })
  fc.assert(
    fc.property(hostile, (text) => {
      expect(['done', 'failed']).toContain(interpolateText(text, lookup).kind)
    }),
  )
})

test('hostile sizes end quickly and without filling the memory', () => {
  const large = (): string => 'x'.repeat(100_000)
  expect(interpolateText('$A'.repeat(100_000), large)).toMatchObject({ problem: { kind: 'too-long' } })
  expect(interpolateText('${N:-'.repeat(100_000), lookup).kind).toBe('failed')
  expect(interpolateText('}'.repeat(200_000), lookup).kind).toBe('done')
})
