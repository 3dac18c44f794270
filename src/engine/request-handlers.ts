import { userInfo } from 'node:os'
import type { FiledRepositories } from './deploy/spec-body/filed-repositories'
import type { TakeoverProgress } from '../contract/interruption-requests'
import { BerthError } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import type { KickoffReader } from '../domain/kickoff'
import { comparisonHandlers, type ComparisonParts } from './compare/comparison-handlers'
import type { Deployments } from './deployments'
import { readSlotDetails } from './details/read-slot-details'
import { interruptionHandlers } from './deploy/interruption/interruption-handlers'
import type { Interruptions } from './deploy/interruption/interruptions'
import type { Health } from './health/health'
import { healthHandlers } from './health/health-handlers'
import type { History } from './history/history'
import { historyHandlers } from './history/history-handlers'
import { holdHandlers } from './holds/hold-handlers'
import type { LedgerAccess } from './ledger-access'
import { logHandlers } from './logs/log-handlers'
import type { LogViews } from './logs/log-views'
import type { Metrics } from './metrics/metrics'
import { metricsHandlers } from './metrics/metrics-handlers'
import { noticeHandlers } from './notify/notice-handlers'
import type { NoticeSender } from './notify/notice-sender'
import type { OpenReleaseWatch } from './releases/open-release-watch'
import type { Clock, TypedLogins } from './ports'
import { registryHandlers } from './releases/registry-handlers'
import { releaseHandlers } from './releases/release-handlers'
import { reservationHandlers } from './reservations/reservation-handlers'
import type { RequestHandlers, RequestInput } from './request-router'
import { rollbackHandlers } from './rollback/rollback-handlers'
import type { SshNames } from './hosts/find-hosts'
import { hostHandlers } from './hosts/host-handlers'
import type { HostKeyDesk } from './hosts/host-key-desk'
import type { HostSources } from './hosts/host-settings'
import type { TestHost } from './hosts/test-host'
import { kickoffPatternFault } from './settings/settings-file'
import type { SettingsStore } from './settings/settings-store'
import { slotsFileHandlers } from './slots-file/slots-file-handlers'
import type { SlotsFiles } from './slots-file/slots-files'
import type { BoardKeeper } from './watch/board-keeper'
import type { WatchedHosts } from './watch/watched-hosts'

/** The parts that requests are made of. */
export type RequestHandlerParts = {
  readonly settings: SettingsStore
  readonly clock: Clock
  readonly settingsFile: string
  readonly hostSources: HostSources
  readonly hosts: WatchedHosts
  readonly hostKeys: HostKeyDesk
  readonly sshNames: SshNames
  readonly testHost: TestHost
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly deployments: Deployments
  readonly planned: ComparisonParts['planned']
  readonly logViews: LogViews
  readonly metrics: Metrics
  readonly health: Health
  readonly history: History
  readonly slotsFiles: SlotsFiles
  readonly filedRepositories: FiledRepositories
  readonly releases: Pick<OpenReleaseWatch, 'repositories' | 'builds' | 'ways' | 'answers'>
  readonly typedLogins: TypedLogins
  readonly dockerConfigDirectory: string
  readonly keeper: Pick<BoardKeeper, 'board'>
  readonly ledger: LedgerAccess
  readonly interruptions: Interruptions
  readonly notices: { readonly sender: NoticeSender }
  readonly tellTakeover: (progress: TakeoverProgress) => void
  readonly tellComparePages: ComparisonParts['tellPages']
  /** The slots of a host by their names on the board. Throws `host-unknown`. */
  readonly slotNames: (hostId: string) => readonly string[]
}

/** What each request does; the words of the contract, carried out by the parts. */
export function createRequestHandlers(parts: RequestHandlerParts): RequestHandlers {
  const { ledger, slotNames, settings } = parts
  return {
    ...settingsHandlers(parts),
    ...hostHandlers(parts),
    ...slotHandlers(parts),
    ...releaseHandlers({
      ...parts,
      hostAccess: parts.hosts.access,
      hostIds: () => parts.hosts.hosts().map((host) => host.id),
      ledger: (hostId) => ledger.state(hostId),
      repositories: parts.releases.repositories,
      attend: parts.releases.builds.attend,
    }),
    ...registryHandlers({
      ...parts.releases,
      board: parts.keeper.board,
      typed: parts.typedLogins,
      dockerConfigDirectory: parts.dockerConfigDirectory,
    }),
    ...deploymentHandlers(parts),
    ...comparisonHandlers({
      ...parts,
      hostAccess: parts.hosts.access,
      repositories: parts.releases.repositories,
      personName: (asked) => personName(settings, asked),
      tellPages: parts.tellComparePages,
    }),
    ...logHandlers(parts.logViews),
    ...healthHandlers(parts.health),
    ...metricsHandlers(parts.metrics),
    ...noticeHandlers(parts),
    ...historyHandlers(parts.history),
    ...slotsFileHandlers({ slotsFiles: parts.slotsFiles, personName: (asked) => personName(settings, asked) }),
    ...reservationHandlers({ ledger, slotNames, personName: (asked) => personName(settings, asked) }),
    ...holdHandlers({ ledger, slotNames, personName: (asked) => personName(settings, asked) }),
    ...interruptionHandlers({ ...parts, personName: (asked) => personName(settings, asked) }),
    ...rollbackHandlers({ hostAccess: parts.hosts.access, ledger, readKickoff: parts.readKickoff }),
  }
}

type Handlers<Name extends keyof RequestHandlers> = Pick<RequestHandlers, Name>

function settingsHandlers({
  settings,
  settingsFile,
}: RequestHandlerParts): Handlers<'read-settings' | 'update-settings'> {
  return {
    'read-settings': () => ({
      settings: settings.state().settings,
      file: settingsFile,
      person: personName(settings, ''),
    }),
    'update-settings': async (changes) => {
      const reason = changes.kickoffPattern === undefined ? null : kickoffPatternFault(changes.kickoffPattern)
      if (reason !== null) throw new BerthError('bad-request', { field: 'kickoffPattern', reason })
      await settings.update((before) => ({ ...before, ...withoutUndefined(changes) }))
      return {}
    },
  }
}

type Changes = RequestInput<'update-settings'>

function withoutUndefined(changes: Changes): { [Key in keyof Changes]?: Exclude<Changes[Key], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

function slotHandlers({ hosts }: RequestHandlerParts): Handlers<'read-slot-details'> {
  return {
    'read-slot-details': ({ hostId, slot }, signal) => readSlotDetails(hosts.access, hostId, slot, signal),
  }
}

function deploymentHandlers({
  hosts,
  deployments,
  settings,
}: RequestHandlerParts): Handlers<'plan-operation' | 'run-operation' | 'cancel-deployment' | 'dismiss-deployment'> {
  return {
    'plan-operation': (request, signal) =>
      deployments.plan({ ...request, by: personName(settings, request.by) }, signal),
    'run-operation': async (request, signal) => {
      hosts.access.hostName(request.hostId)
      const by = personName(settings, request.by)
      return { deploymentId: await deployments.run({ ...request, by }, signal) }
    },
    'cancel-deployment': ({ deploymentId }) => {
      deployments.cancel(deploymentId)
      return {}
    },
    'dismiss-deployment': ({ deploymentId }) => {
      deployments.dismiss(deploymentId)
      return {}
    },
  }
}

/** Who does something: as asked, else the person of the settings, else the system's user. */
function personName(settings: SettingsStore, asked: string): string {
  return displayText(asked, 64) || settings.state().settings.personName || systemUserName()
}

function systemUserName(): string {
  try {
    return displayText(userInfo().username, 64)
  } catch {
    // A user ID without an entry in the system's list.
    return ''
  }
}
