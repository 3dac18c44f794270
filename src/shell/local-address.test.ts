import { expect, test } from 'vitest'
import { isLocalAddress } from './local-address'

test.each(['http://localhost:3001', 'https://127.0.0.1:8443/x', 'http://[::1]:80/'])(
  '%s is this machine',
  (address) => {
    expect(isLocalAddress(address)).toBe(true)
  },
)

test.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://localhost.evil.example',
  'http://user:pw@localhost',
  'http://127.0.0.1@evil.example/',
  'smb://localhost/share',
  'not an address',
])('%s is never opened', (address) => {
  expect(isLocalAddress(address)).toBe(false)
})
