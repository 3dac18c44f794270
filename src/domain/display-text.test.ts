import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayBlock, displayLine, displayText } from './display-text'

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

test('a name of letters that draw nothing is no name', () => {
  expect(displayText('\u3164\u115f\uffa0\u180e\u200b ')).toBe('')
  expect(displayLine('\u3164결제')).toBe('결제')
})

test('of escape sequences of a terminal nothing is left, and what they stand around stays', () => {
  const hostile = '\u001b[1;31mPassword\u001b[0m \u001b]0;title\u0007for \u009b2Jhana\u001b(B: \u001b[3'
  expect(displayText(hostile)).toBe('Password for hana:')
  expect(displayBlock(`${hostile}\n\u001b[32mok`)).toBe('Password for hana: \nok')
})

test('of marks that tower upon one letter four stay, in lines and blocks alike', () => {
  const tower = `Z${'\u0301\u0336\u035c'.repeat(300)}algo Ti\u1ebf\u0302\u0301ng`
  const shown = 'Z\u0301\u0336\u035c\u0301algo Ti\u1ebf\u0302\u0301ng'
  expect(displayText(tower, 2_000)).toBe(shown)
  expect(displayBlock(tower)).toBe(shown)
  expect(displayLine(tower)).toBe(shown)
})

test('20,000 characters are cut with a sign that they were', () => {
  const shown = displayText('x'.repeat(20_000))
  expect(shown).toHaveLength(300)
  expect(shown.endsWith('…')).toBe(true)
})

test('a block keeps its lines', () => {
  expect(displayBlock('a\r\nb\u0000\tc')).toBe('a\nb\tc')
})
