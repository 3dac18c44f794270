import fc from 'fast-check'
import { expect, test } from 'vitest'
import { atTag, formatImageReference, parseImageReference } from './image-reference'

test.each([
  ['web', 'docker.io', 'web', null],
  [
    'registry.example.com/shop/web:kickoff-240510-dashboard',
    'registry.example.com',
    'registry.example.com/shop/web',
    'kickoff-240510-dashboard',
  ],
  ['localhost:5000/web', 'localhost:5000', 'localhost:5000/web', null],
  ['shop/web:1', 'docker.io', 'shop/web', '1'],
])('%s is read into its parts', (text, registry, repository, tag) => {
  expect(parseImageReference(text)).toEqual({ registry, repository, tag, digest: null })
})

test.each([
  '',
  'sha256:0123',
  ':tag',
  'web:',
  'web:-x',
  'Web/x',
  'a b',
  'web:1@sha256:zz',
  'web@@',
  `web:${'x'.repeat(129)}`,
  '../x',
  'web\n:1',
])('%j is not a reference', (text) => {
  expect(parseImageReference(text)).toBeNull()
})

test('what is read is written back as it was', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$/))
  const digest = fc.option(fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `sha256:${hex}`))
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), tag, digest, (parts, tagText, digestText) => {
      const text = formatImageReference({ repository: parts.join('/'), tag: tagText, digest: digestText })
      const read = parseImageReference(text)
      expect(read === null ? null : formatImageReference(read)).toBe(text)
    }),
  )
})

test('another tag drops the digest that pinned the old one', () => {
  const pinned = parseImageReference(`shop/web:a@sha256:${'0'.repeat(64)}`)
  expect(pinned && formatImageReference(atTag(pinned, 'b'))).toBe('shop/web:b')
})
