import type { ReleaseOption } from '../../contract/release-option'
import { compareNames } from '../../domain/board-patch'
import type { ImageObservation } from '../../domain/container-observation'
import { parseImageReference } from '../../domain/image-reference'
import { isKeptTag } from '../../domain/kept-tag'
import type { KickoffReader } from '../../domain/kickoff'
import { imageOrigin, type RunningImage, versionOfTag } from '../../domain/running-image'

/** A service of the slot and the repository its image comes from. */
export type ServiceRepository = { readonly name: string; readonly repository: string }

/** A service that runs somewhere, on any host. */
export type RunningService = { readonly hostId: string; readonly slot: string; readonly image: RunningImage }

/** What the tags for a slot are gathered from. */
export type ReleaseSources = {
  readonly services: readonly ServiceRepository[]
  /** All images of the slot's host. */
  readonly images: readonly ImageObservation[]
  readonly running: readonly RunningService[]
  readonly readKickoff: KickoffReader
}

type Sighting = Pick<ReleaseOption, 'version' | 'revision' | 'builtAtMs'> & {
  readonly tag: string
  /** The slot's services that have the image on their own host. */
  readonly services: readonly string[]
  readonly runsOn: ReleaseOption['runsOn'][number] | null
}

/** The tags a slot could be switched to: newest kickoff first, tags without a kickoff after them, newest build first. */
export function releaseOptions(sources: ReleaseSources): readonly ReleaseOption[] {
  const byTag = new Map<string, Sighting[]>()
  for (const sighting of [...onHost(sources), ...inUse(sources)]) {
    if (!isKeptTag(sighting.tag)) byTag.set(sighting.tag, [...(byTag.get(sighting.tag) ?? []), sighting])
  }
  return [...byTag].map(([tag, sightings]) => option(tag, sightings, sources)).sort(newestFirst)
}

function onHost({ services, images }: ReleaseSources): readonly Sighting[] {
  return images.flatMap((image) =>
    image.tags.flatMap((text) => {
      const reference = parseImageReference(text)
      const having = services.filter((service) => service.repository === reference?.repository)
      if (reference === null || reference.tag === null || having.length === 0) return []
      const origin = imageOrigin(image.labels, image)
      return [{ tag: reference.tag, ...origin, services: having.map((service) => service.name), runsOn: null }]
    }),
  )
}

function inUse({ services, running }: ReleaseSources): readonly Sighting[] {
  const repositories = new Set(services.map((service) => service.repository))
  return running.flatMap(({ hostId, slot, image }) => {
    if (image.tag === null || !repositories.has(image.reference?.repository ?? '')) return []
    const { version, revision, builtAtMs } = image
    return [{ tag: image.tag, version, revision, builtAtMs, services: [], runsOn: { hostId, slot } }]
  })
}

function option(tag: string, sightings: readonly Sighting[], { services, readKickoff }: ReleaseSources): ReleaseOption {
  const newest = [...sightings].sort((a, b) => (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0))
  const present = new Set(sightings.flatMap((sighting) => sighting.services))
  const runsOn = new Map(sightings.flatMap(({ runsOn: slot }) => (slot === null ? [] : [[placeKey(slot), slot]])))
  return {
    tag,
    kickoff: readKickoff(tag),
    version: newest.find((sighting) => sighting.version !== null)?.version ?? versionOfTag(tag, readKickoff),
    revision: newest.find((sighting) => sighting.revision !== null)?.revision ?? null,
    builtAtMs: newest[0]?.builtAtMs ?? null,
    services: services.filter((service) => present.has(service.name)).map((service) => service.name),
    missing: services.filter((service) => !present.has(service.name)).map((service) => service.name),
    runsOn: [...runsOn.values()],
  }
}

function placeKey({ hostId, slot }: ReleaseOption['runsOn'][number]): string {
  return `${hostId}/${slot}`
}

function newestFirst(a: ReleaseOption, b: ReleaseOption): number {
  if ((a.kickoff === null) !== (b.kickoff === null)) return a.kickoff === null ? 1 : -1
  const byKickoff = (b.kickoff?.date ?? '').localeCompare(a.kickoff?.date ?? '')
  return byKickoff || (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0) || compareNames(a.tag, b.tag)
}
