import { type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { createLineMatcher, type LineMatcher, type LinePattern } from '../../../src/domain/line-matcher'

/** A pattern as the window can use it: what marks its hits, or why it can't be searched for. */
export type ReadPattern = {
  /** Null: nothing is marked. */
  readonly matcher: LineMatcher | null
  readonly refused: BerthErrorData | null
}

/**
 * Reads a pattern. A window that was not given V8's linear engine marks no hits of a regular expression; the engine, which
 * has it, searches for them all the same.
 */
export function readPattern(pattern: LinePattern): ReadPattern {
  if (pattern.text === '') return { matcher: null, refused: null }
  try {
    return { matcher: createLineMatcher(pattern), refused: null }
  } catch (thrown) {
    const refused = toErrorData(thrown)
    return { matcher: null, refused: refused.details['cause.code'] === 'pattern-engine-missing' ? null : refused }
  }
}
