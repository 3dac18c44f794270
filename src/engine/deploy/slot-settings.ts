import type { ContainerObservation } from '../../domain/container-observation'
import type { WantedSlot } from '../../domain/plan-input'
import type { HealthProbe, SwitchOverSpec } from '../../domain/slots-file/service-spec'
import type { DockerClient } from '../ports'
import type { Recreation, Wanted } from './recreate-body'

/** Makes the body of a service's new container; what it is to be beside its settings is told when it is made. */
export type ContainerRecipe = (wanted: Wanted) => Recreation

/** Where the settings of a slot's new containers come from, when not from the present containers. */
export type SlotSettings = {
  readonly wanted: WantedSlot
  /** Version of the slots file; null: a release's own settings. */
  readonly version: number | null
  /** The image reference each service is to run, by its name on the board. */
  readonly references: ReadonlyMap<string, string>
  /** Services without one carry their present settings over. */
  readonly recipes: ReadonlyMap<string, ContainerRecipe>
  /** How traffic moves from one color to the other, for services that have two. */
  readonly switchOvers: ReadonlyMap<string, SwitchOverSpec>
  /** What the gate asks of a service beside Docker's own check. */
  readonly probes: ReadonlyMap<string, HealthProbe>
  /** Makes what the plan's `prepare` step names; what is there already is left as it is. */
  readonly prepare: (signal: AbortSignal) => Promise<void>
}

/** What a slot's settings are asked for. */
export type SlotSettingsRequest = {
  readonly hostId: string
  readonly client: DockerClient
  /** The slot's name on the board. */
  readonly slot: string
  /** The tag that is deployed. */
  readonly tag: string
  readonly strategy: 'recreate' | 'blue-green' | null
  /** Containers of the slot, as observed. */
  readonly containers: readonly ContainerObservation[]
}

/**
 * The settings that the host's published slots file has for a slot; null: no file was published, or it does not name the
 * slot. Throws `slots-file-invalid` where the file can't be read for this slot and tag.
 */
export type SlotsFileSettings = (request: SlotSettingsRequest, signal: AbortSignal) => Promise<SlotSettings | null>
