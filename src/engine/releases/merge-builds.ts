import type { ReleaseOption } from '../../contract/release-option'

/** An option with what tells whether another tag is the same build: the identity of each service's image. */
export type IdentifiedOption = { readonly option: ReleaseOption; readonly identities: ReadonlyMap<string, string> }

/**
 * Makes one build of the tags that point to the same images for the same services. Only what is known for every service
 * counts: two tags that nobody looked at are two builds. The tag of a kickoff gives the name, then one that runs.
 */
export function mergeBuilds(options: readonly IdentifiedOption[]): ReleaseOption[] {
  const builds = new Map<string, ReleaseOption[]>()
  for (const one of options) {
    const key = buildKey(one)
    const build = builds.get(key)
    if (build === undefined) builds.set(key, [one.option])
    else build.push(one.option)
  }
  return [...builds.values()].flatMap(merge)
}

function buildKey({ option, identities }: IdentifiedOption): string {
  const isKnown = option.services.length > 0 && option.services.every((name) => identities.has(name))
  if (!isKnown) return `tag ${option.tag}`
  return option.services.map((name) => `${name} ${identities.get(name) ?? ''}`).join('\n')
}

function merge(same: readonly ReleaseOption[]): readonly ReleaseOption[] {
  if (same.length < 2) return same
  const [named, ...others] = [...same].sort(byName)
  if (named === undefined) return []
  // Branches that stand at the same commit are still two answers to "what can I deploy?".
  const kickoffs = others.filter(({ kickoff }) => kickoff !== null)
  const rest = others.filter(({ kickoff }) => kickoff === null)
  return [rest.reduce(mergeTwo, named), ...kickoffs]
}

function mergeTwo(build: ReleaseOption, other: ReleaseOption): ReleaseOption {
  const isKnown = ({ hostId, slot }: ReleaseOption['runsOn'][number]): boolean =>
    build.runsOn.some((place) => place.hostId === hostId && place.slot === slot)
  return {
    ...build,
    otherTags: [...build.otherTags, other.tag],
    version: build.version ?? other.version,
    revision: build.revision ?? other.revision,
    runsOn: [...build.runsOn, ...other.runsOn.filter((place) => !isKnown(place))],
    ranHere: (build.ranHere?.atMs ?? 0) >= (other.ranHere?.atMs ?? 0) ? build.ranHere : other.ranHere,
  }
}

function byName(a: ReleaseOption, b: ReleaseOption): number {
  if ((a.kickoff === null) !== (b.kickoff === null)) return a.kickoff === null ? 1 : -1
  if (a.runsOn.length > 0 !== b.runsOn.length > 0) return a.runsOn.length > 0 ? -1 : 1
  return a.tag < b.tag ? -1 : 1
}
