import { expect, test } from 'vitest'
import { resources as english } from './en/resources'
import { chooseLanguage, createI18n } from './i18n'
import { resources as korean } from './ko/resources'

type Texts = { readonly [key: string]: string | Texts }

function leaves(texts: Texts, path = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(path + key, value)
    else for (const [inner, text] of leaves(value, `${path}${key}.`)) found.set(inner, text)
  }
  return found
}

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)\s*\}\}|<\/?(\w+)>/g)].map((match) => match[1] ?? match[2] ?? '').sort()

test('a translation fills in the same values as the original', () => {
  const translated = leaves(korean)
  const differing = [...leaves(english)].filter(([key, text]) => {
    const other = translated.get(key)
    if (other === undefined) return !key.endsWith('_one')
    return String(placeholders(text)) !== String(placeholders(other))
  })
  expect(differing.map(([key]) => key)).toEqual([])
})

test('no text promises, begs or cheers', () => {
  const banned = /something went wrong|successfully|please\b/i
  expect([...leaves(english)].filter(([, text]) => banned.test(text) || text.endsWith('!'))).toEqual([])
})

test('the language follows the setting, or else the system', () => {
  expect(chooseLanguage('system', 'ko-KR')).toBe('ko')
  expect(chooseLanguage('system', 'fr')).toBe('en')
  expect(chooseLanguage('en', 'ko-KR')).toBe('en')
})

test('counted things have their number in both languages, and hostile values stay text', () => {
  const texts = createI18n('en')
  expect(texts.t('board:service.restarts', { count: 1 })).toBe('1 restart')
  expect(texts.t('board:service.restarts', { count: 4 })).toBe('4 restarts')
  expect(texts.getFixedT('ko', 'board')('service.restarts', { count: 1 })).toBe('재시작 1회')
  const owner = '{{time}} $t(board:title) <b>'
  expect(texts.t('board:lock', { owner, time: '14:37' })).toBe(`${owner} holds this slot since 14:37`)
})

test('no Korean text hangs a particle onto a value whose last sound nobody knows', () => {
  const particle = /\}\}(?:은|는|이|가|을|를|과|와|으로|로)(?=[\s.,:)]|$)/
  expect([...leaves(korean)].filter(([, text]) => particle.test(text))).toEqual([])
})
