import type { HostConnection } from '../domain/board'
import type { HostObservation } from '../domain/container-observation'
import type { DockerEvent, DockerClient, EngineInfo, InsecureRegistries } from './ports'

/**
 * The hosts as the engine's other parts (deploy, logs, releases, details) reach them. Every function throws
 * `host-unknown` for an id that is not on the board. Listeners are called in the order of what happened, never after
 * their removal (the function that each `on…` returns), and never again once the host was taken off the board.
 */
export type HostAccess = {
  /** The host's client; it stays the same object while the host is on the board, through every reconnect. */
  readonly client: (hostId: string) => DockerClient
  /** What is known now: the last known state while the host is out of reach; null until it first answered. */
  readonly observation: (hostId: string) => HostObservation | null
  /** A fresh, full look that began after the call; the board follows it. Throws the host's error when it is out of reach. */
  readonly lookAgain: (hostId: string, signal: AbortSignal) => Promise<HostObservation>
  /** Every event of a container as Docker tells it, before the look it causes. None are told while the host is out of reach. */
  readonly onContainerEvent: (hostId: string, listener: (event: DockerEvent) => void) => () => void
  /** Called with each new observation, after the board was told; not called with the present one. */
  readonly onObservation: (hostId: string, listener: (observation: HostObservation) => void) => () => void
  /** Called when the connection changes (connected again: containers may have come and gone unseen); not for a new latency. */
  readonly onConnection: (hostId: string, listener: (connection: HostConnection) => void) => () => void
  /** How the host stands now. */
  readonly connection: (hostId: string) => HostConnection
  /** What the host lets this machine do; null until it first answered. */
  readonly rights: (hostId: string) => EngineInfo['access'] | null
  /** What the host's engine names as insecure; null until it first answered. */
  readonly insecureRegistries: (hostId: string) => InsecureRegistries | null
  /** The name people see and type. */
  readonly hostName: (hostId: string) => string
}
