import type { ReleaseOption } from '../../contract/release-option'
import { compareNames } from '../../domain/board-patch'
import type { ImageObservation } from '../../domain/container-observation'
import { parseImageReference } from '../../domain/image-reference'
import { isKeptTag } from '../../domain/kept-tag'
import type { KickoffReader } from '../../domain/kickoff'
import { imageOrigin, type RunningImage, versionOfTag } from '../../domain/running-image'
import { type IdentifiedOption, mergeBuilds } from './merge-builds'
import type { DescribedTag } from './repository-watch'

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
  readonly described: (tag: string) => DescribedTag | undefined
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

/** What one place says of a tag. */
type Sighting = Pick<ReleaseOption, 'version' | 'revision' | 'builtAtMs'> & {
  readonly tag: string
  /** The slot's services that it is a sighting of. */
  readonly services: readonly string[]
  readonly from: 'host' | 'registry' | 'slot'
  /** What tells builds apart: a digest, for an image never pushed its ID; null: not known. */
  readonly identity: string | null
  readonly pullBytes: number | null
  readonly isOtherPlatform: boolean
  readonly runsOn: SlotPlace | null
}

type SlotPlace = Pick<ReleaseOption['runsOn'][number], 'hostId' | 'slot'>

/** The builds a slot could be switched to: newest kickoff first, tags without a kickoff after them, newest build first. */
export function releaseOptions(sources: ReleaseSources): readonly ReleaseOption[] {
  const byTag = new Map<string, Sighting[]>()
  for (const sighting of [...onHost(sources), ...inRegistries(sources), ...inUse(sources)]) {
    if (isKeptTag(sighting.tag)) continue
    const known = byTag.get(sighting.tag)
    if (known === undefined) byTag.set(sighting.tag, [sighting])
    else known.push(sighting)
  }
  return mergeBuilds([...byTag].map(([tag, sightings]) => option(tag, sightings, sources))).sort(newestFirst)
}

const neither = { isOtherPlatform: false, pullBytes: null, runsOn: null } as const
const noOrigin = { version: null, revision: null, builtAtMs: null } as const

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

function inRegistries({ services, registries }: ReleaseSources): readonly Sighting[] {
  return registries.flatMap(({ repository, tags, described }) => {
    const having = namesOf(services, repository)
    return tags.flatMap((tag): readonly Sighting[] => {
      const known = described(tag)
      const sighting = { ...neither, tag, services: having, from: 'registry' } as const
      if (known === undefined) return [{ ...sighting, ...noOrigin, identity: null }]
      // Deleted since it was listed, or nothing that can be run: no build.
      if (known === null || known.kind === 'artifact') return []
      const { version, revision, builtAtMs } = imageOrigin(known.labels, undefined)
      return [
        {
          ...sighting,
          version,
          revision,
          builtAtMs: builtAtMs ?? known.createdAtMs,
          identity: known.digest,
          pullBytes: known.sizeBytes,
          isOtherPlatform: !known.runsOnWanted,
        },
      ]
    })
  })
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

function option(tag: string, sightings: readonly Sighting[], sources: ReleaseSources): IdentifiedOption {
  const { services, readKickoff, ranHere } = sources
  const newest = [...sightings].sort((a, b) => (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0))
  const images = sightings.filter(({ from }) => from !== 'slot')
  const has = (name: string, holds: (sighting: Sighting) => boolean): boolean =>
    images.some((sighting) => sighting.services.includes(name) && holds(sighting))
  const present = services.filter(({ name }) => has(name, () => true))
  const absent = services.filter(({ name }) => !has(name, () => true))
  const isSure = ({ repository }: ServiceRepository): boolean =>
    sources.registries.some((registry) => registry.repository === repository && registry.isWhole)
  const here = present.filter(({ name }) => has(name, ({ from }) => from === 'host'))
  const wrong = present.filter(({ name }) => has(name, ({ isOtherPlatform }) => isOtherPlatform))
  const identities = identitiesOf(present, images)
  return {
    identities,
    option: {
      tag,
      otherTags: [],
      kickoff: readKickoff(tag),
      version: newest.find(({ version }) => version !== null)?.version ?? versionOfTag(tag, readKickoff),
      revision: newest.find(({ revision }) => revision !== null)?.revision ?? null,
      builtAtMs: newest[0]?.builtAtMs ?? null,
      services: present.map(({ name }) => name),
      onHost: here.map(({ name }) => name),
      missing: absent.filter(isSure).map(({ name }) => name),
      notSeen: absent.filter((service) => !isSure(service)).map(({ name }) => name),
      otherPlatform: wrong.map(({ name }) => name),
      pullBytes: pullBytes(present, images),
      isDescribed: images.every(({ from, identity }) => from !== 'registry' || identity !== null),
      runsOn: placesOf(sightings, identities),
      ranHere: ranHere(tag),
    },
  }
}

/** The registry's word before the host's: there a tag may have moved on, and that is what a deployment would bring. */
function identitiesOf(
  present: readonly ServiceRepository[],
  sightings: readonly Sighting[],
): ReadonlyMap<string, string> {
  return new Map(
    present.flatMap(({ name }) => {
      const known = sightings.filter(({ services }) => services.includes(name))
      const registry = known.find(({ from }) => from === 'registry')
      const identity = (registry ?? known[0])?.identity ?? null
      return identity === null ? [] : [[name, identity] as const]
    }),
  )
}

/** Nothing for an image that is on the host as the registry has it; null as soon as one is not known. */
function pullBytes(present: readonly ServiceRepository[], sightings: readonly Sighting[]): number | null {
  let bytes = 0
  for (const { name } of present) {
    const known = sightings.filter(({ services }) => services.includes(name))
    const registry = known.find(({ from }) => from === 'registry')
    const local = known.find(({ from }) => from === 'host')
    const isHere = local !== undefined && (registry === undefined || registry.identity === local.identity)
    if (isHere) continue
    if (registry?.pullBytes === undefined || registry.pullBytes === null) return null
    bytes += registry.pullBytes
  }
  return bytes
}

function placesOf(sightings: readonly Sighting[], identities: ReadonlyMap<string, string>): ReleaseOption['runsOn'] {
  const places = new Map<string, ReleaseOption['runsOn'][number]>()
  for (const { runsOn, services, identity } of sightings) {
    if (runsOn === null) continue
    const key = `${runsOn.hostId}/${runsOn.slot}`
    const now = services.flatMap((name) => identities.get(name) ?? [])
    const isOlder = identity !== null && now.some((one) => one.startsWith('sha256:') && one !== identity)
    places.set(key, { ...runsOn, isOlder: isOlder || places.get(key)?.isOlder === true })
  }
  return [...places.values()]
}

function newestFirst(a: ReleaseOption, b: ReleaseOption): number {
  if ((a.kickoff === null) !== (b.kickoff === null)) return a.kickoff === null ? 1 : -1
  const byKickoff = (b.kickoff?.date ?? '').localeCompare(a.kickoff?.date ?? '')
  return byKickoff || (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0) || compareNames(a.tag, b.tag)
}
