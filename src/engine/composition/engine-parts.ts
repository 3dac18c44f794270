import type { KickoffReader } from '../../domain/kickoff'
import type { Deployer } from '../deploy/deployer'
import type { Interruptions } from '../deploy/interruption/interruptions'
import type { OwnLocks } from '../deploy/own-locks'
import type { FiledRepositories } from '../deploy/spec-body/filed-repositories'
import type { Deployments } from '../deployments'
import type { Health } from '../health/health'
import type { History } from '../history/history'
import type { SshNames } from '../hosts/find-hosts'
import type { HostKeyDesk } from '../hosts/host-key-desk'
import type { HostSources } from '../hosts/host-settings'
import type { TestHost } from '../hosts/test-host'
import type { LedgerAccess } from '../ledger-access'
import type { LogViews } from '../logs/log-views'
import type { Metrics } from '../metrics/metrics'
import type { Notices } from '../notify/notices'
import type { OpenReleaseWatch } from '../releases/open-release-watch'
import type { ReservationEnds } from '../reservations/end-reservations'
import type { SettingsStore } from '../settings/settings-store'
import type { SlotsFiles } from '../slots-file/slots-files'
import type { BoardKeeper } from '../watch/board-keeper'
import type { SnapshotKeeper } from '../watch/board-snapshot'
import type { StrayWatch } from '../watch/stray-watch'
import type { WatchedHosts } from '../watch/watched-hosts'

/** All that an engine is made of. */
export type Parts = {
  readonly settings: SettingsStore
  readonly settingsFile: string
  readonly hostSources: HostSources
  readonly keeper: BoardKeeper
  readonly snapshot: SnapshotKeeper | null
  readonly hosts: WatchedHosts
  readonly deployments: Deployments
  readonly planned: Deployer['planned']
  readonly logViews: LogViews
  readonly metrics: Metrics
  readonly ledger: LedgerAccess
  readonly history: History
  readonly slotsFiles: SlotsFiles
  readonly filedRepositories: FiledRepositories
  readonly releases: OpenReleaseWatch
  readonly interruptions: Interruptions
  /** Null: a crash of this process is for people to resolve. */
  readonly ownLocks: OwnLocks | null
  readonly strayWatch: StrayWatch
  readonly health: Health
  readonly notices: Notices
  readonly reservationEnds: ReservationEnds
  readonly slotNames: (hostId: string) => readonly string[]
  readonly hostKeys: HostKeyDesk
  readonly testHost: TestHost
  readonly sshNames: SshNames
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly setKickoffPattern: (pattern: string) => void
}
