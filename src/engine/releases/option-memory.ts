import type { KickoffReader } from '../../domain/kickoff'
import type { IdentifiedOption } from './merge-builds'
import type { ReleaseSources } from './release-sources'
import type { RegistryWord } from './tag-sightings'

/** Options of tags that registries alone know of, as they were put together last. Of thousands, few change at a time. */
export type OptionMemory = {
  /** Forgets all where something changed that matters to each of them. */
  readonly begin: (sources: ReleaseSources) => void
  /** What was made of the same words before, else what is made now. */
  readonly option: (
    tag: string,
    told: readonly RegistryWord[],
    make: () => IdentifiedOption | null,
  ) => IdentifiedOption | null
}

/** Twice the tags of three repositories: those that were deleted meanwhile are not worth more. */
const mostMade = 60_000

type Made = { readonly told: readonly RegistryWord[]; readonly option: IdentifiedOption | null }

/** See `OptionMemory`. */
export function createOptionMemory(): OptionMemory {
  const made = new Map<string, Made>()
  let basis = ''
  let reader: KickoffReader | null = null
  return {
    begin: ({ services, registries, readKickoff }) => {
      const next = JSON.stringify([services, registries.map(({ repository, isWhole }) => [repository, isWhole])])
      if (next === basis && reader === readKickoff && made.size <= mostMade) return
      basis = next
      reader = readKickoff
      made.clear()
    },
    option: (tag, told, make) => {
      const before = made.get(tag)
      if (before !== undefined && isSame(before.told, told)) return before.option
      const option = make()
      made.set(tag, { told, option })
      return option
    },
  }
}

function isSame(a: readonly RegistryWord[], b: readonly RegistryWord[]): boolean {
  return (
    a.length === b.length &&
    a.every((word, index) => {
      const other = b[index]
      // The names of a repository's services stand in the basis.
      return other !== undefined && word.description === other.description && word.services[0] === other.services[0]
    })
  )
}
