import { expect, test } from 'vitest'
import { agreeOnVersion } from './api-version'

test.each([
  ['1.41', '1.12', '1.41'],
  ['1.47', '1.24', '1.41'],
  ['1.52', '1.44', '1.44'],
  ['1.41', null, '1.41'],
])('an engine of %s that takes no less than %s is spoken to in %s', (own, minimum, agreed) => {
  expect(agreeOnVersion({ own, minimum }, 'unix:///x')).toBe(agreed)
})

test('an engine older than 20.10 is refused by its version', () => {
  expect(() => agreeOnVersion({ own: '1.9', minimum: null }, 'unix:///x')).toThrow(/speaks Docker API 1\.9/)
})
