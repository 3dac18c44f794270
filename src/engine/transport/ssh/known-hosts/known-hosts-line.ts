import { createHmac, timingSafeEqual } from 'node:crypto'
import { matchesPatterns } from '../name-pattern'
import { type HostKey, readHostKey } from './host-key'

/** What a line of known_hosts says of a key, and where it stands. */
export type KnownKey = {
  /** `authority`: the key signs the keys of hosts. `revoked`: it must not be trusted, whoever shows it. */
  readonly mark: 'host' | 'authority' | 'revoked'
  readonly names: KnownNames
  readonly key: HostKey
  readonly file: string
  readonly line: number
}

/** Which hosts a line is about. */
type KnownNames =
  | { readonly kind: 'plain'; readonly patterns: readonly string[] }
  | { readonly kind: 'hashed'; readonly salt: Buffer; readonly hash: Buffer }

const marks: Readonly<Record<string, KnownKey['mark']>> = { '@cert-authority': 'authority', '@revoked': 'revoked' }

/** The keys of a file, in order. A line that can't be read is passed over, as ssh does. */
export function readKnownHosts(text: string, file: string): readonly KnownKey[] {
  return text.split('\n').flatMap((written, index) => readLine(written.trim(), file, index + 1) ?? [])
}

/** A key of an RSA of 16384 bits has 2,800 characters; names may be many. */
const longestLine = 65_536

function readLine(written: string, file: string, line: number): KnownKey | null {
  if (written === '' || written.startsWith('#') || written.length > longestLine) return null
  const words = written.split(/[ \t]+/, 5)
  const marked = words[0]?.startsWith('@') === true
  const mark = marked ? marks[words.shift() ?? ''] : 'host'
  const [hosts = '', type, encoded = ''] = words
  const key = /^[A-Za-z0-9+/]+=*$/.test(encoded) ? readHostKey(Buffer.from(encoded, 'base64')) : null
  const names = readNames(hosts)
  if (mark === undefined || names === null || key === null || key.type !== type) return null
  return { mark, names, key, file, line }
}

function readNames(hosts: string): KnownNames | null {
  if (!hosts.startsWith('|')) return { kind: 'plain', patterns: hosts.toLowerCase().split(',') }
  const [, salt, hash] = /^\|1\|([A-Za-z0-9+/]+=*)\|([A-Za-z0-9+/]+=*)$/.exec(hosts) ?? []
  if (salt === undefined || hash === undefined) return null
  return { kind: 'hashed', salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') }
}

/** Whether a line is about the host of that name (small letters; `[host]:port` for another port than 22). */
export function isAbout({ names }: KnownKey, name: string): boolean {
  switch (names.kind) {
    case 'plain':
      return matchesPatterns(names.patterns, name)
    case 'hashed': {
      const hash = createHmac('sha1', names.salt).update(name).digest()
      return hash.length === names.hash.length && timingSafeEqual(hash, names.hash)
    }
  }
}

/** A line as Berth writes it for a key that a person accepted. */
export function writeKnownHost(name: string, key: HostKey): string {
  return `${name} ${key.type} ${key.blob.toString('base64')}`
}
