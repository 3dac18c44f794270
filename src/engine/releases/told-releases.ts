import { randomUUID } from 'node:crypto'
import type { ReleaseAnswer } from '../../contract/heard-releases'
import type { ReleaseOption } from '../../contract/release-option'
import { orderReleases } from '../../contract/release-order'
import { sameData } from '../../domain/same-data'

/** What was told of a slot's builds, so that whoever has heard it is told what changed since, and no more. */
export type ToldReleases = {
  /** `since`: the mark of an answer that was heard; null, or one that is not remembered: all of it is told. */
  readonly answer: (releases: readonly ReleaseOption[], since: string | null) => ReleaseAnswer
}

const mostGone = 10_000

type Told = { readonly release: ReleaseOption; readonly at: number }

/** See `ToldReleases`. Changes are counted, and each build bears the count of its last one. */
export function createToldReleases(): ToldReleases {
  let run = randomUUID()
  let count = 0
  let told = new Map<string, Told>()
  const gone = new Map<string, number>()
  const take = (releases: readonly ReleaseOption[]): void => {
    const next = new Map<string, Told>()
    for (const release of releases) {
      const before = told.get(release.tag)
      const isSame = before !== undefined && sameData(before.release, release)
      next.set(release.tag, isSame ? before : { release, at: count + 1 })
      gone.delete(release.tag)
    }
    for (const tag of told.keys()) if (!next.has(tag)) gone.set(tag, count + 1)
    told = next
    count += 1
    if (gone.size <= mostGone) return
    // Nobody can be told of so much that went: they hear all there is.
    gone.clear()
    run = randomUUID()
  }
  return {
    answer: (releases, since) => {
      take(releases)
      const mark = `${run}.${String(count)}`
      const heard = since?.startsWith(`${run}.`) === true ? Number(since.slice(run.length + 1)) : null
      if (heard === null) return { mark, isWhole: true, releases: orderReleases(releases, 'kickoff'), gone: [] }
      const changed = [...told.values()].filter(({ at }) => at > heard).map(({ release }) => release)
      return {
        mark,
        isWhole: false,
        releases: orderReleases(changed, 'kickoff'),
        gone: [...gone].filter(([, at]) => at > heard).map(([tag]) => tag),
      }
    },
  }
}
