import type { HostConnection } from '../domain/board'
import { BerthError } from '../domain/berth-error'
import type { ContainerObservation, HostObservation } from '../domain/container-observation'
import type { HostAccess } from '../engine/host-access'
import type { DockerClient, DockerEvent } from '../engine/ports'

/** One host, `host-1`, in front of any client; a test says when it is looked at. */
export type FakeHostAccess = HostAccess & {
  /** Looks at the client and tells the listeners, as the watcher does after an event. */
  readonly look: () => Promise<void>
  readonly setConnection: (connection: HostConnection) => void
  /** Takes the host off the board: nothing is known of it any more. */
  readonly remove: () => void
  readonly tellEvent: (event: DockerEvent) => void
  /** Listeners of any kind that are left. */
  readonly listeners: () => number
}

const hostId = 'host-1'
const never = new AbortController().signal

/** Knows nothing of the host until its first `look`. */
export function createFakeHostAccess(client: DockerClient): FakeHostAccess {
  const observers = new Set<(observation: HostObservation) => void>()
  const eventListeners = new Set<(event: DockerEvent) => void>()
  const connectionListeners = new Set<(connection: HostConnection) => void>()
  let isRemoved = false
  let observation: HostObservation | null = null
  let connection: HostConnection = { kind: 'connected', sinceMs: 0, latencyMs: 1 }
  const known = (id: string): void => {
    if (id !== hostId || isRemoved) throw new BerthError('host-unknown', { host: id, known: hostId })
  }
  const listen = <Listener>(id: string, listeners: Set<Listener>, listener: Listener): (() => void) => {
    known(id)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const look = async (): Promise<HostObservation> => {
    const listed = await client.listContainers(null, never)
    const containers = await Promise.all(listed.map(({ id }) => client.observeContainer(id, never)))
    observation = { containers: containers.filter(isThere), images: new Map(), locks: [] }
    for (const observer of observers) observer(observation)
    return observation
  }
  return {
    client: (id) => (known(id), client),
    observation: (id) => (known(id), observation),
    lookAgain: async (id) => (known(id), look()),
    onContainerEvent: (id, listener) => listen(id, eventListeners, listener),
    onObservation: (id, listener) => listen(id, observers, listener),
    onConnection: (id, listener) => listen(id, connectionListeners, listener),
    connection: (id) => (known(id), connection),
    rights: (id) => (known(id), 'full'),
    insecureRegistries: (id) => (known(id), null),
    hostName: (id) => (known(id), 'local'),
    look: async () => void (await look()),
    setConnection: (next) => {
      connection = next
      for (const listener of connectionListeners) listener(next)
    },
    remove: () => void (isRemoved = true),
    tellEvent: (event) => {
      for (const listener of eventListeners) listener(event)
    },
    listeners: () => observers.size + eventListeners.size + connectionListeners.size,
  }
}

function isThere(container: ContainerObservation | null): container is ContainerObservation {
  return container !== null
}
