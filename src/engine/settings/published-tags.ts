import { type Kickoff, kickoffReader, type KickoffRule, patternFault } from '../../domain/kickoff'
import { boxedTags, type ReadTags } from './boxed-tags'
import { linearTagMatch } from './linear-tag-match'

/** Why a pattern is not gone by. */
export type PatternRefusal = NonNullable<KickoffRule['refused']>['reason']

/** A pattern of somebody else's, with what it made of the tags so far: each is read once. */
export type PublishedTags = {
  /** Undefined: it is not gone by (any more). */
  readonly read: (tag: string) => Kickoff | null | undefined
  readonly prepare: (tags: readonly string[]) => void
  readonly refusal: () => PatternRefusal | null
}

const longestPattern = 500
/** A busy machine may be slow once; a pattern is slow again and again. */
const slowTagsAllowed = 2
/** For all tags together: 30,000 take the usual pattern 0.2 s. */
const mostMs = 3_000
/** The tags of three repositories, and as many again. */
const tagsKept = 60_000
const readAtOnce = 256

/** See `PublishedTags`. */
export function publishedTags(pattern: string): PublishedTags {
  const readTags = tagsReader(pattern)
  if (typeof readTags === 'string') {
    return { read: () => undefined, prepare: () => undefined, refusal: () => readTags }
  }
  const known = new Map<string, Kickoff | null>()
  let slowTags = 0
  let spentMs = 0
  const isTooSlow = (): boolean => slowTags >= slowTagsAllowed || spentMs > mostMs
  const readNew = (tags: readonly string[]): boolean => {
    const beganMs = performance.now()
    const found = readTags(tags)
    spentMs += performance.now() - beganMs
    if (found === 'too-slow') return false
    for (const [index, kickoff] of found.entries()) known.set(tags[index] ?? '', kickoff)
    for (const oldest of known.keys()) {
      if (known.size <= tagsKept) break
      known.delete(oldest)
    }
    return true
  }
  return {
    read: (tag) => {
      if (isTooSlow()) return undefined
      const before = known.get(tag)
      if (before !== undefined || readNew([tag])) return before ?? known.get(tag)
      slowTags += 1
      // Not to be tried again.
      known.set(tag, null)
      return undefined
    },
    prepare: (tags) => {
      const unread = tags.filter((tag) => !known.has(tag))
      for (let at = 0; at < unread.length && !isTooSlow(); at += readAtOnce) readNew(unread.slice(at, at + readAtOnce))
    },
    refusal: () => (isTooSlow() ? 'too-slow' : null),
  }
}

/** In linear time where the pattern allows it, else within a limit. */
function tagsReader(pattern: string): ReadTags | PatternRefusal {
  if (pattern.length > longestPattern) return 'faulty'
  try {
    const read = kickoffReader(pattern)
    const match = linearTagMatch(pattern)
    if (match === null) return boxedTags(read)
    const linear = kickoffReader(pattern, match)
    return (tags) => tags.map((tag) => linear(tag))
  } catch (error) {
    return patternFault(error) === null ? 'no-summary' : 'faulty'
  }
}
