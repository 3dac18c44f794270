import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { ParsedKey } from 'ssh2'
import type { SshLibrary } from '../ssh-library'
import { writeEd25519Key } from './openssh-key'

/** Makes a private key of a file's text; null where the passphrase is wrong, or the text no key that the library knows. */
export function unlockKey(text: string, passphrase: string | null, ssh: SshLibrary): ParsedKey | null {
  const isOpenssh = text.includes('BEGIN OPENSSH PRIVATE KEY')
  const plain = isOpenssh ? text : plainKey(text, passphrase)
  if (plain === null) return null
  const parsed: unknown =
    isOpenssh && passphrase !== null ? ssh.utils.parseKey(plain, passphrase) : ssh.utils.parseKey(plain)
  // The types don't say so, but a key file may hold several.
  const key: unknown = Array.isArray(parsed) ? parsed[0] : parsed
  return isKey(key) && key.isPrivateKey() ? key : null
}

function isKey(value: unknown): value is ParsedKey {
  return typeof value === 'object' && value !== null && !(value instanceof Error) && 'getPublicSSH' in value
}

/** PEM in the one form for each kind of key that the library reads, opened by Node, which knows all of them. */
function plainKey(text: string, passphrase: string | null): string | null {
  try {
    const options = { key: text, format: 'pem' as const }
    return rewritten(createPrivateKey(passphrase === null ? options : { ...options, passphrase }))
  } catch {
    return null
  }
}

function rewritten(key: KeyObject): string | null {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return key.export({ type: 'pkcs1', format: 'pem' }).toString()
    case 'ec':
      return key.export({ type: 'sec1', format: 'pem' }).toString()
    case 'ed25519': {
      const { d = '', x = '' } = key.export({ format: 'jwk' })
      return writeEd25519Key(Buffer.from(d, 'base64url'), Buffer.from(x, 'base64url'))
    }
    default:
      return null
  }
}
