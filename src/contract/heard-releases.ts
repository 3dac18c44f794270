import type { ReleaseOption } from './release-option'

/** An answer about the builds of a slot; see `list-releases`. */
export type ReleaseAnswer = {
  readonly mark: string
  readonly isWhole: boolean
  readonly releases: readonly ReleaseOption[]
  readonly gone: readonly string[]
}

/** All that was heard of a slot's builds: the mark of the last answer, and the builds by their tags. */
export type HeardReleases = { readonly mark: string | null; readonly releases: ReadonlyMap<string, ReleaseOption> }

/** Before the first answer. */
export const nothingHeard: HeardReleases = { mark: null, releases: new Map() }

/** What is known after one more answer. The same map comes back where it says nothing new. */
export function hearReleases(before: HeardReleases, { mark, isWhole, releases, gone }: ReleaseAnswer): HeardReleases {
  if (!isWhole && releases.length === 0 && gone.length === 0) return { mark, releases: before.releases }
  const known = new Map(isWhole ? [] : before.releases)
  for (const tag of gone) known.delete(tag)
  for (const release of releases) known.set(release.tag, release)
  return { mark, releases: known }
}
