import type { ContainerObservation, ImageObservation } from './container-observation'
import type { DeployableService } from './deployable-slot'
import type { KickoffReader } from './kickoff'
import { keptReference } from './kept-tag'
import type { Release, ReleaseService } from './ledger/release'
import { runningImage } from './running-image'

/** What a release is read from. */
export type ReleaseSources = {
  readonly slot: string
  readonly images: ReadonlyMap<string, ImageObservation>
  readonly readKickoff: KickoffReader
}

/** The containers of a slot as a release, each image with the tag that is to keep it. */
export function releaseOf(
  services: readonly {
    readonly name: string
    readonly containerName: string
    readonly container: ContainerObservation
  }[],
  identity: Pick<Release, 'releaseId' | 'servedFromMs'>,
  { slot, images, readKickoff }: ReleaseSources,
): Release {
  const entries = services.map(({ name, containerName, container }): ReleaseService => {
    const { text, tag, digest, revision, version } = runningImage(container, images.get(container.imageId), readKickoff)
    return {
      service: name,
      containerId: container.id,
      containerName,
      reference: text,
      tag,
      imageId: container.imageId,
      digest,
      revision,
      version,
      keptReference: keptReference(slot, identity.releaseId, text),
    }
  })
  return { ...identity, services: entries }
}

/**
 * What a slot serves when a deployment begins: the release that the ledger knows, where the very containers of it still
 * stand; else one that was found (made by Compose, or by hand). Null: the slot has no containers.
 */
export function foundRelease(
  services: readonly DeployableService[],
  known: Release | null,
  deploymentId: string,
  sources: ReleaseSources,
): Release | null {
  if (services.length === 0) return null
  const ids = new Set(services.map(({ container }) => container.id))
  const isKnown =
    known !== null &&
    known.services.length === ids.size &&
    known.services.every(({ containerId }) => ids.has(containerId))
  const identity = isKnown
    ? { releaseId: known.releaseId, servedFromMs: known.servedFromMs }
    : { releaseId: `found-${deploymentId}`, servedFromMs: newestStart(services) }
  return releaseOf(services, identity, sources)
}

function newestStart(services: readonly DeployableService[]): number {
  return Math.max(...services.map(({ container }) => container.startedAtMs ?? container.createdAtMs))
}
