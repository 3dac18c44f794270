import type { ContainerObservation, HealthCheckDefinition, ImageObservation } from './container-observation'
import type { Dependency } from './deployable-slot'
import type { UpstreamDrift } from './drift'
import type { GatePolicy } from './gate'
import type { Hold } from './hold'
import type { PublishedPort, WantedPorts } from './host-port'
import type { ImageTarget } from './image-target'
import type { KickoffReader } from './kickoff'
import type { Operation } from './operation'
import type { PlannedStrategy, PlanWarning } from './plan'
import type { Reservation } from './reservation'

/** What only a container's whole inspect tells, as far as planning needs it. */
export type ContainerFacts = {
  /** Volumes without a name of their own; they are carried over by their IDs. */
  readonly anonymousVolumes: number
  /** ID of the container whose network this one uses; null: a network of its own. */
  readonly usesNetworkOf: string | null
  /** False where the image it runs is gone, so that nobody can tell its defaults from the slot's settings. */
  readonly imageIsKnown: boolean
  /** What it asks for whenever it starts. */
  readonly ports: readonly WantedPorts[]
}

/** A service as the slots file, or the release that is gone back to, wants it. */
export type WantedService = {
  readonly label: string
  /** The name its container is to have. */
  readonly containerName: string
  readonly dependencies: readonly Dependency[]
  readonly healthCheck: HealthCheckDefinition | null
  readonly ports: readonly WantedPorts[]
  /** Stands for all its settings but the image. */
  readonly settingsHash: string
  readonly strategy: PlannedStrategy
  /** A proxy leads to it and is to be told of the new container. */
  readonly hasSwitchOver: boolean
  /** False where its settings of then are not known any more: the present container's are carried over. */
  readonly settingsAreKnown: boolean
  /** For a rollback: the container that ran in that release; while it stands, the service is unchanged. */
  readonly containerId: string | null
}

/** Where the settings of new containers come from; `null` in the input: the present containers. */
export type WantedSlot = {
  readonly source: 'file' | 'release'
  /** By the service's name on the board. */
  readonly services: ReadonlyMap<string, WantedService>
  /** Networks and volumes that are to be made first. */
  readonly prepare: readonly string[]
  /** What only looking at the host beside the slot tells. */
  readonly warnings: readonly PlanWarning[]
}

/** Everything a plan is made of. Equal inputs give equal plans. */
export type PlanInput = {
  readonly hostId: string
  /** The slot's name on the board. */
  readonly slot: string
  readonly operation: Operation
  /** Containers of the host; those of the slot must be complete. */
  readonly containers: readonly ContainerObservation[]
  /** By image ID; those that the slot's containers run. */
  readonly images: ReadonlyMap<string, ImageObservation>
  /** By container ID; a container without an entry has nothing special. */
  readonly facts: ReadonlyMap<string, ContainerFacts>
  /** What running containers outside of the slot have. */
  readonly portsOfOthers: readonly PublishedPort[]
  /** `linux/amd64` */
  readonly hostPlatform: string
  /** For a deploy: one entry for each selected service, by its name on the board. */
  readonly targets: ReadonlyMap<string, ImageTarget>
  readonly wanted: WantedSlot | null
  /** For a repair: where proxies lead elsewhere, by the service's name on the board. */
  readonly astray: ReadonlyMap<string, UpstreamDrift>
  /** Of somebody else than the person who asks; null: none, or it is over. */
  readonly reservation: Reservation | null
  /** What is held on the slot. */
  readonly holds: readonly Hold[]
  /** What the last recorded deployment left; null: not known. Going back to that puts it back, and holds nothing. */
  readonly currentReleaseId: string | null
  /** By service: how long nobody answered in its last deployments, newest first. */
  readonly downtimesMs: ReadonlyMap<string, readonly number[]>
  readonly gatePolicy: GatePolicy
  readonly readKickoff: KickoffReader
}
