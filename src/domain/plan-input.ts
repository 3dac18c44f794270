import type { ContainerObservation, ImageObservation } from './container-observation'
import type { GatePolicy } from './gate'
import type { ImageTarget } from './image-target'
import type { KickoffReader } from './kickoff'
import type { Operation } from './operation'

/** What only a container's whole inspect tells, as far as planning needs it. */
export type ContainerFacts = {
  /** Volumes without a name of their own; they are carried over by their IDs. */
  readonly anonymousVolumes: number
  /** ID of the container whose network this one uses; null: a network of its own. */
  readonly usesNetworkOf: string | null
  /** False where the image it runs is gone, so that nobody can tell its defaults from the slot's settings. */
  readonly imageIsKnown: boolean
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
  /** `linux/amd64` */
  readonly hostPlatform: string
  /** For a deploy: one entry for each selected service, by its name on the board. */
  readonly targets: ReadonlyMap<string, ImageTarget>
  readonly gatePolicy: GatePolicy
  readonly readKickoff: KickoffReader
}
