import { BerthError, toErrorData } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import type { HostObservation } from '../../domain/container-observation'
import type { HostSetting } from '../../domain/settings'
import { orAborted } from '../abort-scope'
import type { HostAccess } from '../host-access'
import type { DockerClient, DockerEvent } from '../ports'
import type { HostListener, HostState } from './host-state'
import { type HostWatcher, type HostWatcherParts, watchHost } from './host-watcher'

/** The hosts of the board, each with its watcher. */
export type WatchedHosts = {
  readonly access: HostAccess
  /** All hosts now, in their order. */
  readonly hosts: () => readonly HostSetting[]
  /** Begins to watch what is new, stops what is gone; a host that is reached as before is not disturbed. */
  readonly setHosts: (hosts: readonly HostSetting[]) => void
  readonly retry: (hostId: string) => void
  /** Resolves when each present host has answered or failed once. */
  readonly settled: (signal: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

export type WatchedHostsParts = Omit<
  HostWatcherParts,
  'client' | 'isDeploying' | 'lastSeenAtMs' | 'listener' | 'readHeartbeat'
> & {
  /** See `SessionParts`. */
  readonly isDeploying: (hostId: string, slot: string | null) => boolean
  /** Throws `address-unsupported` for an address that this version can't use. */
  readonly createClient: (setting: HostSetting) => DockerClient
  readonly readHeartbeat: (client: DockerClient, lockId: string, signal: AbortSignal) => Promise<string | null>
  /** When an earlier run last saw the host. */
  readonly lastSeenAtMs: (hostId: string) => number | null
  readonly onState: (hostId: string, state: HostState) => void
}

type Listeners = {
  readonly events: Set<(event: DockerEvent) => void>
  readonly observations: Set<(observation: HostObservation) => void>
  readonly connections: Set<(connection: HostConnection) => void>
}

type Watched = {
  setting: HostSetting
  readonly listeners: Listeners
  readonly watcher: HostWatcher
}

/** See `WatchedHosts`. */
export function createWatchedHosts(parts: WatchedHostsParts): WatchedHosts {
  const watched = new Map<string, Watched>()
  const closing = new Set<Promise<void>>()

  const hostOf = (hostId: string): Watched => {
    const host = watched.get(hostId)
    if (host !== undefined) return host
    const known = [...watched.values()].map(({ setting }) => setting.name).join(', ')
    throw new BerthError('host-unknown', { host: hostId, known })
  }
  const stop = (hostId: string, host: Watched): void => {
    watched.delete(hostId)
    for (const listeners of Object.values(host.listeners)) listeners.clear()
    const closed = host.watcher.close().finally(() => closing.delete(closed))
    closing.add(closed)
  }
  const start = (setting: HostSetting): void => {
    const listeners: Listeners = { events: new Set(), observations: new Set(), connections: new Set() }
    const watcher = openWatcher(parts, setting, tellAll(parts, setting.id, listeners))
    watched.set(setting.id, { setting, listeners, watcher })
    if (watcher.state().connection.kind === 'unreachable') parts.onState(setting.id, watcher.state())
  }

  return {
    access: accessTo(hostOf),
    hosts: () => [...watched.values()].map((host) => host.setting),
    setHosts: (hosts) => {
      for (const [hostId, host] of watched) {
        const next = hosts.find((candidate) => candidate.id === hostId)
        if (next === undefined || wayOf(next) !== wayOf(host.setting)) stop(hostId, host)
      }
      const before = new Map(watched)
      watched.clear()
      for (const setting of hosts) {
        const host = before.get(setting.id)
        if (host === undefined) start(setting)
        else watched.set(setting.id, Object.assign(host, { setting }))
      }
    },
    retry: (hostId) => hostOf(hostId).watcher.retry(),
    settled: async (signal) => {
      await orAborted(Promise.all([...watched.values()].map((host) => host.watcher.settled)), signal)
    },
    close: async () => {
      for (const [hostId, host] of watched) stop(hostId, host)
      await Promise.all(closing)
    },
  }
}

/** All of a host but what people call it. */
function wayOf(setting: HostSetting): string {
  const way = Object.entries(setting).filter(([key]) => key !== 'name')
  return JSON.stringify(way.sort(([one], [other]) => (one < other ? -1 : 1)))
}

function openWatcher(parts: WatchedHostsParts, setting: HostSetting, listener: HostListener): HostWatcher {
  const lastSeenAtMs = parts.lastSeenAtMs(setting.id)
  let client: DockerClient
  try {
    client = parts.createClient(setting)
  } catch (error) {
    return brokenWatcher(error, parts.clock.nowMs(), lastSeenAtMs)
  }
  const readHeartbeat = (lockId: string, signal: AbortSignal): Promise<string | null> =>
    parts.readHeartbeat(client, lockId, signal)
  const { clock, log, random, isOwnLock } = parts
  const isDeploying = (slot: string | null): boolean => parts.isDeploying(setting.id, slot)
  return watchHost({ client, clock, log, random, isOwnLock, isDeploying, readHeartbeat, lastSeenAtMs, listener })
}

/** In place of a watcher for an address that can't be used: the host stands on the board and says why. */
function brokenWatcher(cause: unknown, sinceMs: number, lastSeenAtMs: number | null): HostWatcher {
  const error = toErrorData(cause)
  const refuse = (): never => {
    throw new BerthError(error.code, error.details)
  }
  const connection = { kind: 'unreachable', sinceMs, lastSeenAtMs, nextTryAtMs: null, error } as const
  return {
    client: refuse,
    state: () => ({ connection, info: null, observation: null }),
    lookAgain: async () => refuse(),
    retry: () => undefined,
    settled: Promise.resolve(),
    close: async () => undefined,
  }
}

function tellAll(parts: WatchedHostsParts, hostId: string, listeners: Listeners): HostListener {
  let last: HostState | null = null
  return {
    changed: (state) => {
      const before = last
      last = state
      parts.onState(hostId, state)
      const wasLive = before?.connection.kind === 'connected'
      const isLive = state.connection.kind === 'connected'
      if (before?.connection.kind !== state.connection.kind || (!wasLive && !isLive)) {
        tellEach(parts, listeners.connections, state.connection)
      }
      if (state.observation !== null && state.observation !== before?.observation) {
        tellEach(parts, listeners.observations, state.observation)
      }
    },
    containerEvent: (event) => tellEach(parts, listeners.events, event),
  }
}

/** A fault of one listener must neither silence the others nor break the watching. */
function tellEach<Value>(
  { log }: WatchedHostsParts,
  listeners: ReadonlySet<(value: Value) => void>,
  value: Value,
): void {
  for (const tell of listeners) {
    try {
      tell(value)
    } catch (error) {
      log('error', 'a listener failed', { error: toErrorData(error) })
    }
  }
}

function accessTo(hostOf: (hostId: string) => Watched): HostAccess {
  const add = <Listener>(set: Set<Listener>, listener: Listener): (() => void) => {
    set.add(listener)
    return () => void set.delete(listener)
  }
  return {
    client: (hostId) => hostOf(hostId).watcher.client(),
    observation: (hostId) => hostOf(hostId).watcher.state().observation,
    lookAgain: (hostId, signal) => hostOf(hostId).watcher.lookAgain(signal),
    onContainerEvent: (hostId, listener) => add(hostOf(hostId).listeners.events, listener),
    onObservation: (hostId, listener) => add(hostOf(hostId).listeners.observations, listener),
    onConnection: (hostId, listener) => add(hostOf(hostId).listeners.connections, listener),
    connection: (hostId) => hostOf(hostId).watcher.state().connection,
    rights: (hostId) => hostOf(hostId).watcher.state().info?.access ?? null,
    insecureRegistries: (hostId) => hostOf(hostId).watcher.state().info?.insecureRegistries ?? null,
    hostName: (hostId) => hostOf(hostId).setting.name,
  }
}
