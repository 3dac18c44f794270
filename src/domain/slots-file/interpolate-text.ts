/** Answers a variable's value; null where it is not set. */
export type VariableLookup = (name: string) => string | null

/** What can be wrong with a text that holds variables. `reason` is the text behind `?`. */
export type InterpolationProblem =
  | { readonly kind: 'invalid'; readonly offset: number }
  | { readonly kind: 'required'; readonly name: string; readonly reason: string }
  | { readonly kind: 'too-long' }

/** The text filled in. `unset` names the variables that became nothing, as Compose does it, for a warning. */
export type Interpolation =
  | { readonly kind: 'done'; readonly text: string; readonly unset: readonly string[] }
  | { readonly kind: 'failed'; readonly problem: InterpolationProblem }

/** Most characters that filling in may put together; defaults can nest, values can be long. */
const lengthLimit = 262_144
const depthLimit = 32
const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y
const operatorPattern = /:?[-?+]/y

/**
 * Fills variables in as Compose does: `$A`, `${A}`, `${A:-x}`, `${A-x}`, `${A:?x}`, `${A?x}`, `${A:+x}`, `${A+x}`, each
 * `x` with variables of its own; `$$` is a dollar sign. With a colon an empty value counts as not set. A default that
 * isn't needed is not looked at.
 */
export function interpolateText(text: string, lookup: VariableLookup): Interpolation {
  if (!text.includes('$')) return { kind: 'done', text, unset: [] }
  const unset = new Set<string>()
  const state: State = { text, lookup, unset, position: 0, length: 0 }
  try {
    const filled = readUntil(state, null, 0, true)
    return { kind: 'done', text: filled, unset: [...unset] }
  } catch (thrown) {
    if (thrown instanceof Stop) return { kind: 'failed', problem: thrown.problem }
    throw thrown
  }
}

type State = {
  readonly text: string
  readonly lookup: VariableLookup
  readonly unset: Set<string>
  position: number
  length: number
}

class Stop extends Error {
  constructor(readonly problem: InterpolationProblem) {
    super(problem.kind)
  }
}

/** Reads up to `end` (or the end of the text). `live` false: the part is skipped, so nothing in it is asked or refused. */
function readUntil(state: State, end: '}' | null, depth: number, live: boolean): string {
  if (depth > depthLimit) throw new Stop({ kind: 'invalid', offset: state.position })
  const parts: string[] = []
  const { text } = state
  for (;;) {
    const next = nextSpecial(state, end)
    add(state, parts, text.slice(state.position, next))
    state.position = next
    if (next === text.length && end !== null) throw new Stop({ kind: 'invalid', offset: next })
    if (next === text.length || text[next] === end) return parts.join('')
    add(state, parts, readVariable(state, depth, live))
  }
}

function nextSpecial({ text, position }: State, end: '}' | null): number {
  for (let at = position; at < text.length; at += 1) {
    if (text[at] === '$' || (end !== null && text[at] === end)) return at
  }
  return text.length
}

/** Counts before anything is put together, so that no text grows beyond the limit. */
function add(state: State, parts: string[], part: string): void {
  state.length += part.length
  if (state.length > lengthLimit) throw new Stop({ kind: 'too-long' })
  parts.push(part)
}

function readVariable(state: State, depth: number, live: boolean): string {
  const start = state.position
  const following = state.text[start + 1]
  state.position = start + (following === '$' || following === '{' ? 2 : 1)
  if (following === '$') return '$'
  const name = matchAt(state, namePattern)
  if (name === null) throw new Stop({ kind: 'invalid', offset: start })
  if (following !== '{') return live ? valueOrNothing(state, name) : ''
  const value = live ? state.lookup(name) : null
  const operator = matchAt(state, operatorPattern)
  if (operator === null) {
    closeBrace(state, start)
    return live ? valueOrNothing(state, name) : ''
  }
  return applyOperator(state, { start, name, value, operator }, depth, live)
}

type Expression = {
  readonly start: number
  readonly name: string
  readonly value: string | null
  readonly operator: string
}

function applyOperator(state: State, { start, name, value, operator }: Expression, depth: number, live: boolean) {
  const isSet = operator.startsWith(':') ? value !== null && value !== '' : value !== null
  const kind = operator.at(-1)
  const wanted = kind === '+' ? isSet : !isSet
  const word = readUntil(state, '}', depth + 1, live && wanted)
  closeBrace(state, start)
  if (!live) return ''
  if (!wanted) return kind === '+' ? '' : (value ?? '')
  if (kind === '?') throw new Stop({ kind: 'required', name, reason: word })
  return word
}

function valueOrNothing(state: State, name: string): string {
  const value = state.lookup(name)
  if (value === null) state.unset.add(name)
  return value ?? ''
}

function closeBrace(state: State, start: number): void {
  if (state.text[state.position] !== '}') throw new Stop({ kind: 'invalid', offset: start })
  state.position += 1
}

function matchAt(state: State, pattern: RegExp): string | null {
  pattern.lastIndex = state.position
  const found = pattern.exec(state.text)?.[0] ?? null
  if (found !== null) state.position += found.length
  return found
}
