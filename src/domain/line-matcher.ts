import { withoutLooseEnds } from './line-matcher-loose-ends'
import { patternSource } from './line-matcher-source'
import { readPattern, refusedPattern } from './line-matcher-syntax'

/** What is looked for in lines. */
export type LinePattern = {
  readonly text: string
  readonly kind: 'literal' | 'regex'
  readonly matchCase: boolean
}

/** A place in a text, in UTF-16 units; `end` is behind its last one. */
export type TextRange = { readonly start: number; readonly end: number }

/**
 * Looks at lines as they are seen (see `plainLine`). A regular expression is looked for in a line's first
 * `longestMatched` units, a literal in all of it.
 */
export type LineMatcher = {
  /** So many units of a line are looked at; beyond them it may match and nobody knows. */
  readonly longest: number
  readonly matches: (plain: string) => boolean
  /**
   * The places that match, from left to right, none within another and none empty; at most `most`. Of several that begin
   * alike it may be another than in an editor where an expression repeats what may be empty.
   */
  readonly ranges: (plain: string, most: number) => readonly TextRange[]
}

/** How many units of a line a regular expression sees: the linear engine takes up to some tenths of a second for them. */
export const longestMatched = 8_192

/**
 * Longer texts go to the linear engine at once. V8 does not count the steps of its simplest loops, so of these there
 * can be up to (its limit × the text's length) before it changes engines: less than 0.1 s at this length.
 */
const longestQuick = 2_048

/**
 * Throws `pattern-refused` for an expression that is none, for one that can't be matched in a time that grows with the
 * line's length alone, and for any where the process has not been told `linearEngineFlags`. No text matches nothing.
 */
export function createLineMatcher(pattern: LinePattern): LineMatcher {
  if (pattern.text === '') return { longest: Infinity, matches: () => false, ranges: () => [] }
  return pattern.kind === 'literal' ? literalMatcher(pattern) : regexMatcher(pattern)
}

function literalMatcher({ text, matchCase }: LinePattern): LineMatcher {
  const forms = textForms(text)
  const expression = new RegExp(forms.map(escaped).join('|'), matchCase ? 'g' : 'gi')
  return {
    longest: Infinity,
    matches: matchCase && forms.length === 1 ? (plain) => plain.includes(text) : (plain) => foundIn(expression, plain),
    ranges: (plain, most) => rangesOf(expression, plain, most),
  }
}

/** A syllable of Hangul or a letter with an accent comes as one character or as its parts: both are the same text. */
function textForms(text: string): readonly string[] {
  return [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])]
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function regexMatcher({ text, matchCase }: LinePattern): LineMatcher {
  const read = readPattern(text)
  const quickSource = patternSource(withoutLooseEnds(read), matchCase, text)
  const quick = new RegExp(quickSource, 'g')
  const steady = linear(quickSource, text)
  const exact = linear(patternSource(read, matchCase, text), text)
  const matches = (plain: string): boolean =>
    plain.length <= longestQuick ? foundIn(quick, plain) : foundIn(steady, plain.slice(0, longestMatched))
  return {
    longest: longestMatched,
    matches,
    ranges: (plain, most) => (matches(plain) ? rangesOf(exact, plain.slice(0, longestMatched), most) : []),
  }
}

/** V8's own: matched in linear time, or no expression at all. */
const linearFlag = 'l'

/** On the linear engine from the first: slower on most lines, and never slow. */
function linear(source: string, told: string): RegExp {
  if (!knowsLinearEngine()) throw refusedPattern(told, 'pattern-engine-missing', {})
  try {
    return new RegExp(source, `g${linearFlag}`)
  } catch {
    throw refusedPattern(told, 'pattern-too-large', {})
  }
}

function knowsLinearEngine(): boolean {
  try {
    return new RegExp('', linearFlag).flags === linearFlag
  } catch {
    return false
  }
}

function foundIn(expression: RegExp, plain: string): boolean {
  expression.lastIndex = 0
  return expression.test(plain)
}

function rangesOf(expression: RegExp, plain: string, most: number): readonly TextRange[] {
  const found: TextRange[] = []
  expression.lastIndex = 0
  while (found.length < most) {
    const match = expression.exec(plain)
    if (match === null) break
    const end = match.index + match[0].length
    if (match[0] === '') expression.lastIndex += 1
    else found.push({ start: match.index, end })
  }
  return found
}
