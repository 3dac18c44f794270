import { expect, test } from 'vitest'
import { readNoticeAddress } from './notice-address'

test('of an address only its origin is shown', () => {
  expect(readNoticeAddress(' https://hooks.slack.com/services/T0/B0/secret ')).toEqual({
    kind: 'good',
    address: 'https://hooks.slack.com/services/T0/B0/secret',
    shown: 'https://hooks.slack.com/••••••••',
  })
  expect(readNoticeAddress('https://ci.example.com?token=secret')).toMatchObject({ kind: 'bad' })
  expect(readNoticeAddress('https://ci.example.com:8443/')).toMatchObject({ shown: 'https://ci.example.com:8443' })
})

test.each(['http://localhost:8080/x', 'http://127.0.0.1/x', 'http://[::1]:9/x'])(
  '%s is this machine itself',
  (address) => {
    expect(readNoticeAddress(address).kind).toBe('good')
  },
)

test.each([
  ['http://hooks.example.com/x', 'not-https'],
  ['http://127.0.0.1.example.com/x', 'not-https'],
  ['http://localhost.example.com/', 'not-https'],
  ['https://user:word@example.com/x', 'has-password'],
  ['https://localhost:1@example.com/', 'has-password'],
  ['ftp://example.com/', 'not-an-address'],
  ['file:///etc/passwd', 'not-an-address'],
  ['https:\\\\example.com', 'not-an-address'],
  ['https://example.com/a b', 'not-an-address'],
  ['javascript:alert(1)', 'not-an-address'],
  ['', 'not-an-address'],
])('%s is refused: %s', (address, reason) => {
  expect(readNoticeAddress(address)).toEqual({ kind: 'bad', reason })
})
