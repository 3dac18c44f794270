import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayBlock, displayText } from './display-text'

const harmful = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/

test('of any text one line of bounded length without controls or hidden marks is left', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      const shown = displayText(text)
      expect(shown.length).toBeLessThanOrEqual(300)
      expect(shown).not.toMatch(harmful)
    }),
  )
})

test('letters of every language and emoji stay', () => {
  expect(displayText('결제 회귀 테스트 🚢 naïve')).toBe('결제 회귀 테스트 🚢 naïve')
})

test('marks that turn the reading direction are dropped, markup stays text', () => {
  expect(displayText('dev1\u202e4ved<script>\u0007x')).toBe('dev14ved<script> x')
})

test('of escape sequences of a terminal nothing is left, and what they stand around stays', () => {
  const hostile = '\u001b[1;31mPassword\u001b[0m \u001b]0;title\u0007for \u009b2Jhana\u001b(B: \u001b[3'
  expect(displayText(hostile)).toBe('Password for hana:')
  expect(displayBlock(`${hostile}\n\u001b[32mok`)).toBe('Password for hana: \nok')
})

test('20,000 characters are cut with a sign that they were', () => {
  const shown = displayText('x'.repeat(20_000))
  expect(shown).toHaveLength(300)
  expect(shown.endsWith('…')).toBe(true)
})

test('a block keeps its lines', () => {
  expect(displayBlock('a\r\nb\u0000\tc')).toBe('a\nb\tc')
})
