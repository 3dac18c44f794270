import type { HostAccess } from '../host-access'
import { ifThere } from '../if-there'
import type { Clock, DockerClient, Log } from '../ports'
import type { HostState } from '../watch/host-state'
import { createServiceAsk, type ServiceAsk } from './ask-service'
import { healthFileOf } from './health-file'
import { type HostHealth, recordHostHealth } from './host-health'

/** A host whose health is recorded, and how its services are asked. */
export type RecordedHost = { readonly health: HostHealth; readonly ask: ServiceAsk; readonly stopListening: () => void }

/** The hosts of the board, each recorded from when it first answers until it leaves the board. */
export type RecordedHosts = {
  /** Throws `host-unknown`, and the reason why an address can't be used. */
  readonly of: (hostId: string) => RecordedHost
  /** The host stands otherwise now. */
  readonly changed: (hostId: string, state: HostState) => void
  readonly close: () => Promise<void>
}

export type RecordedHostsParts = {
  readonly hostAccess: HostAccess
  readonly clock: Clock
  readonly log: Log
  readonly homeDirectory: string
  /** See `HealthKeeperParts`. */
  readonly isKept: boolean
  readonly onChange: (hostId: string, slot: string) => void
}

/** See `RecordedHosts`; one at another address is another host. Nothing begins once the signal is aborted. */
export function createRecordedHosts(parts: RecordedHostsParts, signal: AbortSignal): RecordedHosts {
  const { hostAccess, clock, log } = parts
  const hosts = new Map<string, RecordedHost>()
  const ending = new Set<Promise<void>>()
  const stop = (hostId: string, { health, stopListening }: RecordedHost): void => {
    hosts.delete(hostId)
    stopListening()
    const ended = health.close().finally(() => ending.delete(ended))
    ending.add(ended)
  }
  const start = (hostId: string, client: DockerClient): RecordedHost => {
    const health = recordHostHealth({
      client,
      clock,
      log,
      file: healthFileOf(parts.homeDirectory, client.address),
      isKept: parts.isKept,
      onChange: (slot) => parts.onChange(hostId, slot),
    })
    const stopListening = hostAccess.onContainerEvent(hostId, health.takeEvent)
    const recorded = { health, ask: createServiceAsk(client, clock), stopListening }
    hosts.set(hostId, recorded)
    return recorded
  }
  const of = (hostId: string): RecordedHost => {
    signal.throwIfAborted()
    const client = hostAccess.client(hostId)
    const known = hosts.get(hostId)
    if (known?.health.client === client) return known
    if (known !== undefined) stop(hostId, known)
    return start(hostId, client)
  }
  return {
    of,
    changed: (hostId, state) => {
      if (signal.aborted) return
      for (const [id, host] of hosts) if (ifThere(() => hostAccess.client(id)) !== host.health.client) stop(id, host)
      // A host at an address that can't be used has no client.
      if (state.observation !== null) of(hostId).health.take(state)
      else hosts.get(hostId)?.health.take(state)
    },
    close: async () => {
      for (const [hostId, host] of hosts) stop(hostId, host)
      await Promise.all(ending)
    },
  }
}
