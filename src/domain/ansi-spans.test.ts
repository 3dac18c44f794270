import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ansiSpans, plainLine } from './ansi-spans'
import { displayLine } from './display-text'

const esc = '\u001b'
const joined = (line: string): string =>
  ansiSpans(line)
    .map((span) => span.text)
    .join('')

describe('ansiSpans', () => {
  it('makes spans of colours, bold and dim', () => {
    expect(ansiSpans(`a${esc}[1;31mb${esc}[22mc${esc}[0m${esc}[2md${esc}[me`)).toEqual([
      { text: 'a', color: null, bold: false, dim: false },
      { text: 'b', color: 'red', bold: true, dim: false },
      { text: 'c', color: 'red', bold: false, dim: false },
      { text: 'd', color: null, bold: false, dim: true },
      { text: 'e', color: null, bold: false, dim: false },
    ])
  })

  it.each([
    ['94', 'blue'],
    ['90', 'dim'],
    ['37', null],
    ['38;5;9', 'red'],
    ['38;5;208', 'yellow'],
    ['38;5;240', 'dim'],
    ['38;2;0;200;10', 'green'],
    ['38:2::200:0:210', 'magenta'],
    ['48;5;1;36', 'cyan'],
    ['31;39', null],
    ['38;5', null],
  ])('reads the colour of %s as %s', (codes, color) => {
    expect(ansiSpans(`${esc}[${codes}mx`)).toEqual([expect.objectContaining({ text: 'x', color })])
  })

  it.each([
    ['cursor and erasing', `a${esc}[2K${esc}[1G${esc}[10;20Hb`],
    ['a window title', `a${esc}]0;title\u0007b`],
    ['a link (the text of it stays)', `${esc}]8;;https://evil.example/\u001b\\ab${esc}]8;;${esc}\\`],
    ['device control', `a${esc}Pq#0;2;0;0;0${esc}\\b`],
    ['private modes', `a${esc}[?25l${esc}[>4;2mb`],
    ['character sets and short escapes', `a${esc}(B${esc}7${esc}=b`],
    ['single-character forms', 'a\u009b31mb'],
    ['NUL, bell and backspace', 'a\0\u0007\u0008b'],
    ['bidirectional and zero-width marks', 'a\u202e\u200b\u2066b'],
  ])('drops %s', (_, line) => {
    expect(joined(line)).toBe('ab')
  })

  it('shows the text behind a sequence that is never ended', () => {
    expect(joined(`a${esc}]8;;b`)).toBe('a8;;b')
    expect(joined(`a${esc}[31`)).toBe('a')
    expect(joined(`a${esc}[3\u0007b`)).toBe('ab')
    expect(joined(`a${esc}`)).toBe('a')
  })

  it('turns what a carriage return would overwrite into separate words', () => {
    expect(joined('10%\r100%')).toBe('10% 100%')
  })

  it('keeps the number of spans bounded without losing text', () => {
    const spans = ansiSpans(`${esc}[31mx${esc}[32my`.repeat(5_000))
    expect(spans.length).toBeLessThanOrEqual(400)
    expect(spans.map((span) => span.text).join('')).toBe('xy'.repeat(5_000))
  })

  it('never throws, never keeps a control, and agrees with the plain line', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(esc, `${esc}[`, `${esc}]`, '31m', ';', '\u0007', `${esc}\\`, '\u009d', '한글', '😀', '\t'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const line = pieces.join('')
        expect(joined(line)).toBe(plainLine(line))
        expect(joined(line)).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/)
      }),
    )
  })

  it('never loses text that can be seen', () => {
    const styled = fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom('1', '31', '38;5;99', '0', '')))
    fc.assert(
      fc.property(styled, (parts) => {
        const line = parts.map(([text, code]) => `${esc}[${code}m${text}`).join('')
        expect(joined(line)).toBe(parts.map(([text]) => displayLine(text)).join(''))
      }),
    )
  })
})

describe('displayLine', () => {
  it('leaves plain text of both languages alone, outer spaces and tabs too', () => {
    for (const text of ['  at com.example.App(App.java:3)', '\t한글 로그 ', 'é·—“q” → ✓ 😀'])
      expect(displayLine(text)).toBe(text)
  })

  it('changes nothing any more in what it made harmless', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(displayLine(displayLine(text))).toBe(displayLine(text))
      }),
    )
  })
})
