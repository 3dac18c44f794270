import { expect, test } from 'vitest'
import { fingerprintCommand, fingerprintGroups } from './fingerprint-groups'

test('a fingerprint stands in groups of four that make it whole again', () => {
  const fingerprint = 'SHA256:k3Vq9uTzLw0bXyRf5HnE7mPc2aJdGs8QoYi1BtK4vM6'
  const { digest, groups } = fingerprintGroups(fingerprint)
  expect(groups.slice(0, 2)).toEqual(['k3Vq', '9uTz'])
  expect(groups.at(-1)).toBe('vM6')
  expect(digest + groups.join('')).toBe(fingerprint)
})

test('the command is for the type of the key, and never made of anything else', () => {
  expect(fingerprintCommand('ECDSA')).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ecdsa_key.pub')
  expect(fingerprintCommand('x; rm -rf /')).toBe('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
})
