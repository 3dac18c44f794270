import { join } from 'node:path'
import type { EngineEvent } from '../contract/events'
import type { Board } from '../domain/board'
import { emptyBoard } from '../domain/board-patch'
import { type KickoffReader, kickoffReader } from '../domain/kickoff'
import { createDeployer } from './deploy/deployer'
import { readHeartbeat } from './deploy/slot-lock'
import type { Deployments } from './deployments'
import { parseAddress } from './docker/address'
import { createDockerClient } from './docker/create-docker-client'
import { createCredentialSource } from './docker/credential-source'
import type { Engine } from './engine'
import type { EngineOptions } from './engine-options'
import { createEventHub, type EventHub } from './event-hub'
import { createLogViews, type LogViews } from './logs/log-views'
import type { DockerClient } from './ports'
import { createRequestHandlers } from './request-handlers'
import { createRequestRouter } from './request-router'
import { boardHosts, type HostSources } from './settings/host-settings'
import { openSettingsStore, type SettingsStore } from './settings/settings-store'
import { type BoardKeeper, createBoardKeeper } from './watch/board-keeper'
import { keepSnapshot, loadSnapshot, type SnapshotKeeper } from './watch/board-snapshot'
import { createWatchedHosts, type WatchedHosts } from './watch/watched-hosts'

/** Puts the engine together and begins to watch. The only place that knows all its parts. */
export function createEngine(options: EngineOptions): Engine {
  const hub = createEventHub(options.log)
  const parts = createParts(options, hub)
  connectParts(parts, hub)
  return {
    request: createRequestRouter(createRequestHandlers(parts), options.log),
    subscribe: (listener) => hub.subscribe(listener, wholeState(parts)),
    settled: parts.hosts.settled,
    busy: () => parts.deployments.deployments().some((deployment) => deployment.phase !== 'ended'),
    close: async () => {
      hub.close()
      parts.logViews.closeAll()
      await parts.deployments.close()
      await parts.settings.close()
      await parts.snapshot?.close()
      await parts.hosts.close()
    },
  }
}

type Parts = {
  readonly settings: SettingsStore
  readonly settingsFile: string
  readonly hostSources: HostSources
  readonly keeper: BoardKeeper
  readonly snapshot: SnapshotKeeper | null
  readonly hosts: WatchedHosts
  readonly deployments: Deployments
  readonly logViews: LogViews
  readonly createClient: (address: string) => DockerClient
  readonly readKickoff: () => KickoffReader
  readonly setKickoffPattern: (pattern: string) => void
}

function createParts(options: EngineOptions, hub: EventHub): Parts {
  const { clock, log, environment, dockerConfigDirectory, resolveSaveTarget } = options
  const settingsFile = join(options.homeDirectory, 'settings.json')
  const snapshotFile = join(options.homeDirectory, 'board-snapshot.json')
  const settings = openSettingsStore(settingsFile, clock, log)
  const createClient = (address: string): DockerClient => createDockerClient(parseAddress(address), { clock })
  let reader = kickoffReader(settings.state().settings.kickoffPattern)
  const readKickoff = (): KickoffReader => reader

  const initial = options.keepSnapshot ? loadSnapshot(snapshotFile) : emptyBoard
  const keeper = createBoardKeeper({
    clock,
    readKickoff,
    activities: (hostId) => deployments.activities(hostId),
    initial,
    onPatches: (patches) => {
      snapshot?.changed()
      hub.tell({ event: 'board-changed', payload: { patches: [...patches] } })
    },
  })
  const snapshot = options.keepSnapshot ? keepSnapshot({ file: snapshotFile, clock, log, board: keeper.board }) : null
  const hosts = createWatchedHosts({
    clock,
    log,
    random: Math.random,
    createClient,
    readHeartbeat,
    isOwnLock: (deploymentId) => deployments.isOwn(deploymentId),
    lastSeenAtMs: (hostId) => lastSeenAtMs(initial, hostId),
    onState: keeper.setState,
  })
  const hostAccess = hosts.access
  const credentials = createCredentialSource({ dockerConfigDirectory, environment, clock })
  const deployments: Deployments = createDeployer({ hostAccess, credentials, clock, log, readKickoff })
  const logViews = createLogViews({ hostAccess, clock, log, resolveSaveTarget })
  const hostSources: HostSources = { environment, byHand: options.hosts }
  const setKickoffPattern = (pattern: string): void => void (reader = kickoffReader(pattern))
  const files = { settingsFile, settings, snapshot, keeper }
  return { ...files, hosts, hostSources, createClient, readKickoff, setKickoffPattern, deployments, logViews }
}

function lastSeenAtMs(board: Board, hostId: string): number | null {
  const connection = board.hosts.find((entry) => entry.host.id === hostId)?.host.connection
  return connection === undefined || connection.kind === 'connected' ? null : connection.lastSeenAtMs
}

/** Who follows whom: settings → hosts and rows, deployments → rows, and all of it → the subscribers. */
function connectParts(parts: Parts, hub: EventHub): void {
  const { settings, keeper, hosts, deployments, logViews } = parts
  const showHosts = (): void => {
    const shown = boardHosts(settings.state().settings, parts.hostSources)
    keeper.setHosts(shown)
    hosts.setHosts(shown)
  }
  settings.onChange((state) => {
    hub.tell({ event: 'settings-changed', payload: state })
    parts.setKickoffPattern(state.settings.kickoffPattern)
    showHosts()
    keeper.refresh(null)
  })
  deployments.onChange((change) => {
    if (change.kind === 'changed') {
      keeper.refresh(change.deployment.plan.hostId)
      hub.tell({ event: 'deployment-changed', payload: { deployment: change.deployment } })
    } else {
      keeper.refresh(change.hostId)
      hub.tell({ event: 'deployment-dismissed', payload: { deploymentId: change.deploymentId } })
    }
  })
  logViews.onChange((state) => hub.tell({ event: 'log-view-changed', payload: state }))
  showHosts()
}

function wholeState({ keeper, settings, deployments }: Parts): readonly EngineEvent[] {
  return [
    { event: 'board-changed', payload: { patches: [{ kind: 'reset', board: keeper.board() }] } },
    { event: 'settings-changed', payload: settings.state() },
    ...deployments
      .deployments()
      .map((deployment): EngineEvent => ({ event: 'deployment-changed', payload: { deployment } })),
  ]
}
