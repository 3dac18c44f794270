import { expect, test } from 'vitest'
import { describeRemark, remarkCatalog, type RemarkCode } from './remark-catalog'

const codes = Object.keys(remarkCatalog) as RemarkCode[]
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort()

test.each(codes)('%s has a message and a hint in both languages, with the same placeholders', (code) => {
  const { en, ko } = remarkCatalog[code]
  for (const text of [en.message, en.hint, ko.message, ko.hint]) expect(text.length).toBeGreaterThan(5)
  expect(ko.message).toMatch(/[가-힣]/)
  expect(ko.hint).toMatch(/[가-힣]/)
  expect(placeholders(ko.message + ko.hint)).toEqual(placeholders(en.message + en.hint))
})

test('details fill the text, and a code of a newer version shows itself', () => {
  const unset = { code: 'variable-unset', details: { name: 'WEB_PORT' } }
  expect(describeRemark(unset, 'en').message).toContain('WEB_PORT')
  expect(describeRemark({ code: 'from-the-future', details: {} }, 'ko').message).toBe('from-the-future')
})
