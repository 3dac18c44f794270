import type { KickoffReader } from '../../domain/kickoff'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { Clock } from '../ports'

/** What the history needs of the engine. */
export type HistoryParts = {
  readonly ledger: Pick<LedgerAccess, 'state' | 'refresh' | 'readPrivate'>
  readonly hostAccess: Pick<HostAccess, 'connection' | 'hostName'>
  readonly hostIds: () => readonly string[]
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly clock: Clock
  /** Whether that deployment goes on now, here or at a colleague's: its lock's heart beats. */
  readonly isUnderWay: (hostId: string, slot: string, deploymentId: string) => boolean
  /** See `EngineOptions.resolveSaveTarget`. */
  readonly resolveSaveTarget: (token: string) => Promise<string | null>
}
