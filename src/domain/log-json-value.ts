import { displayBlock } from './display-text'

/** A value of a JSON line. Texts are harmless; line breaks in strings stay. Numbers are as they were written. */
export type JsonNode =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null'; readonly text: string }
  /** `more` counts the members that were left out. */
  | { readonly kind: 'object'; readonly members: readonly JsonMember[]; readonly more: number }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[]; readonly more: number }

/** One entry of an object, in the order of the text; a key may come twice. */
export type JsonMember = { readonly key: string; readonly value: JsonNode }

/** How much of a value is kept; what is more is counted and left out. */
export type JsonLimits = { readonly depth: number; readonly nodes: number; readonly stringLength: number }

/**
 * Reads the JSON value that begins at `start`, in a time that grows with the text's length and in bounded room. `end` is
 * behind it. Null where there is none; of a text that was cut (`cutTail`) what is there counts. Not `JSON.parse`: that
 * rounds long numbers, reorders keys, keeps one of two with the same name, and can't read what was cut.
 */
export function readJsonValue(
  text: string,
  start: number,
  limits: JsonLimits,
): { readonly node: JsonNode; readonly end: number } | null {
  const cursor: Cursor = { text, at: start, nodesLeft: limits.nodes, isCut: cutTail.test(text.slice(-20)), limits }
  const node = readValue(cursor, 0)
  return node === null ? null : { node, end: cursor.at }
}

/** How the ends of texts look that were cut for display or in the store. */
const cutTail = /…(?:\[cut at 1 MB\])?$/

type Cursor = {
  readonly text: string
  at: number
  nodesLeft: number
  readonly isCut: boolean
  readonly limits: JsonLimits
}

const space = /[ \t\r\n]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
// Unrolled, so that no run can be split in two ways: linear for a string that has no end, too.
const stringToken = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y

function readValue(cursor: Cursor, depth: number): JsonNode | null {
  skip(cursor, space)
  cursor.nodesLeft -= 1
  switch (cursor.text.charAt(cursor.at)) {
    case '{':
      return readObject(cursor, depth)
    case '[':
      return readArray(cursor, depth)
    case '"': {
      const text = readString(cursor)
      return text === null ? null : { kind: 'string', text }
    }
    default: {
      const text = skip(cursor, scalar)
      if (text === '') return null
      if (text === 'null') return { kind: 'null', text }
      if (text === 'true' || text === 'false') return { kind: 'boolean', text }
      return { kind: 'number', text: text.slice(0, cursor.limits.stringLength) }
    }
  }
}

function readObject(cursor: Cursor, depth: number): JsonNode | null {
  const members: JsonMember[] = []
  const more = readList(cursor, '}', depth, (isKept) => {
    const key = readString(cursor)
    if (key === null) return false
    skip(cursor, space)
    if (!taken(cursor, ':')) return false
    if (!isKept) return skipValue(cursor)
    const value = readValue(cursor, depth + 1)
    if (value !== null) members.push({ key, value })
    return value !== null
  })
  return more === null ? null : { kind: 'object', members, more }
}

function readArray(cursor: Cursor, depth: number): JsonNode | null {
  const items: JsonNode[] = []
  const more = readList(cursor, ']', depth, (isKept) => {
    if (!isKept) return skipValue(cursor)
    const item = readValue(cursor, depth + 1)
    if (item !== null) items.push(item)
    return item !== null
  })
  return more === null ? null : { kind: 'array', items, more }
}

/** The entries between two brackets; answers with how many were left out, null where this is no JSON. */
function readList(cursor: Cursor, end: string, depth: number, readEntry: (isKept: boolean) => boolean): number | null {
  let more = 0
  cursor.at += 1
  skip(cursor, space)
  if (taken(cursor, end)) return more
  for (;;) {
    skip(cursor, space)
    const isKept = depth < cursor.limits.depth && cursor.nodesLeft > 0
    if (!isKept) more += 1
    if (!readEntry(isKept)) return cutOff(cursor, more + (isKept ? 1 : 0))
    skip(cursor, space)
    if (taken(cursor, end)) return more
    if (!taken(cursor, ',')) return cutOff(cursor, more + 1)
  }
}

/** Where a text was cut, all that is open ends; any other text is no JSON. */
function cutOff(cursor: Cursor, more: number): number | null {
  if (!cursor.isCut) return null
  cursor.at = cursor.text.length
  return more
}

function readString(cursor: Cursor): string | null {
  const start = cursor.at
  const token = skip(cursor, stringToken)
  if (token === '') return cutString(cursor, start)
  const inner = token.slice(1, -1).slice(0, cursor.limits.stringLength * 2)
  return displayBlock(unescaped(inner), cursor.limits.stringLength)
}

/** The beginning of a string whose end was cut away. */
function cutString(cursor: Cursor, start: number): string | null {
  if (!cursor.isCut || cursor.text.charAt(start) !== '"') return null
  const rest = cursor.text.slice(start + 1)
  if (rest.includes('"')) return null
  cursor.at = cursor.text.length
  return displayBlock(unescaped(rest), cursor.limits.stringLength)
}

const escape = /\\(?:u([\da-fA-F]{4})|(["\\/bfnrt]))/g
const escaped: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(escape, (_, code: string | undefined, mark: string = '') =>
    code === undefined ? (escaped[mark] ?? mark) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}

const nested = /["{}[\]]/g

/** Passes over a value without keeping or checking it; nested ones without going down into them. */
function skipValue(cursor: Cursor): boolean {
  skip(cursor, space)
  const first = cursor.text.charAt(cursor.at)
  if (first === '"') return skip(cursor, stringToken) !== ''
  if (first !== '{' && first !== '[') return skip(cursor, scalar) !== ''
  let open = 0
  do {
    nested.lastIndex = cursor.at
    const match = nested.exec(cursor.text)
    if (match === null) return false
    cursor.at = match.index
    if (match[0] === '"') {
      if (skip(cursor, stringToken) === '') return false
      continue
    }
    open += match[0] === '{' || match[0] === '[' ? 1 : -1
    cursor.at += 1
  } while (open > 0)
  return true
}

function skip(cursor: Cursor, expression: RegExp): string {
  expression.lastIndex = cursor.at
  const token = expression.exec(cursor.text)?.[0] ?? ''
  cursor.at += token.length
  return token
}

function taken(cursor: Cursor, mark: string): boolean {
  if (cursor.text.charAt(cursor.at) !== mark) return false
  cursor.at += 1
  return true
}
