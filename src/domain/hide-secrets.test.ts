import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hideSecrets } from './hide-secrets'

const environment = [
  'DB_PASSWORD=hunter2',
  'DATABASE_URL=postgres://shop:s3cr3t!@db:5432/shop',
  'PORT=8080',
  'API_KEY=x',
]

test('values of variables that may be secrets are hidden, alone and as parts of others', () => {
  const text = 'cannot log in as shop/hunter2 at postgres://shop:s3cr3t!@db:5432/shop on 8080: s3cr3t! refused, x'
  expect(hideSecrets(text, environment)).toBe('cannot log in as shop/•••••••• at •••••••• on 8080: •••••••• refused, x')
})

test('a password in an address is hidden whoever it comes from', () => {
  expect(hideSecrets('GET https://me:topsecret@example.com/a', [])).toBe('GET https://me:••••••••@example.com/a')
})

test('a key of several lines is hidden line by line', () => {
  const key = ['PRIVATE_KEY=-----BEGIN KEY-----\nMIIEvQIBADANBg\n-----END KEY-----']
  expect(hideSecrets('12:01 key is\n12:01 MIIEvQIBADANBg\n12:01 bad', key)).toBe(
    '12:01 key is\n12:01 ••••••••\n12:01 bad',
  )
})

test('whatever is printed around it, a secret does not get through', () => {
  const around = fc.string({ maxLength: 40 })
  const secret = fc.stringMatching(/^[a-z0-9]{8,20}$/)
  fc.assert(
    fc.property(around, secret, around, (before, value, after) => {
      expect(hideSecrets(`${before} ${value} ${after}`, [`TOKEN=${value}`])).not.toContain(value)
    }),
  )
})
