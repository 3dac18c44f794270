import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenValue } from '../secret-value'
import { maskText } from './mask-text'

test('values that may be secret are hidden, whatever the form they stand in', () => {
  const text = [
    'environment:',
    '  DB_PASSWORD: hunter2,hunter3',
    '  API_URL: http://api:8080',
    '  LOGIN: https://user:hunter2@db.example.com/x',
    '  KEPT: plain # PASSWORD=hunter2',
    '# OLD_TOKEN: hunter2',
    'list: [SECRET=hunter2, LEVEL=info]',
    'flow: { PASSWORD: "hunter2, hunter3", LEVEL: info }',
    'list: ["SECRET=some hunter2, hunter3", TOKEN=some hunter2, LEVEL=info]',
    'flow: { PASSWORD: some hunter2, LEVEL: info }',
    'command: run --password=hunter2,hunter3 --level info',
    'PRIVATE_KEY: |',
    '  hunter2',
    '',
    '  hunter3',
    'after: 1',
    'TOKEN: "hunter2',
    '  hunter3" # end',
    'tokens:',
    '- hunter2',
    '  - hunter3',
    'end: 1',
    "export SALT='hunter2'",
  ].join('\n')
  const masked = maskText(text)
  expect(masked).not.toContain('hunter')
  expect(masked.split('\n')).toHaveLength(text.split('\n').length)
  for (const kept of ['http://api:8080', 'LEVEL=info', 'LEVEL: info', '--level info', 'after: 1', 'end: 1']) {
    expect(masked).toContain(kept)
  }
})

test('a value of one variable alone stays, a default in it does not', () => {
  expect(maskText('PASSWORD: ${DB_PASSWORD}')).toBe('PASSWORD: ${DB_PASSWORD}')
  expect(maskText('PASSWORD: ${DB_PASSWORD:-hunter2}')).toBe(`PASSWORD: ${hiddenValue}`)
})

test('a service whose name sounds secret stays readable', () => {
  expect(maskText('  keycloak:\n    image: key/cloak:1\n    user: root')).toContain('    user: root')
})

test('no text breaks it, and lines stay lines', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          'PASSWORD',
          '=',
          ': ',
          '\n',
          '"',
          "'",
          '{',
          '}',
          '[',
          ']',
          '- ',
          '#',
          '$',
          '|',
          'a',
          ',',
          '\\',
        ),
      }),
      (text) => {
        expect(maskText(text).split('\n')).toHaveLength(text.split('\n').length)
      },
    ),
  )
})

test('a hostile line takes no time', { timeout: 10_000 }, () => {
  for (const part of ['a', 'a=', ' ', '"', "='", '${', 'a: ', '- ', '=:@/']) {
    expect(maskText(part.repeat(60_000)).length).toBeLessThan(2_000)
  }
})
