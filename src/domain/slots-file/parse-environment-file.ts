import type { Position } from './file-node'
import { interpolateText, type VariableLookup } from './interpolate-text'
import type { RemarkCode } from './remark-catalog'
import type { RemarkDetails } from './remark'

/** What is wrong with a line of an environment file, or worth knowing of it. */
export type EnvironmentFileRemark = Position & { readonly code: RemarkCode; readonly details: RemarkDetails }

/** The variables of a file in its order (a later one of the same name wins), and all that is wrong with it. */
export type EnvironmentFile = {
  readonly variables: ReadonlyMap<string, string>
  readonly faults: readonly EnvironmentFileRemark[]
  /** Variables that are mentioned and set nowhere. */
  readonly warnings: readonly EnvironmentFileRemark[]
}

/**
 * Reads `.env` and `env_file`s as Compose does: `export`, comments, single and double quotes over several lines,
 * variables from `lookup` and, where it has none, from further up. What Compose's versions read differently is a fault:
 * a bare `$name`, an escape other than of `\ " n r t`, `name: value`.
 */
export function parseEnvironmentFile(text: string, lookup: VariableLookup): EnvironmentFile {
  const variables = new Map<string, string>()
  const faults: EnvironmentFileRemark[] = []
  const warnings: EnvironmentFileRemark[] = []
  const source = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const resolve: VariableLookup = (name) => lookup(name) ?? variables.get(name) ?? null
  let offset = 0
  let line = 1
  while (offset < source.length) {
    const entry = readEntry(source, offset)
    const read = meaningOf(entry, resolve)
    if (read.kind === 'fault') faults.push({ code: read.code, details: read.details, line, column: 1 })
    if (read.kind === 'variable') {
      variables.set(read.name, read.value)
      for (const name of read.unset) warnings.push({ code: 'variable-unset', details: { name }, line, column: 1 })
    }
    line += countLines(source, offset, entry.end)
    offset = entry.end
  }
  return { variables, faults, warnings }
}

/** One logical line: `end` is where the next one begins. */
type Entry =
  | { readonly kind: 'blank'; readonly end: number }
  | { readonly kind: 'unreadable'; readonly end: number }
  | { readonly kind: 'name'; readonly name: string; readonly end: number }
  | { readonly kind: 'value'; readonly name: string; readonly quote: Quote; readonly raw: string; readonly end: number }

type Quote = 'none' | 'single' | 'double' | 'unended'

const namePattern = /[^\S\n]*(?:export[^\S\n]+)?([A-Za-z_][A-Za-z0-9_.-]*)[^\S\n]*(=?)[^\S\n]*/y

function readEntry(source: string, start: number): Entry {
  const lineEnd = endOfLine(source, start)
  if (/^\s*(?:#|$)/.test(source.slice(start, lineEnd))) return { kind: 'blank', end: lineEnd + 1 }
  namePattern.lastIndex = start
  const [whole, name, equals] = namePattern.exec(source) ?? []
  if (whole === undefined || name === undefined) return { kind: 'unreadable', end: lineEnd + 1 }
  const valueStart = start + whole.length
  if (equals === '') {
    const rest = source.slice(valueStart, lineEnd).trim()
    const alone = rest === '' || rest.startsWith('#')
    return alone ? { kind: 'name', name, end: lineEnd + 1 } : { kind: 'unreadable', end: lineEnd + 1 }
  }
  return { kind: 'value', name, ...readValue(source, valueStart, lineEnd) }
}

function readValue(source: string, start: number, lineEnd: number): { quote: Quote; raw: string; end: number } {
  const mark = source[start]
  if (mark !== '"' && mark !== "'") {
    const raw = source.slice(start, lineEnd).replace(/\s#.*$/, '')
    return { quote: 'none', raw: raw.trim(), end: lineEnd + 1 }
  }
  const close = closingQuote(source, start + 1, mark)
  const quote = mark === '"' ? 'double' : 'single'
  if (close === null) return { quote: 'unended', raw: '', end: lineEnd + 1 }
  const closeLineEnd = endOfLine(source, close)
  const rest = source.slice(close + 1, closeLineEnd)
  const clean = /^\s*(?:#.*)?$/.test(rest) && !rest.startsWith('#')
  return clean
    ? { quote, raw: source.slice(start + 1, close), end: closeLineEnd + 1 }
    : { quote: 'unended', raw: '', end: closeLineEnd + 1 }
}

function closingQuote(source: string, start: number, mark: string): number | null {
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1
    else if (source[at] === mark) return at
  }
  return null
}

type Meaning =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'variable'; readonly name: string; readonly value: string; readonly unset: readonly string[] }
  | { readonly kind: 'fault'; readonly code: RemarkCode; readonly details: RemarkDetails }

function meaningOf(entry: Entry, lookup: VariableLookup): Meaning {
  switch (entry.kind) {
    case 'blank':
      return { kind: 'nothing' }
    case 'unreadable':
      return { kind: 'fault', code: 'env-line-unreadable', details: {} }
    case 'name': {
      const value = lookup(entry.name)
      if (value !== null) return { kind: 'variable', name: entry.name, value, unset: [] }
      return { kind: 'fault', code: 'environment-value-missing', details: { name: entry.name } }
    }
    case 'value':
      return valueOf(entry.name, entry.quote, entry.raw, lookup)
  }
}

function valueOf(name: string, quote: Quote, raw: string, lookup: VariableLookup): Meaning {
  const wrong = (code: RemarkCode): Meaning => ({ kind: 'fault', code, details: { name } })
  switch (quote) {
    case 'unended':
      return wrong('env-quote-open')
    case 'single':
      if (/\\['\\]/.test(raw)) return wrong('env-escape-ambiguous')
      return raw.includes('${') ? wrong('env-dollar-ambiguous') : { kind: 'variable', name, value: raw, unset: [] }
    case 'double':
      if (/\\[^"\\nrt]/.test(raw.replaceAll('\\\\', ''))) return wrong('env-escape-ambiguous')
      return filled(name, unescaped(raw), lookup)
    case 'none':
      return filled(name, raw, lookup)
  }
}

/** Escapes first, variables after, as Compose has it: what a variable holds is not unescaped. */
function filled(name: string, text: string, lookup: VariableLookup): Meaning {
  if (/\$(?!\{)/.test(text)) return { kind: 'fault', code: 'env-dollar-ambiguous', details: { name } }
  const done = interpolateText(text, lookup)
  if (done.kind === 'failed') return { kind: 'fault', code: 'env-variable-unreadable', details: { name } }
  return { kind: 'variable', name, value: done.text, unset: done.unset }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

function unescaped(text: string): string {
  return text.replace(/\\(["\\nrt])/g, (_, letter: string) => escapes[letter] ?? letter)
}

function endOfLine(source: string, from: number): number {
  const end = source.indexOf('\n', from)
  return end === -1 ? source.length : end
}

function countLines(source: string, from: number, to: number): number {
  let lines = 0
  for (let at = source.indexOf('\n', from); at !== -1 && at < to; at = source.indexOf('\n', at + 1)) lines += 1
  return lines
}
