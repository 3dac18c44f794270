import { join } from 'node:path'
import type { EngineEvent } from '../contract/events'
import type { Board } from '../domain/board'
import { emptyBoard } from '../domain/board-patch'
import { type KickoffReader, kickoffReader } from '../domain/kickoff'
import type { HostSetting } from '../domain/settings'
import { createDeployer, type Deployer } from './deploy/deployer'
import { createStrayFinder } from './deploy/switch-over/find-strays'
import { createSlotsFileSettings } from './deploy/spec-body/slots-file-settings'
import { createInterruptions, type Interruptions } from './deploy/interruption/interruptions'
import { readHeartbeat } from './deploy/slot-lock'
import type { Deployments } from './deployments'
import { createFiledRepositories, type FiledRepositories } from './deploy/spec-body/filed-repositories'
import { createCredentialSource } from './docker/credential-source'
import type { Engine } from './engine'
import type { EngineOptions } from './engine-options'
import { createEventHub, type EventHub } from './event-hub'
import { createHealth, type Health } from './health/health'
import { createHistory, type History } from './history/history'
import { createLedgerAccess } from './ledger/create-ledger-access'
import type { LedgerAccess } from './ledger-access'
import { logBudgetOf } from './logs/log-memory'
import { createLogViews, type LogViews } from './logs/log-views'
import { createSlotHistory } from './logs/slot-history'
import { createMetrics, type Metrics } from './metrics/metrics'
import type { CredentialSource, DockerClient } from './ports'
import { type OpenReleaseWatch, openReleaseWatch } from './releases/open-release-watch'
import { createRequestHandlers, type RequestHandlerParts } from './request-handlers'
import { createRequestRouter } from './request-router'
import { type ReservationEnds, watchReservationEnds } from './reservations/end-reservations'
import type { SshNames } from './hosts/find-hosts'
import { createHostClient, openTestClient, resolveContext } from './hosts/host-clients'
import { createHostKeyDesk, type HostKeyDesk } from './hosts/host-key-desk'
import { boardHosts, type HostSources } from './hosts/host-settings'
import { createTestHost, type TestHost } from './hosts/test-host'
import { hostKickoffReaders } from './settings/host-kickoff-readers'
import { openSettingsStore, type SettingsStore } from './settings/settings-store'
import { createPublishLock } from './slots-file/publish-lock'
import { createSlotsFiles, type SlotsFiles } from './slots-file/slots-files'
import { type BoardKeeper, createBoardKeeper } from './watch/board-keeper'
import { keepSnapshot, loadSnapshot, type SnapshotKeeper } from './watch/board-snapshot'
import { chosenContext } from './transport/docker-contexts'
import { listSshNames } from './transport/ssh/config/list-ssh-names'
import { createStrayWatch, type StrayWatch } from './watch/stray-watch'
import { createWatchedHosts, type WatchedHosts } from './watch/watched-hosts'

/** Puts the engine together and begins to watch. The only place that knows all its parts. */
export function createEngine(options: EngineOptions): Engine {
  const hub = createEventHub(options.log)
  const parts = createParts(options, hub)
  connectParts(parts, hub)
  const requestParts: RequestHandlerParts = {
    ...parts,
    clock: options.clock,
    tellTakeover: (payload) => hub.tell({ event: 'takeover-progress', payload }),
    tellComparePages: (pages) => hub.tell({ event: 'compare-pages-named', payload: { pages: [...pages] } }),
  }
  return {
    request: createRequestRouter(createRequestHandlers(requestParts), options.log),
    subscribe: (listener) => hub.subscribe(listener, wholeState(parts)),
    settled: (signal) => settled(parts, signal),
    proxiesSeen: (signal) => parts.strayWatch.settled(signal),
    busy: () => parts.deployments.deployments().some((deployment) => deployment.phase !== 'ended'),
    close: async () => {
      hub.close()
      parts.logViews.closeAll()
      parts.metrics.closeAll()
      await parts.deployments.close()
      await parts.strayWatch.close()
      await parts.health.close()
      parts.reservationEnds.close()
      await parts.ledger.close()
      await parts.settings.close()
      await parts.snapshot?.close()
      await parts.releases.end()
      await parts.hosts.close()
    },
  }
}

/**
 * Rows say who has a slot, which only the ledger knows; it is read while the host is looked at. A ledger that can't be
 * read keeps nobody from the rest, and one of a host that does not answer is not waited for.
 */
async function settled({ hosts, ledger }: Parts, signal: AbortSignal): Promise<void> {
  const reading = hosts.hosts().map(({ id }) => [id, readable(ledger.refresh(id, signal))] as const)
  await hosts.settled(signal)
  const connected = reading.filter(([id]) => hosts.access.connection(id).kind === 'connected')
  await Promise.all(connected.map(async ([id, first]) => (await first) || readable(ledger.refresh(id, signal))))
  signal.throwIfAborted()
}

async function readable(reading: Promise<unknown>): Promise<boolean> {
  return reading.then(
    () => true,
    () => false,
  )
}

type Parts = {
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
  readonly strayWatch: StrayWatch
  readonly health: Health
  readonly reservationEnds: ReservationEnds
  readonly slotNames: (hostId: string) => readonly string[]
  readonly hostKeys: HostKeyDesk
  readonly testHost: TestHost
  readonly sshNames: SshNames
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly setKickoffPattern: (pattern: string) => void
}

function createParts(options: EngineOptions, hub: EventHub): Parts {
  const { clock, log, resolveSaveTarget } = options
  const reaching = reachingParts(options, hub)
  const settingsFile = join(options.homeDirectory, 'settings.json')
  const snapshotFile = join(options.homeDirectory, 'board-snapshot.json')
  const settings = openSettingsStore(settingsFile, clock, log)
  let reader = kickoffReader(settings.state().settings.kickoffPattern)
  const readKickoff = hostKickoffReaders({ ledger: (hostId) => ledger.state(hostId), personal: () => reader })

  const initial = options.isOneCommand ? emptyBoard : loadSnapshot(snapshotFile)
  const keeper = createBoardKeeper({
    readKickoff,
    activities: (hostId) => deployments.activities(hostId),
    ledger: (hostId) => ({ state: ledger.state(hostId), nowMs: ledger.hostNowMs(hostId) }),
    strays: (hostId) => strayWatch.strays(hostId),
    tagsNow: (hostId, repository, tag) => releases.builds.tagsNow(hostId, repository, tag),
    initial,
    onPatches: (patches) => {
      snapshot?.changed()
      hub.tell({ event: 'board-changed', payload: { patches: [...patches] } })
    },
  })
  const snapshot = options.isOneCommand ? null : keepSnapshot({ file: snapshotFile, clock, log, board: keeper.board })
  const hosts = createWatchedHosts({
    clock,
    log,
    random: Math.random,
    createClient: reaching.createClient,
    readHeartbeat,
    isOwnLock: (deploymentId) => deployments.isOwn(deploymentId),
    isDeploying: (hostId, slot) => {
      const activities = deployments.activities(hostId)
      return slot === null ? activities.size > 0 : activities.has(slot)
    },
    lastSeenAtMs: (hostId) => lastSeenAtMs(initial, hostId),
    onState: (hostId, state) => {
      keeper.setState(hostId, state)
      strayWatch.changed(hostId)
      health.changed(hostId, state)
    },
  })
  const hostAccess = hosts.access
  const { homeDirectory, isOneCommand: compactsAtEnd } = options
  const ledger = createLedgerAccess({ hostAccess, clock, log, homeDirectory, compactsAtEnd })
  const credentials = createCredentialSource(options)
  const deploying = deployingParts(options, { hosts, keeper, ledger, readKickoff }, credentials)
  const deployments: Deployments = deploying.deployments
  const strayWatch: StrayWatch = deploying.strayWatch
  const health: Health = healthPart(options, { hosts, keeper, ledger }, hub)
  const metrics = createMetrics({ hostAccess, clock, log })
  const setKickoffPattern = (pattern: string): void => void (reader = kickoffReader(pattern))
  const files = { settingsFile, settings, snapshot, keeper }
  const fromLedger = ledgerParts(options, { hosts, keeper, ledger, readKickoff })
  const slotHistory = createSlotHistory(fromLedger.history, ledger)
  const budget = logBudgetOf(settings.state().settings.logMemoryMegabytes)
  const logViews = createLogViews({ hostAccess, history: slotHistory, clock, log, resolveSaveTarget, budget })
  const releases: OpenReleaseWatch = releasesPart(options, { keeper, hosts }, credentials, hub)
  const shown = { ...fromLedger, logViews, metrics, ledger, health, releases, ...deploying }
  return { ...files, ...shown, ...reaching, hosts, readKickoff, setKickoffPattern }
}

/** What asks registries. */
function releasesPart(
  { clock, log, homeDirectory }: EngineOptions,
  { keeper, hosts }: Pick<Parts, 'keeper' | 'hosts'>,
  credentials: CredentialSource,
  hub: EventHub,
): OpenReleaseWatch {
  return openReleaseWatch({
    credentials,
    clock,
    log,
    homeDirectory,
    board: keeper.board,
    hostAccess: hosts.access,
    onBuild: () => keeper.refresh(null),
    onChange: (repositories) => hub.tell({ event: 'releases-changed', payload: { repositories: [...repositories] } }),
  })
}

/** What records how the services do. */
function healthPart(
  { clock, log, homeDirectory, isOneCommand }: EngineOptions,
  { hosts, keeper, ledger }: Pick<Parts, 'hosts' | 'keeper' | 'ledger'>,
  hub: EventHub,
): Health {
  const hostAccess = hosts.access
  return createHealth({
    hostAccess,
    ledger,
    clock,
    log,
    homeDirectory,
    isKept: !isOneCommand,
    slots: (hostId) => {
      hostAccess.hostName(hostId)
      return keeper.board().hosts.find(({ host }) => host.id === hostId)?.slots ?? []
    },
    onChange: (hostId, slot) => hub.tell({ event: 'health-changed', payload: { hostId, slot } }),
  })
}

/** What leads to the hosts, and what is asked on the way. */
function reachingParts(
  options: EngineOptions,
  hub: EventHub,
): Pick<Parts, 'hostKeys' | 'testHost' | 'sshNames' | 'hostSources'> & {
  readonly createClient: (setting: HostSetting) => DockerClient
} {
  const { clock, environment, dockerConfigDirectory, personDirectory } = options
  const hostKeys = createHostKeyDesk((questions) =>
    hub.tell({ event: 'host-keys-asked', payload: { questions: [...questions] } }),
  )
  const parts = { ...options, hostKeys, ownKnownHostsFile: join(options.homeDirectory, 'known_hosts') }
  return {
    hostKeys,
    createClient: (setting) => createHostClient(parts, setting),
    testHost: createTestHost({
      clock,
      onChange: (testId, test) => hub.tell({ event: 'host-test-changed', payload: { testId, test } }),
      resolve: (setting) => resolveContext(parts, setting),
      openClient: (setting, steps) => openTestClient(parts, setting, steps),
    }),
    sshNames: () => listSshNames(personDirectory),
    hostSources: {
      environment,
      dockerConfigDirectory,
      chosenContext: chosenContext(dockerConfigDirectory),
      byHand: options.hosts,
      acceptsPlainText: options.acceptsPlainText === true,
    },
  }
}

/** What carries deployments out, and what looks after the proxies that they lead over. */
function deployingParts(
  { clock, log }: EngineOptions,
  { hosts, keeper, ledger, readKickoff }: Pick<Parts, 'hosts' | 'keeper' | 'ledger' | 'readKickoff'>,
  credentials: CredentialSource,
): Pick<Parts, 'deployments' | 'planned' | 'interruptions' | 'strayWatch'> {
  const hostAccess = hosts.access
  const findStrays = createStrayFinder(ledger)
  const shared = { hostAccess, ledger, findStrays, clock, log }
  const deployerParts = {
    ...shared,
    credentials,
    slotsFileSettings: createSlotsFileSettings(ledger),
    readKickoff,
  }
  const deployer = createDeployer(deployerParts)
  const watchedLocks = (hostId: string) => hostAccess.observation(hostId)?.locks ?? []
  return {
    deployments: deployer,
    planned: deployer.planned,
    interruptions: createInterruptions({ ...deployerParts, deployer, watchedLocks }),
    strayWatch: createStrayWatch({ ...shared, activities: deployer.activities, onChange: keeper.refresh }),
  }
}

/** What is made of the hosts' ledgers and of nothing that deploys. */
function ledgerParts(
  { clock, log, resolveSaveTarget, resolveOpenFile }: EngineOptions,
  { hosts, keeper, ledger, readKickoff }: Pick<Parts, 'hosts' | 'keeper' | 'ledger' | 'readKickoff'>,
): Pick<Parts, 'filedRepositories' | 'history' | 'slotsFiles' | 'reservationEnds' | 'slotNames'> {
  const hostAccess = hosts.access
  const history = createHistory({
    ledger,
    hostAccess,
    hostIds: () => hosts.hosts().map(({ id }) => id),
    readKickoff,
    clock,
    isUnderWay: (hostId, slot, deploymentId) => isUnderWay(keeper.board(), hostId, slot, deploymentId),
    resolveSaveTarget,
  })
  const slotsFiles = createSlotsFiles({
    ledger,
    hostAccess,
    oneAtATime: createPublishLock({ hostAccess, clock, log }),
    resolveOpenFile,
  })
  const reservationEnds = watchReservationEnds(clock, ledger, keeper.refresh)
  const slotNames = (hostId: string): readonly string[] => {
    hostAccess.hostName(hostId)
    const entry = keeper.board().hosts.find(({ host }) => host.id === hostId)
    return entry?.slots.map(({ name }) => name) ?? []
  }
  const filedRepositories = createFiledRepositories(ledger)
  return { filedRepositories, history, slotsFiles, reservationEnds, slotNames }
}

function lastSeenAtMs(board: Board, hostId: string): number | null {
  const connection = board.hosts.find((entry) => entry.host.id === hostId)?.host.connection
  return connection === undefined || connection.kind === 'connected' ? null : connection.lastSeenAtMs
}

/** Whether somebody's deployment goes on: ours, or one whose lock's heart beats. */
function isUnderWay(board: Board, hostId: string, slotName: string, deploymentId: string): boolean {
  const slot = board.hosts.find(({ host }) => host.id === hostId)?.slots.find(({ name }) => name === slotName)
  if (slot?.activity?.deploymentId === deploymentId) return true
  return slot?.lock?.deploymentId === deploymentId && slot.lock.alive
}

/** Who follows whom: settings → hosts and rows, deployments → rows, and all of it → the subscribers. */
function connectParts(parts: Parts, hub: EventHub): void {
  const { settings, keeper, hosts, deployments, logViews, strayWatch } = parts
  const showHosts = (): void => {
    const shown = boardHosts(settings.state().settings, parts.hostSources)
    keeper.setHosts(shown)
    hosts.setHosts(shown)
  }
  settings.onChange((state) => {
    hub.tell({ event: 'settings-changed', payload: state })
    parts.setKickoffPattern(state.settings.kickoffPattern)
    logViews.setBudget(logBudgetOf(state.settings.logMemoryMegabytes))
    showHosts()
    keeper.refresh(null)
  })
  deployments.onChange((change) => {
    if (change.kind === 'changed') {
      keeper.refresh(change.deployment.plan.hostId)
      strayWatch.changed(change.deployment.plan.hostId)
      hub.tell({ event: 'deployment-changed', payload: { deployment: change.deployment } })
    } else {
      keeper.refresh(change.hostId)
      hub.tell({ event: 'deployment-dismissed', payload: { deploymentId: change.deploymentId } })
    }
  })
  followLedger(parts, hub)
  followMetrics(parts.metrics, hub)
  logViews.onChange((state) => hub.tell({ event: 'log-view-changed', payload: state }))
  showHosts()
}

function followMetrics(metrics: Metrics, hub: EventHub): void {
  metrics.onSlot((payload) => hub.tell({ event: 'metrics-changed', payload }))
  metrics.onHost((payload) => hub.tell({ event: 'host-metrics-changed', payload }))
}

/** Rows show reservations, the history shows all of it: both are told of every change. */
function followLedger({ ledger, keeper, reservationEnds, strayWatch }: Parts, hub: EventHub): void {
  const revisions = new Map<string, number>()
  ledger.onChange((hostId) => {
    const revision = (revisions.get(hostId) ?? 0) + 1
    revisions.set(hostId, revision)
    keeper.refresh(hostId)
    reservationEnds.changed(hostId)
    strayWatch.changed(hostId)
    hub.tell({ event: 'ledger-changed', payload: { hostId, revision } })
  })
}

function wholeState({ keeper, settings, hostKeys, deployments }: Parts): readonly EngineEvent[] {
  return [
    { event: 'board-changed', payload: { patches: [{ kind: 'reset', board: keeper.board() }] } },
    { event: 'settings-changed', payload: settings.state() },
    { event: 'host-keys-asked', payload: { questions: [...hostKeys.questions()] } },
    ...deployments
      .deployments()
      .map((deployment): EngineEvent => ({ event: 'deployment-changed', payload: { deployment } })),
  ]
}
