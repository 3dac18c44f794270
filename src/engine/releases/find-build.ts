import type { ReleaseOption } from '../../contract/release-option'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { plainVersion } from '../../domain/plain-version'
import type { ReleaseList } from './list-releases'

/** By what a build is meant. */
export type BuildWish = { readonly by: 'branch' | 'platform' | 'revision'; readonly text: string }

const shortestRevision = 7
const mostNamed = 5

/**
 * The tag of the build that a branch, a platform version or a revision stands for: the newest one of a branch or version;
 * a revision has to be one build's alone. Throws `build-unknown`, which says what there is instead, or `build-ambiguous`.
 */
export function findBuild({ releases }: ReleaseList, slot: string, { by, text }: BuildWish): string {
  const isNamed = ({ tag, otherTags }: ReleaseOption): boolean => tag === text || otherTags.includes(text)
  if (by === 'branch' && releases.some(isNamed)) return text
  const found = releases.filter((release) => matches(release, by, text))
  const [first] = [...found].sort((a, b) => (b.builtAtMs ?? 0) - (a.builtAtMs ?? 0))
  if (first === undefined) {
    throw new BerthError('build-unknown', { slot, wanted: displayText(text), known: known(releases, by) })
  }
  const tags = found.map(({ tag }) => tag)
  if (by === 'platform' || tags.length === 1) return first.tag
  // One commit may stand on two branches, and then the same images are meant whichever is named.
  if (by === 'revision' && new Set(found.map(({ revision }) => revision)).size === 1) return first.tag
  throw new BerthError('build-ambiguous', { slot, wanted: displayText(text), found: shortList(tags) })
}

function matches(release: ReleaseOption, by: BuildWish['by'], text: string): boolean {
  switch (by) {
    case 'branch':
      return release.kickoff?.summary === text
    case 'platform':
      return release.version !== null && plainVersion(release.version) === plainVersion(text)
    case 'revision':
      return text.length >= shortestRevision && isRevision(release, text.toLowerCase())
  }
}

/** CI tags by commit as well, often with a word before it: `sha-9f3c2ab`. */
function isRevision({ tag, otherTags, revision }: ReleaseOption, text: string): boolean {
  const names = [tag, ...otherTags].map((name) => name.toLowerCase().replace(/^(?:sha|commit|git|rev)[-_.]/, ''))
  const isCommit = names.some(
    (name) => /^[0-9a-f]{7,64}$/.test(name) && (name.startsWith(text) || text.startsWith(name)),
  )
  return isCommit || revision?.toLowerCase().startsWith(text) === true
}

function known(releases: readonly ReleaseOption[], by: BuildWish['by']): string {
  const names = releases.flatMap(({ tag, version, revision }) => {
    if (by === 'branch') return [tag]
    return by === 'platform' ? (version ?? []) : (revision?.slice(0, shortestRevision) ?? [])
  })
  return shortList([...new Set(names)])
}

function shortList(names: readonly string[]): string {
  if (names.length === 0) return '-'
  return names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ', …' : '')
}
