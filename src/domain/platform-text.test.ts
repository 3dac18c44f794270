import { expect, test } from 'vitest'
import { platformText } from './platform-text'

test.each<[string, string | null, string | null]>([
  ['platform/v{version}', '1.3.10', 'platform/v1.3.10'],
  ['platform/v{version}', 'v1.3.10', 'platform/v1.3.10'],
  ['platform-{version}', 'v1.3.10', 'platform-v1.3.10'],
  ['{version} (platform)', 'v2', 'v2 (platform)'],
  ['', '1.3.10', null],
  ['no place for it', '1.3.10', null],
  ['platform/v{version}', null, null],
  ['a\u202e{version}', '1', 'a1'],
])('%s with the version %s reads %s', (template, version, expected) => {
  expect(platformText(template, version)).toBe(expected)
})
