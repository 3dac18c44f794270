import type { ReleaseChoice } from './release-filter'

/** The two lists of builds: kickoff branches, and all other tags. */
export type ReleaseShelf = 'branches' | 'tags'

/** What one of the lists shows, and how many builds each has. A tag as typed stands at the end of either. */
export type ShelvedReleases = {
  readonly shelf: ReleaseShelf
  readonly choices: readonly ReleaseChoice[]
  readonly counts: Readonly<Record<ReleaseShelf, number>>
}

/** Shows the wanted list; where it has nothing for what was typed and the other one has, the other. */
export function shelveReleases(choices: readonly ReleaseChoice[], wanted: ReleaseShelf): ShelvedReleases {
  const on = (shelf: ReleaseShelf): readonly ReleaseChoice[] => choices.filter((choice) => shelfOf(choice) === shelf)
  const counts = { branches: on('branches').length, tags: on('tags').length }
  const other = wanted === 'branches' ? 'tags' : 'branches'
  const shelf = counts[wanted] === 0 && counts[other] > 0 ? other : wanted
  return { shelf, choices: choices.filter((choice) => (shelfOf(choice) ?? shelf) === shelf), counts }
}

/** The list a build stands in; null: a tag as typed. */
export function shelfOf(choice: ReleaseChoice): ReleaseShelf | null {
  if (choice.kind === 'typed') return null
  return choice.release.kickoff === null ? 'tags' : 'branches'
}
