import { type KickoffReader, kickoffReader } from '../../../src/domain/kickoff'

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
    if (isExpression(pattern)) return { kind: 'no-summary' }
    // "Invalid regular expression: /^(?:…)$/u: Unterminated group" repeats what stands in the field already.
    const reason = error instanceof Error ? error.message : String(error)
    return { kind: 'invalid', reason: reason.split(': ').at(-1) ?? reason }
  }
}

function isExpression(pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u') instanceof RegExp
  } catch {
    return false
  }
}
