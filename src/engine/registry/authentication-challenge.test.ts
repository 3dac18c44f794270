import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chooseChallenge, readChallenges } from './authentication-challenge'

const plain = (header: string) =>
  readChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])

test('a scope keeps its comma, and parameters belong to the challenge before them', () => {
  const header =
    'Bearer realm="https://auth.example.com/token",service="registry",scope="repository:shop/web:pull,push", Basic realm="x y"'
  expect(plain(header)).toEqual([
    [
      'bearer',
      { realm: 'https://auth.example.com/token', service: 'registry', scope: 'repository:shop/web:pull,push' },
    ],
    ['basic', { realm: 'x y' }],
  ])
})

test.each([
  ['Basic', [['basic', {}]]],
  [
    'Negotiate, Basic realm=shop',
    [
      ['negotiate', {}],
      ['basic', { realm: 'shop' }],
    ],
  ],
  [
    'Negotiate YII= , BASIC Realm = "a\\"b" , charset="UTF-8"',
    [
      ['negotiate', { yii: '' }],
      ['basic', { realm: 'a"b', charset: 'UTF-8' }],
    ],
  ],
  ['Bearer realm="first", realm="second"', [['bearer', { realm: 'first' }]]],
  [',, ,Basic realm="open', [['basic', { realm: 'open' }]]],
  ['realm="of nobody"', []],
  ['', []],
])('%s', (header, challenges) => {
  expect(plain(header)).toEqual(challenges)
})

test('a token is chosen before a password, and what Berth cannot do is not chosen', () => {
  expect(chooseChallenge('Basic realm="x", Bearer realm="https://t.example.com",scope="s"')).toEqual({
    kind: 'bearer',
    realm: 'https://t.example.com',
    service: null,
    scope: 's',
  })
  expect(chooseChallenge('Bearer error="invalid", Basic realm="x"')).toEqual({ kind: 'basic' })
  expect(chooseChallenge('Negotiate')).toBeNull()
})

test('what is written by the rules is read as it was meant', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
  const value = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', ',', ';', '=', '<', '>', '"', '\\', ':', '/'),
    maxLength: 12,
  })
  const challenge = fc.tuple(name, fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, minLength: 1 }))
  fc.assert(
    fc.property(fc.array(challenge), (challenges) => {
      const quote = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`
      const written = challenges.map(
        ([scheme, parameters]) => `${scheme} ${parameters.map(([key, text]) => `${key}=${quote(text)}`).join(', ')}`,
      )
      expect(plain(written.join(','))).toEqual(
        challenges.map(([scheme, parameters]) => [scheme, Object.fromEntries(parameters)]),
      )
    }),
  )
})

test('any header at all is read without harm, and soon', () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (header) => void readChallenges(header)))
  for (const piece of ['"\\', ' ', ',', '=', '<', 'a ', '"a', '\\"'])
    readChallenges(piece.repeat(16_000 / piece.length))
})
