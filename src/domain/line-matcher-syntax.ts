import { BerthError, causeDetails, errorData, type ErrorDetails } from './berth-error'

/** A regular expression, read. `source` of an atom or assertion is one that stands alone; groups capture nothing. */
export type PatternNode =
  | { readonly kind: 'atom' | 'assertion'; readonly source: string }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly PatternNode[] }
  | {
      readonly kind: 'repeat'
      readonly node: PatternNode
      readonly least: number
      /** Null: without end. */
      readonly most: number | null
      readonly lazy: boolean
    }

const quantifier = /([*+?]|\{(\d+)(,(\d*))?\})(\??)/y
const escape = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[a-zA-Z]|[^])/y
const bracket = /\[(?:\\[^]|[^\]\\])*\]/y
const groupHead = /\((?:\?(?::|<(?![=!])[^>]*>))?/y
const refusedHead = /\(\?(?:[=!]|<[=!])/y
const refusedEscape = /\\(?:[1-9]|0\d|k<|[pP]\{)/y

/**
 * Reads the expression in the syntax of JavaScript without flags. Throws `pattern-refused` where it is none, and where
 * it holds what can't be matched in linear time (look-around, back references) or would not mean what it says here.
 */
export function readPattern(source: string): PatternNode {
  refuseFaulty(source)
  let at = 0

  const take = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = at
    const match = expression.exec(source)
    if (match !== null) at += match[0].length
    return match
  }

  const readChoice = (depth: number): PatternNode => {
    if (depth > mostDepth) throw refusedPattern(source, 'pattern-too-large', {})
    const nodes = [readSequence(depth)]
    while (source.charAt(at) === '|') {
      at += 1
      nodes.push(readSequence(depth))
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'choice', nodes }
  }

  const readSequence = (depth: number): PatternNode => {
    const nodes: PatternNode[] = []
    while (at < source.length && source.charAt(at) !== '|' && source.charAt(at) !== ')') {
      nodes.push(readRepeats(readTerm(depth)))
    }
    return { kind: 'sequence', nodes }
  }

  const readRepeats = (node: PatternNode): PatternNode => {
    const match = take(quantifier)
    if (match === null) return node
    const [, sign = '', least = '', range, most = '', lazy] = match
    return { kind: 'repeat', node, ...bounds(sign, least, range === undefined ? least : most), lazy: lazy === '?' }
  }

  const readTerm = (depth: number): PatternNode => {
    const refused = take(refusedHead) ?? take(refusedEscape)
    if (refused !== null) {
      throw refusedPattern(source, 'pattern-part-refused', { part: refused[0], position: refused.index + 1 })
    }
    if (take(groupHead) !== null) {
      const inner = readChoice(depth + 1)
      at += 1
      return inner
    }
    const [one = ''] = take(bracket) ?? take(escape) ?? take(character) ?? []
    if (one.startsWith('[') && refusedInBracket.test(one)) {
      throw refusedPattern(source, 'pattern-part-refused', { part: one.slice(0, 40), position: at - one.length + 1 })
    }
    return { kind: assertions.has(one) ? 'assertion' : 'atom', source: one }
  }

  return readChoice(0)
}

/** The error that says why a pattern can't be searched for; the reason is told in the reader's language. */
export function refusedPattern(
  pattern: string,
  reason: 'pattern-faulty' | 'pattern-part-refused' | 'pattern-too-large' | 'pattern-engine-missing',
  details: ErrorDetails,
): BerthError {
  const shown = pattern.length > 80 ? `${pattern.slice(0, 79)}…` : pattern
  return new BerthError('pattern-refused', { ...causeDetails(errorData(reason, details)), pattern: shown })
}

/** Longer patterns are refused, so that reading and compiling one takes no time worth speaking of. */
const longestPattern = 1_000
const mostDepth = 50
const assertions = new Set(['^', '$', '\\b', '\\B'])
const character = /[\ud800-\udbff][\udc00-\udfff]|[^]/y
/** Half a character, and the octal escapes of old. */
const refusedInBracket = /[\ud800-\udfff]|(?<!\\)(?:\\\\)*\\(?:[1-9]|0\d)/

function refuseFaulty(source: string): void {
  if (source.length > longestPattern) throw refusedPattern(source, 'pattern-too-large', {})
  try {
    // Compiled by V8 itself, so that nothing that it would refuse is read in some way of our own.
    void new RegExp(source)
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    throw refusedPattern(source, 'pattern-faulty', { detail: told.slice(told.lastIndexOf(': ') + 2) })
  }
}

function bounds(sign: string, least: string, most: string): { least: number; most: number | null } {
  if (sign === '*') return { least: 0, most: null }
  if (sign === '+') return { least: 1, most: null }
  if (sign === '?') return { least: 0, most: 1 }
  return { least: Number(least), most: most === '' ? null : Number(most) }
}
