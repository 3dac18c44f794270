import type { LineMatcher } from '../../domain/line-matcher'

/** Looks at lines, and remembers whether one of them may match where it was not looked at. */
export type PartMatcher = {
  readonly matches: (plain: string) => boolean
  /** Whether a line was longer than is looked at (see `LineMatcher.longest`), and its beginning did not match. */
  readonly isPartial: () => boolean
}

/** Nothing was looked at so far. */
export function createPartMatcher(matcher: LineMatcher): PartMatcher {
  let isPartial = false
  return {
    matches: (plain) => {
      if (matcher.matches(plain)) return true
      isPartial ||= plain.length > matcher.longest
      return false
    },
    isPartial: () => isPartial,
  }
}
