import type { Clock } from '../../ports'
import type { LoginWay } from './login/login'

/**
 * The steps of reaching a host, in order; a jump host has all but the last, and behind one no name is resolved here. `reach-port`
 * is done when an SSH server answers.
 */
export type SshStageName = 'resolve-name' | 'reach-port' | 'host-key' | 'login' | 'docker-socket'

/** The one thing worth knowing of a step that is done. Texts from the host are harmless for display. */
export type SshStageFact =
  | { readonly kind: 'address'; readonly address: string }
  /** What the server calls itself: `OpenSSH_9.2p1 Debian-2`. */
  | { readonly kind: 'server'; readonly software: string }
  | { readonly kind: 'host-key'; readonly keyType: string; readonly fingerprint: string }
  | { readonly kind: 'login'; readonly user: string; readonly method: LoginWay }
  | { readonly kind: 'docker'; readonly way: 'streamlocal' | 'dial-stdio'; readonly socketPath: string }

/** A step that began or is done. What began and is not done is where it failed: the error says why. */
export type SshStage = {
  readonly name: SshStageName
  /** The jump host it is about; null: the host itself. */
  readonly jump: string | null
} & ({ readonly kind: 'begun' } | { readonly kind: 'passed'; readonly durationMs: number; readonly fact: SshStageFact })

/** Tells of the steps of one host. */
export type StageTeller = {
  readonly begin: (name: SshStageName) => void
  /** Of a step that began. */
  readonly pass: (name: SshStageName, fact: SshStageFact) => void
}

/** Measures the steps by the clock and hands them on. */
export function createStageTeller(
  jump: string | null,
  clock: Clock,
  onStage: ((stage: SshStage) => void) | undefined,
): StageTeller {
  const begunAtMs = new Map<SshStageName, number>()
  return {
    begin: (name) => {
      begunAtMs.set(name, clock.monotonicMs())
      onStage?.({ kind: 'begun', name, jump })
    },
    pass: (name, fact) => {
      const durationMs = clock.monotonicMs() - (begunAtMs.get(name) ?? clock.monotonicMs())
      onStage?.({ kind: 'passed', name, jump, durationMs, fact })
    },
  }
}
