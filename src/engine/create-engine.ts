import { join } from 'node:path'
import type { EngineEvent } from '../contract/events'
import { BerthError } from '../domain/berth-error'
import type { Board } from '../domain/board'
import { emptyBoard } from '../domain/board-patch'
import { kickoffReader } from '../domain/kickoff'
import { connectParts } from './composition/connect-parts'
import { deployingParts } from './composition/deploying-parts'
import type { Parts } from './composition/engine-parts'
import { healthPart } from './composition/health-part'
import { ledgerParts } from './composition/ledger-parts'
import { noticesPart, ownWordPart } from './composition/notices-part'
import { reachingParts } from './composition/reaching-parts'
import { releasesPart } from './composition/releases-part'
import { resumeOwnDeployments } from './composition/resume-own-deployments'
import { orAborted } from './abort-scope'
import { readHeartbeat } from './deploy/slot-lock'
import type { Deployments } from './deployments'
import { createCredentialSource } from './docker/credential-source'
import { noTypedLogins, typedFirst } from './docker/typed-first'
import type { Engine } from './engine'
import type { EngineOptions } from './engine-options'
import { createEventHub, type EventHub } from './event-hub'
import type { Health } from './health/health'
import { ifThere } from './if-there'
import { createLedgerAccess } from './ledger/create-ledger-access'
import { logBudgetOf } from './logs/log-memory'
import { createLogViews } from './logs/log-views'
import { createSlotHistory } from './logs/slot-history'
import { createMetrics } from './metrics/metrics'
import type { OpenReleaseWatch } from './releases/open-release-watch'
import { createRequestHandlers, type RequestHandlerParts } from './request-handlers'
import { createRequestRouter } from './request-router'
import { hostKickoffReaders } from './settings/host-kickoff-readers'
import { openSettingsStore } from './settings/settings-store'
import { createBoardKeeper } from './watch/board-keeper'
import { keepSnapshot, loadSnapshot } from './watch/board-snapshot'
import type { StrayWatch } from './watch/stray-watch'
import { createWatchedHosts } from './watch/watched-hosts'

/** Puts the engine together and begins to watch. The only place that knows all its parts. */
export function createEngine(options: EngineOptions): Engine {
  const hub = createEventHub(options.log)
  const parts = createParts(options, hub)
  connectParts(parts, hub)
  const closing = new AbortController()
  const { ownLocks } = parts
  if (ownLocks !== null)
    resumeOwnDeployments({ ...parts, ownLocks, hostAccess: parts.hosts.access, log: options.log }, closing.signal)
  const requestParts: RequestHandlerParts = {
    ...parts,
    clock: options.clock,
    typedLogins: options.registryLogins ?? noTypedLogins,
    dockerConfigDirectory: options.dockerConfigDirectory,
    tellTakeover: (payload) => hub.tell({ event: 'takeover-progress', payload }),
    tellComparePages: (pages) => hub.tell({ event: 'compare-pages-named', payload: { pages: [...pages] } }),
  }
  return {
    request: createRequestRouter(createRequestHandlers(requestParts), options.log),
    subscribe: (listener) => hub.subscribe(listener, wholeState(parts)),
    settled: (signal) => settled(parts, signal),
    proxiesSeen: (signal) => parts.strayWatch.settled(signal),
    noticesSent: async (signal) => {
      await orAborted(parts.notices.sender.idle(), signal)
      return parts.notices.sender.failed()
    },
    running: () => parts.deployments.deployments().filter(({ phase }) => phase !== 'ended'),
    close: async () => {
      closing.abort(new BerthError('engine-gone'))
      hub.close()
      parts.logViews.closeAll()
      parts.metrics.closeAll()
      await parts.notices.close()
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
  // One that was taken off the board meanwhile is nobody's concern any more.
  const connected = reading.filter(([id]) => ifThere(() => hosts.access.connection(id))?.kind === 'connected')
  await Promise.all(connected.map(async ([id, first]) => (await first) || readable(ledger.refresh(id, signal))))
  signal.throwIfAborted()
}

async function readable(reading: Promise<unknown>): Promise<boolean> {
  return reading.then(
    () => true,
    () => false,
  )
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
  const { homeDirectory, isOneCommand } = options
  const word = ownWordPart(options, { settings, keeper }, hub)
  const ledger = word.ledger(createLedgerAccess({ hostAccess, clock, log, homeDirectory, isOneCommand }))
  const credentials = typedFirst(options.registryLogins ?? noTypedLogins, createCredentialSource(options))
  const deploying = deployingParts(options, { hosts, keeper, ledger, readKickoff }, credentials)
  const deployments: Deployments = deploying.deployments
  const strayWatch: StrayWatch = deploying.strayWatch
  const health: Health = healthPart(options, { hosts, keeper, ledger }, hub)
  const setKickoffPattern = (pattern: string): void => void (reader = kickoffReader(pattern))
  const files = { settingsFile, settings, snapshot, keeper, metrics: createMetrics({ hostAccess, clock, log }) }
  const fromLedger = ledgerParts(options, { hosts, keeper, ledger, readKickoff })
  const slotHistory = createSlotHistory(fromLedger.history, ledger)
  const budget = logBudgetOf(settings.state().settings.logMemoryMegabytes)
  const logViews = createLogViews({ hostAccess, history: slotHistory, clock, log, resolveSaveTarget, budget })
  const releases: OpenReleaseWatch = releasesPart(options, { keeper, hosts }, credentials, hub)
  const notices = noticesPart(options, { settings, keeper, ledger, deployments, word }, hub)
  const shown = { ...fromLedger, logViews, ledger, health, releases, notices, ...deploying }
  return { ...files, ...shown, ...reaching, hosts, readKickoff, setKickoffPattern }
}

function lastSeenAtMs(board: Board, hostId: string): number | null {
  const connection = board.hosts.find((entry) => entry.host.id === hostId)?.host.connection
  return connection === undefined || connection.kind === 'connected' ? null : connection.lastSeenAtMs
}

function wholeState({ keeper, settings, hostKeys, deployments, notices }: Parts): readonly EngineEvent[] {
  return [
    { event: 'board-changed', payload: { patches: [{ kind: 'reset', board: keeper.board() }] } },
    { event: 'settings-changed', payload: settings.state() },
    { event: 'notices-delivered', payload: { deliveries: [...notices.sender.deliveries()] } },
    { event: 'host-keys-asked', payload: { questions: [...hostKeys.questions()] } },
    ...deployments
      .deployments()
      .map((deployment): EngineEvent => ({ event: 'deployment-changed', payload: { deployment } })),
  ]
}
