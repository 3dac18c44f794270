/** What an OpenSSH private key says of itself without its passphrase. Source: PROTOCOL.key of OpenSSH. */
export type OpensshKeyHead = {
  readonly isLocked: boolean
  /** How much work the passphrase costs. */
  readonly rounds: number
  /** `ssh-ed25519`, `sk-ssh-ed25519@openssh.com` … */
  readonly type: string
  readonly publicKey: Buffer
}

const magic = Buffer.from('openssh-key-v1\0', 'latin1')

/** Reads the head of a key in OpenSSH form; null where it is none. */
export function readOpensshKeyHead(text: string): OpensshKeyHead | null {
  const encoded = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text)?.[1]
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (!bytes.subarray(0, magic.length).equals(magic)) return null
  try {
    const cipher = readString(bytes, magic.length)
    const derivation = readString(bytes, cipher.end)
    const derivationOptions = readString(bytes, derivation.end)
    const publicKey = readString(bytes, derivationOptions.end + 4)
    const isLocked = cipher.value.toString('latin1') !== 'none'
    const rounds = isLocked ? derivationOptions.value.readUInt32BE(4 + derivationOptions.value.readUInt32BE(0)) : 0
    return {
      isLocked,
      rounds,
      type: readString(publicKey.value, 0).value.toString('latin1'),
      publicKey: publicKey.value,
    }
  } catch {
    return null
  }
}

/** A string of SSH's protocols: its length in four bytes, then its bytes. Throws a `RangeError` where it is cut off. */
export function readString(bytes: Buffer, start: number): { readonly value: Buffer; readonly end: number } {
  const end = start + 4 + bytes.readUInt32BE(start)
  if (end > bytes.length) throw new RangeError('cut off')
  return { value: bytes.subarray(start + 4, end), end }
}

/** An Ed25519 key in OpenSSH form, unlocked: the library reads no other. `seed` and `publicKey` are its 32 bytes each. */
export function writeEd25519Key(seed: Buffer, publicKey: Buffer): string {
  const type = Buffer.from('ssh-ed25519', 'latin1')
  const publicBlob = Buffer.concat([string(type), string(publicKey)])
  const check = Buffer.alloc(8)
  const secret = Buffer.concat([
    check,
    string(type),
    string(publicKey),
    string(Buffer.concat([seed, publicKey])),
    string(Buffer.alloc(0)),
  ])
  const padding = Buffer.from(Array.from({ length: (8 - (secret.length % 8)) % 8 }, (_, index) => index + 1))
  const none = string(Buffer.from('none', 'latin1'))
  const one = Buffer.from([0, 0, 0, 1])
  const whole = [
    magic,
    none,
    none,
    string(Buffer.alloc(0)),
    one,
    string(publicBlob),
    string(Buffer.concat([secret, padding])),
  ]
  const lines = Buffer.concat(whole).toString('base64').replace(/.{70}/g, '$&\n')
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
}

function string(value: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(value.length)
  return Buffer.concat([length, value])
}
