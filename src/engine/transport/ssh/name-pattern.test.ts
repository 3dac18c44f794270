import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesPattern, matchesPatterns } from './name-pattern'

const few = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 12 })

/** The same by another road: a regular expression. */
function expected(pattern: string, text: string): boolean {
  const source = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(text)
}

test('a pattern means what its stars and question marks say', () => {
  fc.assert(
    fc.property(few, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 }), (pattern, text) => {
      expect(matchesPattern(pattern, text)).toBe(expected(pattern, text))
    }),
    { numRuns: 3_000 },
  )
})

test('a pattern that would keep a regular expression busy for ever is judged at once', () => {
  const startedAtMs = performance.now()
  expect(matchesPattern(`${'*a'.repeat(2_000)}b`, 'a'.repeat(8_000))).toBe(false)
  expect(performance.now() - startedAtMs).toBeLessThan(2_000)
})

test('one pattern with an exclamation mark rules out all others', () => {
  expect(matchesPatterns(['*.example.com', '!db.*'], 'web.example.com')).toBe(true)
  expect(matchesPatterns(['*.example.com', '!db.*'], 'db.example.com')).toBe(false)
  expect(matchesPatterns(['!db.*'], 'web.example.com')).toBe(false)
})
