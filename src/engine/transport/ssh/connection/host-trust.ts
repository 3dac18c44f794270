import { BerthError } from '../../../../domain/berth-error'
import type { HostQuestions } from '../../host-questions'
import type { SshHost } from '../config/ssh-host'
import { fingerprintOf, type HostKey, keyTypeName } from '../known-hosts/host-key'
import { judgeHostKey, knownTypes } from '../known-hosts/judge-host-key'
import { keepHostKey, loadKnownHosts } from '../known-hosts/known-hosts-files'
import type { KnownKey } from '../known-hosts/known-hosts-line'

/** What is believed of a host's key at one look into the files. */
export type HostTrust = {
  readonly knownTypes: ReadonlySet<string>
  /** Throws why a key is not trusted; `UnknownHostKey` where a person may say. */
  readonly check: (key: HostKey) => void
}

/** A key that a person has to be asked about. */
export class UnknownHostKey extends Error {
  constructor(readonly key: HostKey) {
    super('unknown host key')
    this.name = 'UnknownHostKey'
  }
}

/** Whom this route trusts, from the files and from what a person said; one for the life of a route. */
export type TrustKeeper = {
  readonly look: (host: SshHost) => Promise<HostTrust>
  /** Asks about an unknown key, and remembers the answer. Throws `ssh-host-key-refused` for a no. */
  readonly ask: (host: SshHost, key: HostKey, signal: AbortSignal) => Promise<void>
}

/** `ownFile` is where Berth keeps the keys that are accepted for good. */
export function createTrustKeeper(ownFile: string, questions: HostQuestions): TrustKeeper {
  const accepted: KnownKey[] = []
  return {
    look: async (host) => {
      const known = [...(await loadKnownHosts([...host.knownHostsFiles, ownFile], host.name)), ...accepted]
      return {
        knownTypes: knownTypes(known, host),
        check: (key) => checkKey(known, host, key),
      }
    },
    ask: async (host, key, signal) => {
      const details = keyDetails(host, key)
      const answer = await questions.hostKey(details, signal)
      if (answer === 'refuse') throw new BerthError('ssh-host-key-refused', details)
      if (answer === 'always') await keepHostKey(ownFile, host.knownName, key)
      const names = { kind: 'plain', patterns: [host.knownName] } as const
      accepted.push({ mark: 'host', names, key, file: 'this session', line: 0 })
    },
  }
}

function checkKey(known: readonly KnownKey[], host: SshHost, key: HostKey): void {
  const verdict = judgeHostKey(known, host, key)
  const details = keyDetails(host, key)
  switch (verdict.kind) {
    case 'known':
      return
    case 'unknown':
      if (host.unknownKeys === 'ask') throw new UnknownHostKey(key)
      throw new BerthError('ssh-host-key-unknown', details)
    case 'changed':
      throw new BerthError('ssh-host-key-changed', { ...details, ...placeOf(verdict.by) })
    case 'revoked':
      throw new BerthError('ssh-host-key-revoked', { ...details, ...placeOf(verdict.by) })
    case 'needs-certificate-authority':
      throw new BerthError('ssh-host-authority-unsupported', { ...details, ...placeOf(verdict.by) })
  }
}

function keyDetails(host: SshHost, key: HostKey) {
  return { host: host.knownName, keyType: keyTypeName(key.type), fingerprint: fingerprintOf(key) }
}

function placeOf({ file, line }: KnownKey) {
  return { file, line }
}
