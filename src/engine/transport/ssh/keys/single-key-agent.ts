import type { BaseAgent, IdentityCallback, ParsedKey, SignCallback, SigningRequestOptions } from 'ssh2'
import type { SshLibrary } from '../ssh-library'
import type { KeyCandidate } from './key-candidates'

/**
 * One key in the shape in which the library offers keys: the host is shown the public half, and only if it takes that one
 * is the key opened and used. `onFailure` is told why a key that the host would take did not sign.
 */
export function singleKeyAgent(
  candidate: KeyCandidate,
  publicKey: ParsedKey,
  ssh: SshLibrary,
  onFailure: (error: unknown) => void,
  signal: AbortSignal,
): BaseAgent {
  class SingleKeyAgent extends ssh.BaseAgent {
    override getIdentities(tell: IdentityCallback): void {
      tell(null, [publicKey])
    }

    override sign(
      _key: unknown,
      data: Buffer,
      options: SigningRequestOptions | SignCallback,
      callback: SignCallback = () => undefined,
    ): void {
      const hash = typeof options === 'object' ? options.hash : undefined
      const tell = typeof options === 'function' ? options : callback
      // A server from before 2016, or one that pretends to be: what SHA-1 signs may be forged.
      const signing =
        hash === 'sha1'
          ? Promise.reject(new Error('the server takes this key with SHA-1 only'))
          : candidate.sign(data, hash ?? null, signal)
      signing
        .then((signature) => tell(null, signature))
        .catch((error: unknown) => {
          onFailure(error)
          tell(error instanceof Error ? error : new Error(String(error)))
        })
    }
  }
  return new SingleKeyAgent()
}
