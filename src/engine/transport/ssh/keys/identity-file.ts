import type { ParsedKey } from 'ssh2'
import { BerthError, type ErrorDetails } from '../../../../domain/berth-error'
import type { ErrorCode } from '../../../../domain/error-catalog'
import { reasonDetails } from '../../../../domain/error-reasons'
import { fileFault, readSmallFile } from '../read-small-file'
import type { SshLibrary } from '../ssh-library'
import { readOpensshKeyHead } from './openssh-key'
import { unlockKey } from './unlock-key'

/** What a file named as an identity turned out to be. */
export type Identity = { readonly file: string } & (
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly error: BerthError }
  /** The public half alone: says which of the agent's keys is meant. */
  | { readonly kind: 'public'; readonly publicKey: ParsedKey }
  | { readonly kind: 'open'; readonly publicKey: ParsedKey; readonly key: ParsedKey }
  /** Needs a passphrase. `publicKey` is null where only the opened key tells; `unlock` answers null for a wrong one. */
  | {
      readonly kind: 'locked'
      readonly publicKey: ParsedKey | null
      readonly unlock: (passphrase: string) => ParsedKey | null
    }
)

const fileLimitBytes = 65_536
/** ssh-keygen's own is 16 to 24. The engine stands still while a passphrase is tried: 20 ms a round. */
const mostRounds = 200

/** Reads a key file, never asking for anything. */
export async function readIdentity(file: string, ssh: SshLibrary): Promise<Identity> {
  const content = await readSmallFile(file, fileLimitBytes)
  if (content.kind !== 'read') {
    const beside = await readPublicKey(`${file}.pub`, ssh)
    // The key itself may live in the agent alone, with only its public half here.
    if (content.kind === 'missing')
      return beside === null ? { file, kind: 'missing' } : { file, kind: 'public', publicKey: beside }
    return unusable(file, 'ssh-key-unreadable', fileFault(content))
  }
  const text = content.bytes.toString('latin1')
  const code = refusedForm(text)
  if (code !== null) return unusable(file, code)
  if (!text.includes('PRIVATE KEY-----')) return publicIdentity(file, text, ssh)
  return privateIdentity(file, text, ssh)
}

function refusedForm(text: string): ErrorCode | null {
  const type = readOpensshKeyHead(text)?.type ?? /^([\w@.-]+) /.exec(text)?.[1] ?? ''
  if (text.startsWith('PuTTY-User-Key-File')) return 'ssh-key-putty'
  if (type.includes('-cert-v0')) return 'ssh-key-certificate'
  if (type.startsWith('sk-')) return 'ssh-key-needs-device'
  return type === 'ssh-dss' || text.includes('BEGIN DSA PRIVATE KEY') ? 'ssh-key-dsa' : null
}

function publicIdentity(file: string, text: string, ssh: SshLibrary): Identity {
  const publicKey = parsePublicKey(text, ssh)
  return publicKey === null
    ? unusable(file, 'ssh-key-unreadable', reasonDetails('no-key-inside'))
    : { file, kind: 'public', publicKey }
}

async function privateIdentity(file: string, text: string, ssh: SshLibrary): Promise<Identity> {
  const head = readOpensshKeyHead(text)
  if (head !== null && head.rounds > mostRounds) {
    return unusable(file, 'ssh-key-unreadable', reasonDetails('too-many-rounds', { rounds: head.rounds }))
  }
  const isLocked = head?.isLocked ?? /^Proc-Type: 4,ENCRYPTED|BEGIN ENCRYPTED PRIVATE KEY/m.test(text)
  if (isLocked) {
    const publicKey = head === null ? await readPublicKey(`${file}.pub`, ssh) : parsePublicKey(head.publicKey, ssh)
    return { file, kind: 'locked', publicKey, unlock: (passphrase) => unlockKey(text, passphrase, ssh) }
  }
  const key = unlockKey(text, null, ssh)
  if (key === null) return unusable(file, 'ssh-key-unreadable', reasonDetails('key-broken'))
  return { file, kind: 'open', publicKey: key, key }
}

async function readPublicKey(file: string, ssh: SshLibrary): Promise<ParsedKey | null> {
  const content = await readSmallFile(file, fileLimitBytes)
  return content.kind === 'read' ? parsePublicKey(content.bytes.toString('latin1'), ssh) : null
}

function parsePublicKey(written: string | Buffer, ssh: SshLibrary): ParsedKey | null {
  const key = ssh.utils.parseKey(written)
  return key instanceof Error ? null : key
}

function unusable(file: string, code: ErrorCode, reason: ErrorDetails = {}): Identity {
  return { file, kind: 'unusable', error: new BerthError(code, { file, ...reason, address: '' }) }
}
