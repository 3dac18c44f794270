import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { BerthError, describeError } from './berth-error'
import { createLineMatcher, type LinePattern, longestMatched } from './line-matcher'
import { linearEngineFlags } from './linear-engine-flags'

beforeAll(() => {
  for (const flag of linearEngineFlags) setFlagsFromString(flag)
})

const regex = (text: string, matchCase = true): LinePattern => ({ text, kind: 'regex', matchCase })
const literal = (text: string, matchCase = false): LinePattern => ({ text, kind: 'literal', matchCase })

function refusal(text: string): string {
  try {
    createLineMatcher(regex(text))
  } catch (error) {
    if (error instanceof BerthError && error.code === 'pattern-refused') return error.message
    throw error
  }
  return 'not refused'
}

/** What JavaScript's own engine finds, with its own flag for case. */
function naive({ text, kind, matchCase }: LinePattern, plain: string): { matches: boolean; ranges: object[] } {
  const source = kind === 'regex' ? text : text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const found = [...plain.matchAll(new RegExp(source, matchCase ? 'g' : 'gi'))]
  const ranges = found
    .filter(([whole]) => whole !== '')
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
  return { matches: found.length > 0, ranges }
}

function expectNaive(pattern: LinePattern, plain: string): void {
  const matcher = createLineMatcher(pattern)
  const expected = naive(pattern, plain)
  expect(matcher.matches(plain), JSON.stringify(pattern)).toBe(expected.matches)
  expect(matcher.ranges(plain, 1_000), JSON.stringify(pattern)).toEqual(expected.ranges)
}

const letter = fc.constantFrom('a', 'A', 'b', 'B', 'é', 'É', '가', '1', ' ', '.', '_', '😀')
const atom = fc.constantFrom(
  'a',
  'B',
  'é',
  '가',
  '1',
  '.',
  '\\w',
  '\\W',
  '\\d',
  '\\s',
  '\\.',
  '\\x41',
  '\\u0062',
  '\\cA',
  ' ',

  '[ab]',
  '[^a]',
  '[A-C]',
  '[^a-c1]',
  '[\\w.]',
  '[é-]',
  '[-a]',
  '[가-힣]',
  '[\\]a]',
  '[\\b]',
  '[\\t-\\r]',
  '[+--]',
  '[a-\\w]',
  '[\\w-b]',
  '[\\x41-\\u0043]',
  '[]',
  '[^]',
  '}',
  ']',
  '{',
  '\\b',
  '\\B',
  '^',
  '$',
  '\\x',
  '\\u',
  '\\e',
)
// Small counts: nested ones multiply, and are refused where they come to too much.
const mark = fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,}', '{1,2}?', '{,2}')
const isRegex = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp
  } catch {
    return false
  }
}

/** Whether an expression matches nothing at all somewhere, as `a*` and `\\b` do. */
function mayBeEmpty(text: string): boolean {
  const withoutAssertions = text.replace(/\\[bB]|(?<!\[)\^|\$/g, '')
  return !isRegex(withoutAssertions) || new RegExp(`^(?:${withoutAssertions})$`).test('')
}

/** Expressions of all shapes; `solid` ones repeat nothing that may be empty. */
const patterns = (solid: boolean): fc.Arbitrary<string> =>
  fc
    .letrec<{ pattern: string; term: string }>((tie) => ({
      term: fc.oneof(
        { maxDepth: 3 },
        atom,
        fc
          .tuple(fc.constantFrom('a', '[ab]', '\\w', '(?:', '(', '(?<n>'), mark, tie('pattern'))
          .map(([head, times, inner]) => {
            if (!head.startsWith('(')) return `${head}${times}`
            return solid && mayBeEmpty(inner) ? `${head}${inner})` : `${head}${inner})${times}`
          }),
      ),
      pattern: fc
        .array(fc.array(tie('term'), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
        .map((choices) => choices.map((terms) => terms.join('')).join('|')),
    }))
    .pattern.filter((text) => text !== '' && text.length <= 40 && isRegex(text))

describe('literals', () => {
  test('are found as a naive search finds them, with case and without', () => {
    const text = fc.array(letter, { maxLength: 30 }).map((letters) => letters.join(''))
    const wanted = fc.array(fc.oneof(letter, fc.constantFrom('(', '\\', '*', '$')), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(wanted, text, text, fc.boolean(), (letters, before, after, matchCase) => {
        const word = letters.join('')
        expectNaive(literal(word, matchCase), before)
        expectNaive(literal(word, matchCase), before + word + after)
      }),
    )
  })

  test('in Hangul are found whether they were written in syllables or in their parts', () => {
    const { matches, ranges } = createLineMatcher(literal('상품 색인'))
    expect(matches('오늘 상품 색인 갱신 완료')).toBe(true)
    expect(matches('오늘 상품 색인 갱신 완료'.normalize('NFD'))).toBe(true)
    expect(matches('오늘 상점 색인 갱신 완료')).toBe(false)
    expect(ranges('상품 색인, 상품 색인', 10)).toEqual([
      { start: 0, end: 5 },
      { start: 7, end: 12 },
    ])
  })

  test('are found at the end of a megabyte, and not more often than was asked', () => {
    const { matches, ranges } = createLineMatcher(literal('POOL'))
    expect(matches(`${'x'.repeat(1_000_000)}pool`)).toBe(true)
    expect(ranges('pool '.repeat(100), 3)).toHaveLength(3)
  })

  test('without any letter match nothing', () => {
    expect(createLineMatcher(literal('')).matches('anything')).toBe(false)
    expect(createLineMatcher(regex('')).ranges('anything', 10)).toEqual([])
  })
})

describe('regular expressions', () => {
  // A pair of surrogates is one character here, and two in an expression without flags: the model can't judge it.
  const text = fc
    .array(
      letter.filter((one) => one !== '😀'),
      { maxLength: 12 },
    )
    .map((letters) => letters.join(''))

  test('match the lines that JavaScript’s own do, whatever is rewritten on the way', () => {
    fc.assert(
      fc.property(patterns(false), text, fc.boolean(), (source, plain, matchCase) => {
        const pattern = regex(source, matchCase)
        expect(createLineMatcher(pattern).matches(plain)).toBe(naive(pattern, plain).matches)
      }),
      { numRuns: 1_000 },
    )
  })

  // Where what is repeated may be empty, V8's two engines take different ones of several matches.
  test('match in the places that JavaScript’s own do', () => {
    fc.assert(
      fc.property(patterns(true), text, fc.boolean(), (source, plain, matchCase) => {
        expectNaive(regex(source, matchCase), plain)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['[0-9a-f]{40}', 'commit 4be1c07aa4be1c07aa4be1c07aa4be1c07aa4be1 built'],
    ['took \\d{3,5} ms$', 'facet query took 1502 ms'],
    ['(GET|POST) /search.* 5\\d\\d', 'GET /search?q=패딩 200, GET /search?q=패딩 503 in 12ms'],
    ['^\\[error\\]|emerg', '[error] 29#29: *1204 connect() failed'],
    ['패딩|상품', '상품 색인'],
  ])('%s finds what people mean by it', (source, plain) => {
    expect(createLineMatcher(regex(source)).matches(plain)).toBe(true)
    expectNaive(regex(source, false), plain.toUpperCase())
  })

  test('treat a character of two units as one', () => {
    expect(createLineMatcher(regex('^(?:😀+)$')).matches('😀😀')).toBe(true)
  })

  test('see a bounded part of a very long line', () => {
    const { matches } = createLineMatcher(regex('en+d'))
    expect(matches(`${'x'.repeat(longestMatched - 5)}end`)).toBe(true)
    expect(matches(`${'x'.repeat(longestMatched)}end`)).toBe(false)
  })
})

describe('expressions that would run away elsewhere', () => {
  const hostile = `${'a'.repeat(2_000)}!`
  const evil = [
    '(a+)+$',
    '(a|aa)+$',
    '(a|a?)+$',
    '(\\w+\\s*)+:$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(.*a){12}b',
    '(?:a*)*b',
  ]
  const slow = ['\\w+\\w+@', '.*.*=.*z', 'a.*a.*a.*a.*a.*z', '(a?){30}a{30}b', '(x+x+)+y', 'a\\w+\\w+\\w+@']

  test.each([...evil, ...slow])('%s comes to an end', (source) => {
    for (const matchCase of [true, false]) {
      const { matches, ranges } = createLineMatcher(regex(source, matchCase))
      const before = performance.now()
      matches(hostile)
      matches(hostile.repeat(50))
      ranges(hostile, 100)
      // It takes 0.1 s; without the linear engine most of them would take years.
      expect(performance.now() - before).toBeLessThan(10_000)
    }
  })

  test.each([
    ['(?=a)b', '(?='],
    ['a(?!b)', '(?!'],
    ['(?<=a)b', '(?<='],
    ['(?<!a)b', '(?<!'],
    ['(a)\\1', '\\1'],
    ['(?<n>a)\\k<n>', '\\k<'],
    ['\\p{Hangul}', '\\p{'],
    ['x[😀]', '[😀]'],
    ['[\\12]', '[\\12]'],
  ])('%s is refused by the name of its part', (source, part) => {
    expect(refusal(source)).toContain(`"${part}"`)
  })

  test.each(['(a{100}){100}', 'a{5000}', '(a?){0,900}', '('.repeat(60) + ')'.repeat(60), 'a'.repeat(1_001)])(
    '%s is refused as too large',
    (source) => {
      expect(refusal(source)).toContain('too large')
    },
  )

  test.each(['[', '(', 'a**', '(?<n', 'b{2,1}', '*'])('%s is refused as no regular expression', (source) => {
    expect(refusal(source)).toContain('not a regular expression')
  })

  test('the refusal is told in Korean as well, its reason too', () => {
    try {
      createLineMatcher(regex('(?=a)'))
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof BerthError)) throw error
      expect(describeError(error.data, 'ko').message).toMatch(/1번째 글자의 "\(\?=" 구문은 지원하지 않습니다/)
    }
  })

  test('no text makes anything but a matcher or a refusal', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('ab(){}[]|?*+\\^$.,:<=!-12pkxuc가😀')) }),
        fc.boolean(),
        (text, matchCase) => {
          try {
            createLineMatcher(regex(text, matchCase)).ranges('ab12가', 10)
          } catch (error) {
            expect(error instanceof BerthError && error.code).toBe('pattern-refused')
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })
})
