import type { SshAddress } from '../../../domain/host-address'
import type { Clock } from '../../ports'
import type { HostQuestions } from '../host-questions'
import type { SshStage } from './ssh-stage'

/** What a route by SSH is made of. */
export type SshRouteOptions = {
  readonly address: SshAddress
  /** A private key's file, offered before all others; null: those of ssh_config and the agent alone. */
  readonly keyFile: string | null
  /** `[user@]host[:port]` to go through instead of what ssh_config says, several with commas between; null: as it says. */
  readonly jumpHost: string | null
  /** Where `.ssh` is. */
  readonly homeDirectory: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Where the keys of hosts are kept that a person accepts for good; made when it is needed. */
  readonly ownKnownHostsFile: string
  readonly questions: HostQuestions
  readonly clock: Clock
  /** Told each step of each connection, for a checklist. */
  readonly onStage?: ((stage: SshStage) => void) | undefined
  /** Left out: the person's ssh_config and the system's. The first value counts. */
  readonly configFiles?: readonly string[]
  /** Left out: Berth's own. */
  readonly limits?: SshLimits
}

/** How long a connection may be silent. */
export type SshLimits = {
  /** From the first packet to the login, without the time that people think. ssh_config's ConnectTimeout is stronger. */
  readonly connectTimeoutMs: number
  /** How often the host is asked for a sign of life; dead after three without, and at most one more. */
  readonly keepAliveMs: number
}

/** A half-open connection is noticed after 15 to 20 s. */
export const usualLimits: SshLimits = { connectTimeoutMs: 15_000, keepAliveMs: 5_000 }
