import { type KickoffReader, kickoffReader, patternFault } from '../../../src/domain/kickoff'

/** A pattern that reads tags, or why it can't. */
export type PatternCheck =
  | { readonly kind: 'good'; readonly read: KickoffReader }
  | { readonly kind: 'empty' }
  | { readonly kind: 'no-summary' }
  /** `reason` is the regular expression engine's own, in English. */
  | { readonly kind: 'invalid'; readonly reason: string }

/** Tries a kickoff pattern as it is being typed. */
export function checkPattern(pattern: string): PatternCheck {
  if (pattern.trim() === '') return { kind: 'empty' }
  try {
    return { kind: 'good', read: kickoffReader(pattern) }
  } catch (error) {
    const reason = patternFault(error)
    return reason === null ? { kind: 'no-summary' } : { kind: 'invalid', reason }
  }
}
