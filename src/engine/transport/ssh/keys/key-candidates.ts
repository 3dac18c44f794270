import { existsSync } from 'node:fs'
import type { ParsedKey } from 'ssh2'
import type { BerthError } from '../../../../domain/berth-error'
import type { SshHost } from '../config/ssh-host'
import type { SecretAsker } from '../login/secret-asker'
import type { SshLibrary } from '../ssh-library'
import { type Identity, readIdentity } from './identity-file'
import type { KeyAgent, SignatureHash } from './key-agent'

/** A key that a host may be offered. Nobody is asked for anything before the host wants it. */
export type KeyCandidate = {
  readonly from: 'agent' | 'key-file'
  /** The file, or what the agent calls the key. */
  readonly label: string
  /** Rejects with a `BerthError` where only a passphrase tells, and it can't be had. */
  readonly publicKey: () => Promise<ParsedKey>
  readonly sign: (data: Buffer, hash: SignatureHash, signal: AbortSignal) => Promise<Buffer>
}

/** The keys for a host, in the order in which they are offered. */
export type KeyOffer = {
  readonly candidates: readonly KeyCandidate[]
  /** Why files that are there are not among them. */
  readonly problems: readonly BerthError[]
  /** Keys of the agent that are passed over, by name: security keys and certificates. Asked for once nothing else worked. */
  readonly unusable: (signal: AbortSignal) => Promise<readonly string[]>
  /** Certificates beside the files: ssh would show them, Berth can't. */
  readonly certificateFiles: readonly string[]
}

/** What keys are looked for with. */
export type KeySources = { readonly ssh: SshLibrary; readonly agent: KeyAgent | null; readonly asker: SecretAsker }

/**
 * The key that was chosen for the host; then as ssh does: keys of the agent that belong to a named identity, the agent's others (unless `identitiesOnly`), files whose
 * key the agent doesn't hold.
 */
export async function keyCandidates(
  host: Pick<SshHost, 'identityFiles' | 'firstIdentity' | 'identitiesOnly'>,
  sources: KeySources,
): Promise<KeyOffer> {
  const identities = await Promise.all(host.identityFiles.map((file) => readIdentity(file, sources.ssh)))
  const held = sources.agent?.keys ?? []
  const heldBy = (identity: Identity): ParsedKey | undefined => {
    const publicKey = 'publicKey' in identity ? identity.publicKey : null
    return publicKey === null ? undefined : held.find((key) => isSameKey(key, publicKey))
  }
  const named = identities.flatMap((identity) => heldBy(identity) ?? [])
  const others = host.identitiesOnly ? [] : held.filter((key) => !named.includes(key))
  const files = identities.filter((identity) => heldBy(identity) === undefined)
  const first = files.filter(({ file }) => file === host.firstIdentity)
  const fromFiles = (chosen: readonly Identity[]): readonly KeyCandidate[] =>
    chosen.flatMap((identity) => fileCandidate(identity, sources.asker) ?? [])
  return {
    candidates: [
      ...fromFiles(first),
      ...[...new Set([...named, ...others])].map((key) => agentCandidate(key, sources.agent)),
      ...fromFiles(files.filter((identity) => !first.includes(identity))),
    ],
    problems: identities.flatMap((identity) => problemOf(identity)),
    unusable: (signal) =>
      host.identitiesOnly || sources.agent === null ? Promise.resolve([]) : sources.agent.unusable(signal),
    certificateFiles: host.identityFiles.map((file) => `${file}-cert.pub`).filter((file) => existsSync(file)),
  }
}

function isSameKey(left: ParsedKey, right: ParsedKey): boolean {
  return left.getPublicSSH().equals(right.getPublicSSH())
}

function problemOf(identity: Identity): readonly BerthError[] {
  return identity.kind === 'unusable' ? [identity.error] : []
}

function agentCandidate(key: ParsedKey, agent: KeyAgent | null): KeyCandidate {
  return {
    from: 'agent',
    label: key.comment,
    publicKey: () => Promise.resolve(key),
    sign: (data, hash, signal) =>
      agent === null ? Promise.reject(new Error('no agent')) : agent.sign(key, data, hash, signal),
  }
}

function fileCandidate(identity: Identity, asker: SecretAsker): KeyCandidate | null {
  switch (identity.kind) {
    case 'missing':
    case 'unusable':
    // Without its private half, and not in the agent either.
    case 'public':
      return null
    case 'open':
      return keyFileCandidate(identity.file, identity.publicKey, () => Promise.resolve(identity.key))
    case 'locked': {
      let opened: Promise<ParsedKey> | null = null
      return keyFileCandidate(identity.file, identity.publicKey, () => {
        opened ??= asker.openWithPassphrase(identity.file, identity.unlock)
        return opened
      })
    }
  }
}

function keyFileCandidate(
  file: string,
  publicKey: ParsedKey | null,
  privateKey: () => Promise<ParsedKey>,
): KeyCandidate {
  return {
    from: 'key-file',
    label: file,
    publicKey: () => (publicKey === null ? privateKey() : Promise.resolve(publicKey)),
    sign: async (data, hash) => {
      const key = await privateKey()
      // The library answers with an error where it should throw one.
      const signature: unknown = hash === null ? key.sign(data) : key.sign(data, hash)
      if (!Buffer.isBuffer(signature)) throw new Error('the key does not sign')
      return signature
    },
  }
}
