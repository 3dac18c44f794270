import type { ReleaseOption } from '../../contract/release-option'
import { isKeptTag } from '../../domain/kept-tag'
import { versionOfTag } from '../../domain/running-image'
import { type IdentifiedOption, mergeBuilds } from './merge-builds'
import type { OptionMemory } from './option-memory'
import type { ReleaseSources, ServiceRepository } from './release-sources'
import { type RegistryWord, registryWords, type Sighting, sightingOf, sightingsOnHosts } from './tag-sightings'

/**
 * The builds a slot could be switched to, in no order. `memory`: of the last time; what only registries know and say as
 * then is not put together anew.
 */
export function releaseOptions(sources: ReleaseSources, memory?: OptionMemory): readonly ReleaseOption[] {
  const onHosts = sightingsOnHosts(sources)
  const words = registryWords(sources)
  memory?.begin(sources)
  const options = [...new Set([...onHosts.keys(), ...words.keys()])].flatMap((tag): readonly IdentifiedOption[] => {
    if (isKeptTag(tag)) return []
    const here = onHosts.get(tag) ?? []
    const told = words.get(tag) ?? []
    const make = (): IdentifiedOption | null => {
      if (here.length === 0 && told.every(({ description }) => description === undefined)) {
        return namedOnly(tag, told, sources)
      }
      const sightings = [...here, ...told.flatMap((word) => sightingOf(tag, word))]
      return sightings.length === 0 ? null : option(tag, sightings, sources)
    }
    const isAsTold = memory !== undefined && here.length === 0 && sources.ranHere(tag) === null
    const made = isAsTold ? memory.option(tag, told, make) : make()
    return made === null ? [] : [made]
  })
  return mergeBuilds(options)
}

/** Whether the registry of a service has told all its tags. */
function isSureOf({ registries }: ReleaseSources): (service: ServiceRepository) => boolean {
  return ({ repository }) => registries.some((registry) => registry.repository === repository && registry.isWhole)
}

const noIdentities: ReadonlyMap<string, string> = new Map()

/** A tag that registries have and nobody asked for yet: most of thousands are that. */
function namedOnly(tag: string, told: readonly RegistryWord[], sources: ReleaseSources): IdentifiedOption {
  const { services, readKickoff, ranHere } = sources
  const absent = services.filter(({ name }) => !told.some((word) => word.services.includes(name)))
  const isSure = isSureOf(sources)
  return {
    identities: noIdentities,
    option: {
      tag,
      otherTags: [],
      kickoff: readKickoff(tag),
      version: versionOfTag(tag, readKickoff),
      revision: null,
      builtAtMs: null,
      services: services.filter((service) => !absent.includes(service)).map(({ name }) => name),
      onHost: [],
      missing: absent.filter(isSure).map(({ name }) => name),
      notSeen: absent.filter((service) => !isSure(service)).map(({ name }) => name),
      otherPlatform: [],
      pullBytes: null,
      isDescribed: false,
      keptAtMs: null,
      runsOn: [],
      ranHere: ranHere(tag),
    },
  }
}

function option(tag: string, sightings: readonly Sighting[], sources: ReleaseSources): IdentifiedOption {
  const { services, readKickoff, ranHere } = sources
  const newest =
    sightings.length === 1 ? sightings : [...sightings].sort((a, b) => (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0))
  const images = sightings.filter(({ from }) => from !== 'slot')
  const has = (name: string, holds: (sighting: Sighting) => boolean): boolean =>
    images.some((sighting) => sighting.services.includes(name) && holds(sighting))
  const present = services.filter(({ name }) => has(name, () => true))
  const absent = services.filter((service) => !present.includes(service))
  const isSure = isSureOf(sources)
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
      keptAtMs: keptSince(images),
      runsOn: placesOf(
        sightings,
        identitiesOf(
          present,
          images.filter(({ keptAtMs }) => keptAtMs === null),
        ),
      ),
      ranHere: ranHere(tag),
    },
  }
}

function keptSince(sightings: readonly Sighting[]): number | null {
  const times = sightings.flatMap(({ keptAtMs }) => keptAtMs ?? [])
  return times.length === 0 ? null : Math.min(...times)
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
