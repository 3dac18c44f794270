import { expect, test } from 'vitest'
import { isOlderVersion } from './compare-versions'

test.each<[string, string, boolean | null]>([
  ['1.3.10', '1.3.11', true],
  ['1.3.9', '1.3.10', true],
  ['v2', '1.9', false],
  ['1.4', '1.4.0', false],
  ['1.4.0-rc.2', '1.4.0', true],
  ['1.4.0', '1.4.0-rc.2', false],
  ['1.4.0-rc.2', '1.4.0-rc.10', true],
  ['main', '1.0', null],
])('%s is older than %s: %s', (a, b, expected) => {
  expect(isOlderVersion(a, b)).toBe(expected)
})

test('a text of any length is answered, as not known', () => {
  expect(isOlderVersion('9'.repeat(20_000), '1')).toBe(null)
})
