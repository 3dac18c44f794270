import type { ReleaseOption } from '../../contract/release-option'
import { parseImageReference } from '../../domain/image-reference'
import { imageOrigin } from '../../domain/running-image'
import type { ReleaseSources, ServiceRepository } from './release-sources'
import type { TagDescription } from './repository-watch'

/** What one place says of a tag. */
export type Sighting = Pick<ReleaseOption, 'version' | 'revision' | 'builtAtMs'> & {
  readonly tag: string
  /** The slot's services that it is a sighting of. */
  readonly services: readonly string[]
  readonly from: 'host' | 'registry' | 'slot'
  /** What tells builds apart: a digest, for an image never pushed its ID; null: not known. */
  readonly identity: string | null
  readonly pullBytes: number | null
  readonly isOtherPlatform: boolean
  readonly runsOn: Pick<ReleaseOption['runsOn'][number], 'hostId' | 'slot'> | null
  /** What an earlier run heard, and when. */
  readonly keptAtMs: number | null
}

/** What one registry says of a tag; `description` undefined: its name alone. The same object as long as it says the same. */
export type RegistryWord = { readonly services: readonly string[]; readonly description: TagDescription | undefined }

const neither = { isOtherPlatform: false, pullBytes: null, runsOn: null, keptAtMs: null } as const
const noOrigin = { version: null, revision: null, builtAtMs: null } as const

/** Of the slot's repositories among the host's images, and in what runs anywhere. */
export function sightingsOnHosts(sources: ReleaseSources): ReadonlyMap<string, readonly Sighting[]> {
  const byTag = new Map<string, Sighting[]>()
  for (const sighting of [...onHost(sources), ...inUse(sources)]) {
    const known = byTag.get(sighting.tag)
    if (known === undefined) byTag.set(sighting.tag, [sighting])
    else known.push(sighting)
  }
  return byTag
}

/** What the registries say of each tag, in their order. */
export function registryWords({ services, registries }: ReleaseSources): ReadonlyMap<string, readonly RegistryWord[]> {
  const byTag = new Map<string, RegistryWord[]>()
  for (const { repository, tags, described } of registries) {
    const having = namesOf(services, repository)
    for (const tag of tags) {
      const word = { services: having, description: described(tag) }
      const known = byTag.get(tag)
      if (known === undefined) byTag.set(tag, [word])
      else known.push(word)
    }
  }
  return byTag
}

/** A tag that was deleted since it was listed, or that is nothing that can be run, is no sighting of a build. */
export function sightingOf(tag: string, { services, description }: RegistryWord): readonly Sighting[] {
  const sighting = { ...neither, tag, services, from: 'registry' } as const
  if (description === undefined) return [{ ...sighting, ...noOrigin, identity: null }]
  const { found, keptAtMs } = description
  if (found === null || found.kind === 'artifact') return []
  const { version, revision, builtAtMs } = imageOrigin(found.labels, undefined)
  return [
    {
      ...sighting,
      version,
      revision,
      builtAtMs: builtAtMs ?? found.createdAtMs,
      identity: found.digest,
      pullBytes: found.sizeBytes,
      isOtherPlatform: !found.runsOnWanted,
      keptAtMs,
    },
  ]
}

function onHost({ services, images }: ReleaseSources): readonly Sighting[] {
  return images.flatMap((image) =>
    image.tags.flatMap((text): readonly Sighting[] => {
      const reference = parseImageReference(text)
      const having = namesOf(services, reference?.repository ?? '')
      if (reference === null || reference.tag === null || having.length === 0) return []
      const digest = image.digests.find((one) => one.startsWith(`${reference.repository}@`))
      const identity = digest?.slice(reference.repository.length + 1) ?? image.id
      const origin = imageOrigin(image.labels, image)
      return [{ ...neither, tag: reference.tag, ...origin, services: having, from: 'host', identity }]
    }),
  )
}

function inUse({ services, running }: ReleaseSources): readonly Sighting[] {
  return running.flatMap(({ hostId, slot, image }): readonly Sighting[] => {
    const { tag, version, revision, builtAtMs, digest } = image
    const having = namesOf(services, image.reference?.repository ?? '')
    if (tag === null || having.length === 0) return []
    const runsOn = { hostId, slot }
    return [{ ...neither, tag, version, revision, builtAtMs, services: having, from: 'slot', identity: digest, runsOn }]
  })
}

function namesOf(services: readonly ServiceRepository[], repository: string): readonly string[] {
  return services.filter((service) => service.repository === repository).map(({ name }) => name)
}
