import { type PatternNode, refusedPattern } from './line-matcher-syntax'

/** The linear engine's time is the text's length times the expression's: this bounds the latter. */
const longestSource = 2_000
const mostRepeats = 1_000

/**
 * The source of an expression without flags that means the same. V8's linear engine knows neither the flag for upper
 * and lower case nor more than some counted repetitions: letters become `[aA]`, `x{3}` becomes `xxx`. Throws
 * `pattern-refused`, which tells of `told`, where that comes to too much.
 */
export function patternSource(pattern: PatternNode, matchCase: boolean, told: string): string {
  const write = (node: PatternNode): string => {
    switch (node.kind) {
      case 'atom':
        return matchCase ? atomOf(node.source) : bothCases(node.source)
      case 'assertion':
        return node.source
      case 'sequence':
        return within(node.nodes.map(write).join(''))
      case 'choice':
        return `(?:${within(node.nodes.map(write).join('|'))})`
      case 'repeat':
        return within(repeated(node, `(?:${write(node.node)})`))
    }
  }

  const repeated = ({ least, most, lazy }: PatternNode & { kind: 'repeat' }, one: string): string => {
    const mark = lazy ? '?' : ''
    if (most === null && least <= 1) return `${one}${least === 0 ? '*' : '+'}${mark}`
    const optional = (most ?? least) - least
    if (least + optional > mostRepeats || one.length * (least + optional) > longestSource) throw tooLarge()
    if (most === null) return `${one.repeat(least)}${one}*${mark}`
    // One within the other, or an engine would try each of them on its own.
    return one.repeat(least) + `(?:${one}`.repeat(optional) + `)?${mark}`.repeat(optional)
  }

  const within = (source: string): string => {
    if (source.length > longestSource) throw tooLarge()
    return source
  }

  const tooLarge = (): Error => refusedPattern(told, 'pattern-too-large', {})

  return write(pattern)
}

/** A pair of surrogates is one character to whoever writes a pattern. */
function atomOf(source: string): string {
  return source.length > 1 && !/^[\\[]/.test(source) ? `(?:${source})` : source
}

function bothCases(source: string): string {
  if (source.startsWith('[')) return bracketOfBothCases(source)
  if (source.startsWith('\\')) {
    const code = escapedCode(source)
    return code === null ? source : oneOfBothCases(String.fromCharCode(code), source)
  }
  return oneOfBothCases(source, atomOf(source))
}

function oneOfBothCases(letter: string, source: string): string {
  const others = otherCases(letter)
  return others === '' ? source : `[${source}${others}]`
}

/** The same letter in other cases, where these are one unit; empty for what has none. */
function otherCases(letter: string): string {
  const forms = new Set([letter.toLowerCase(), letter.toUpperCase(), letter.toUpperCase().toLowerCase()])
  forms.delete(letter)
  const isAscii = letter < '\u0080'
  // As in JavaScript: no letter beyond ASCII is the other case of one within.
  return [...forms].filter((form) => form.length === 1 && form < '\u0080' === isAscii).join('')
}

const member = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|c[a-zA-Z]|[^])|[^]/g

/** Written anew, its dashes with a backslash: what is added must not make a range with what stands beside it. */
function bracketOfBothCases(source: string): string {
  const negated = source.startsWith('[^')
  const members = source.slice(negated ? 2 : 1, -1).match(member) ?? []
  let written = ''
  for (let at = 0; at < members.length; at += 1) {
    const first = members[at] ?? ''
    const last = members[at + 1] === '-' ? members[at + 2] : undefined
    const firstCode = memberCode(first)
    const lastCode = last === undefined ? null : memberCode(last)
    written += first === '-' ? '\\-' : first
    if (firstCode === null) continue
    if (last !== undefined && lastCode !== null) {
      written += `-${last === '-' ? '\\-' : last}`
      at += 2
    }
    written += otherCasesOfRange(firstCode, lastCode ?? firstCode)
  }
  return `[${negated ? '^' : ''}${written}]`
}

function otherCasesOfRange(first: number, last: number): string {
  const others = new Set<string>()
  for (let code = first; code <= last; code += 1) {
    for (const other of otherCases(String.fromCharCode(code))) {
      const otherCode = other.charCodeAt(0)
      if (otherCode < first || otherCode > last) others.add(`\\u${otherCode.toString(16).padStart(4, '0')}`)
    }
  }
  return [...others].join('')
}

/** The unit a member of a bracket stands for; null for a class (`\d`). */
function memberCode(source: string): number | null {
  if (source === '\\b') return 8
  return source.startsWith('\\') ? escapedCode(source) : source.charCodeAt(0)
}

const controlCodes: Readonly<Record<string, number>> = { 0: 0, t: 9, n: 10, v: 11, f: 12, r: 13 }

/** The unit an escape stands for; null for a class. */
function escapedCode(source: string): number | null {
  if (/^\\[xu]./.test(source)) return Number.parseInt(source.slice(2), 16)
  if (/^\\c./.test(source)) return source.charCodeAt(2) % 32
  const mark = source.charAt(1)
  // Letters without a meaning of their own stand for themselves: `\m`.
  return 'dDwWsSbB'.includes(mark) ? null : (controlCodes[mark] ?? source.charCodeAt(1))
}
