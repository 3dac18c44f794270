import { createHash } from 'node:crypto'

/** A host's public key as it travels and as known_hosts holds it (in base64). */
export type HostKey = {
  /** `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa` … */
  readonly type: string
  readonly blob: Buffer
}

/** Reads a key as it travels; null for what is none. */
export function readHostKey(blob: Buffer): HostKey | null {
  if (blob.length < 4) return null
  const length = blob.readUInt32BE(0)
  if (length === 0 || length > 64 || blob.length <= 4 + length) return null
  const type = blob.toString('latin1', 4, 4 + length)
  return /^[\w@.-]+$/.test(type) ? { type, blob } : null
}

/** As `ssh-keygen -l` prints it: `SHA256:` and 43 characters. */
export function fingerprintOf(key: HostKey): string {
  return `SHA256:${createHash('sha256').update(key.blob).digest('base64').replace(/=+$/, '')}`
}

/** As `ssh-keygen -l` names the kind of key: `ED25519`, `ECDSA`, `RSA`; others by their own name. */
export function keyTypeName(type: string): string {
  if (type === 'ssh-ed25519') return 'ED25519'
  if (type === 'ssh-rsa') return 'RSA'
  return type.startsWith('ecdsa-sha2-') ? 'ECDSA' : type
}

/** How a host can prove that a key is its own, by type of key; never with SHA-1. In the order Berth prefers. */
const algorithms = [
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
] as const

/** A name of `HostKeyAlgorithms`. */
export type HostKeyAlgorithm = (typeof algorithms)[number][1][number]

/**
 * The order in which a host is asked to prove itself: by a key of a type that is known of it first, so that a host known
 * by one of its keys doesn't look like a stranger for having others as well.
 */
export function hostKeyAlgorithms(knownTypes: ReadonlySet<string>): readonly HostKeyAlgorithm[] {
  const known = algorithms.filter(([type]) => knownTypes.has(type))
  const others = algorithms.filter(([type]) => !knownTypes.has(type))
  return [...known, ...others].flatMap(([, names]) => [...names])
}
