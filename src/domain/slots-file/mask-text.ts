import { hiddenValue, mayBeSecret } from '../secret-value'

/**
 * A compose or environment file for display: each value that may be a secret hidden, comments included, line for line (a very long one cut).
 * It works on any text, so that a file that isn't YAML leaks nothing either. A value of one variable alone
 * (`${DB_PASSWORD}`) says nothing and stays.
 */
export function maskText(text: string): string {
  let below: Below | null = null
  const masked = text.split('\n').map((whole) => {
    const line = whole.length > longestLine ? `${whole.slice(0, longestLine)}…` : whole
    const belongs = below !== null && belongsBelow(below, line)
    const open = belongs ? below : null
    if (open !== null && (open.kind !== 'children' || !keyedLine.test(line))) {
      if (open.kind === 'quote' && line.includes(open.quote)) below = null
      return line.trim() === '' ? line : `${' '.repeat(indentOf(line))}${hiddenValue}`
    }
    below = opensBelow(line) ?? open
    return maskLine(line)
  })
  return masked.join('\n')
}

/** What is longer is cut: nobody reads it, and looking through it takes time. */
const longestLine = 1_000

/** A secret's value that goes on below its key's line: a text, a quote left open, or a list or map of values. */
type Below =
  { readonly kind: 'text' | 'children'; readonly indent: number } | { readonly kind: 'quote'; readonly quote: string }

function belongsBelow(below: Below, line: string): boolean {
  if (below.kind === 'quote' || line.trim() === '') return true
  const indent = indentOf(line)
  return indent > below.indent || (below.kind === 'children' && indent === below.indent && line.trim().startsWith('- '))
}

const keyedLine =
  /^(?<lead>\s*(?:#\s*)?(?:-\s+)*(?:export\s+)?)(?<name>["']?[\w.-]+["']?)(?<mark>\s*:(?=\s|$)\s*|\s*=\s*)(?<value>.*)$/

function opensBelow(line: string): Below | null {
  const { lead = '', name = '', value = '' } = keyedLine.exec(line)?.groups ?? {}
  if (name === '' || !mayBeSecret(name, value)) return null
  const quote = /^["']/.exec(value)?.[0]
  if (quote !== undefined) return closesItself(value, quote) ? null : { kind: 'quote', quote }
  return { kind: value.trim() === '' ? 'children' : 'text', indent: lead.length }
}

function closesItself(value: string, quote: string): boolean {
  for (let at = 1; at < value.length; at += 1) {
    if (value[at] === '\\' && quote === '"') at += 1
    else if (value[at] === quote) return true
  }
  return false
}

function maskLine(line: string): string {
  const { lead = '', name = '', mark = '', value = '' } = keyedLine.exec(line)?.groups ?? {}
  if (name !== '' && value !== '' && mayBeSecret(name, '')) {
    return isReference(value) ? line : `${lead}${name}${mark}${hiddenValue}`
  }
  return maskPairs(line).split(/(\s+)/).map(maskWord).join('')
}

/** `NAME: value` within braces and `NAME=value` within a list go on to the next comma, blanks included. */
const flowPairPattern =
  /(?<name>[\w.-]+)(?<mark>["']?\s*(?::\s+|=\s*))(?<value>"(?:[^"\\]|\\.)*"?|'[^']*'?|\$\{[^{}]*\}|[^\s,"'[\]{}][^,"'[\]{}]*)/g

/** Elsewhere, in a command, a value ends at a blank. */
const wordPairPattern =
  /(?<name>[\w.-]+)(?<mark>["']?\s*(?::\s+|=\s*))(?<value>"(?:[^"\\]|\\.)*"?|'[^']*'?|\$\{[^{}]*\}|[^\s"'\]}]+)/g

/** `"NAME=value"`: the quotes are around both. */
const quotedPairPattern = /(?<=(?<quote>["']))(?<name>[\w.-]+)(?<mark>=)(?<value>(?:(?!\k<quote>).)+)/g

function maskPairs(line: string): string {
  const quoted = line.replace(
    quotedPairPattern,
    (whole: string, _quote: string, name: string, mark: string, value: string) => maskPair(whole, name, mark, value),
  )
  return quoted.replace(/[[{]/.test(line) ? flowPairPattern : wordPairPattern, maskPair)
}

function maskPair(whole: string, name: string, mark: string, value: string): string {
  return isReference(value) || !mayBeSecret(name, unquoted(value)) ? whole : `${name}${mark}${hiddenValue}`
}

/** What is secret by its own form, wherever it stands. */
function maskWord(word: string): string {
  const isKnown = word.includes(hiddenValue) || isReference(word)
  return isKnown || !mayBeSecret('', word.replace(/^["'[{]+/, '')) ? word : hiddenValue
}

function isReference(value: string): boolean {
  return /^(?:\$\{[A-Za-z_]\w*\}|\$[A-Za-z_]\w*)$/.test(unquoted(value.trim()))
}

function unquoted(value: string): string {
  return value.replace(/^["']|["']$/g, '')
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}
