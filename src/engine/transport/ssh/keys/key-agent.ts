import type { ParsedKey } from 'ssh2'
import type { AgentPlace } from '../config/ssh-host'
import type { SshLibrary } from '../ssh-library'
import { orAborted } from '../../../abort-scope'
import { unusableAgentKeys } from './unusable-agent-keys'

/** A program that holds keys and signs with them, without giving them away. */
export type KeyAgent = {
  /** Those that Berth can use; what only a security key or a certificate could sign is left out. */
  readonly keys: readonly ParsedKey[]
  /** The others, by names for an error. */
  readonly unusable: (signal: AbortSignal) => Promise<readonly string[]>
  readonly sign: (key: ParsedKey, data: Buffer, hash: SignatureHash, signal: AbortSignal) => Promise<Buffer>
}

/** For RSA alone; other keys have a hash of their own. */
export type SignatureHash = 'sha256' | 'sha512' | null

/** The agent with its keys; null where there is none, or it doesn't answer. */
export async function openKeyAgent(place: AgentPlace, ssh: SshLibrary, signal: AbortSignal): Promise<KeyAgent | null> {
  if (place.kind === 'none') return null
  const agent = ssh.createAgent(place.path)
  const listing = new Promise<readonly ParsedKey[]>((resolve, reject) => {
    agent.getIdentities((error, keys) => {
      if (keys === undefined) reject(error ?? new Error('the agent named no keys'))
      else resolve(keys.flatMap((key) => asKey(key, ssh)))
    })
  })
  const keys = await orAborted(listing, signal).catch(() => null)
  if (keys === null) return null
  return {
    keys: keys.filter(({ type }) => type !== 'ssh-dss'),
    unusable: (askSignal) => unusableAgentKeys(agent, askSignal),
    sign: (key, data, hash, signSignal) => {
      const signing = new Promise<Buffer>((resolve, reject) => {
        agent.sign(key, data, hash === null ? {} : { hash }, (error, signature) => {
          if (signature === undefined) reject(error ?? new Error('the agent did not sign'))
          else resolve(signature)
        })
      })
      return orAborted(signing, signSignal)
    },
  }
}

function asKey(key: unknown, ssh: SshLibrary): readonly ParsedKey[] {
  const parsed = ssh.utils.parseKey(key as ParsedKey)
  return parsed instanceof Error ? [] : [parsed]
}
