import type { ReleaseOption } from '../../contract/release-option'
import type { ImageObservation } from '../../domain/container-observation'
import type { KickoffReader } from '../../domain/kickoff'
import type { RunningImage } from '../../domain/running-image'
import type { TagDescription } from './repository-watch'

/** A service of the slot and the repository its image comes from. */
export type ServiceRepository = { readonly name: string; readonly repository: string }

/** A service that runs somewhere, on any host. */
export type RunningService = { readonly hostId: string; readonly slot: string; readonly image: RunningImage }

/** What a registry says of a repository. `isWhole`: there are no more tags than these. */
export type RegistryTags = {
  readonly repository: string
  readonly tags: readonly string[]
  readonly isWhole: boolean
  /** Undefined: not asked yet. */
  readonly described: (tag: string) => TagDescription | undefined
}

/** What the builds for a slot are gathered from. */
export type ReleaseSources = {
  readonly services: readonly ServiceRepository[]
  /** All images of the slot's host. */
  readonly images: readonly ImageObservation[]
  /** One for each repository that could be asked. */
  readonly registries: readonly RegistryTags[]
  readonly running: readonly RunningService[]
  readonly readKickoff: KickoffReader
  /** The last deployment of a tag on the slot. */
  readonly ranHere: (tag: string) => ReleaseOption['ranHere']
}
