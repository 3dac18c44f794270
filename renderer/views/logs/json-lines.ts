import type { JsonMember, JsonNode } from '../../../src/domain/log-json'

/** A run of text of an unfolded JSON line: a key, a string, another value, or what stands between them. */
export type JsonPart = { readonly kind: 'key' | 'string' | 'value' | 'between'; readonly text: string }

/** One line of the unfolded tree; `depth` counts the indents. */
export type JsonTreeLine = { readonly depth: number; readonly parts: readonly JsonPart[] }

/** Objects and arrays up to this many characters stay on the line of their key. */
const inlineLength = 100

/**
 * The tree of a JSON line as lines of text: a member a line, short objects and arrays beside their key, strings of
 * several lines below it. Stops after `most` lines; `isCut` says that there would be more.
 */
export function jsonLines(
  tree: JsonNode,
  most: number,
): { readonly lines: readonly JsonTreeLine[]; readonly isCut: boolean } {
  const lines: JsonTreeLine[] = []
  const walk = (entries: Iterable<JsonEntry>, depth: number): void => {
    for (const { key, value } of entries) {
      if (lines.length > most) return
      const inline = inlineParts(value)
      lines.push({ depth, parts: [...keyParts(key), ...(inline ?? [])] })
      if (inline !== null) continue
      if (value.kind === 'object' || value.kind === 'array') walk(entriesOf(value), depth + 1)
      else
        for (const text of value.text.split('\n', most))
          lines.push({ depth: depth + 1, parts: [{ kind: 'string', text }] })
    }
  }
  walk(entriesOf(tree), 0)
  return { lines: lines.slice(0, most), isCut: lines.length > most }
}

type JsonEntry = { readonly key: string | null; readonly value: JsonNode }

/** What an object or array holds; what its reader has left out is said in its place. */
function entriesOf(node: JsonNode): readonly JsonEntry[] {
  if (node.kind !== 'object' && node.kind !== 'array') return [{ key: null, value: node }]
  const held: readonly JsonEntry[] =
    node.kind === 'object' ? node.members : node.items.map((value, index) => ({ key: String(index), value }))
  return node.more === 0 ? held : [...held, { key: null, value: { kind: 'null', text: `… +${node.more}` } }]
}

function keyParts(key: string | null): readonly JsonPart[] {
  if (key === null) return []
  return [
    { kind: 'key', text: key },
    { kind: 'between', text: ': ' },
  ]
}

/** The value on one line, or null where it takes several. */
function inlineParts(node: JsonNode): readonly JsonPart[] | null {
  if (node.kind === 'object' || node.kind === 'array') {
    const text = inlineText(node)
    return text.length > inlineLength ? null : [{ kind: node.kind === 'object' ? 'value' : 'string', text }]
  }
  if (node.kind !== 'string') return [{ kind: 'value', text: node.text }]
  return node.text.includes('\n') ? null : [{ kind: 'string', text: JSON.stringify(node.text) }]
}

/** The value as JSON is written, with spaces; longer than `inlineLength` it is not finished. */
function inlineText(node: JsonNode, room = inlineLength): string {
  if (node.kind === 'string') return JSON.stringify(node.text)
  if (node.kind !== 'object' && node.kind !== 'array') return node.text
  const inside = node.kind === 'object' ? node.members : node.items
  const texts: string[] = []
  let left = room
  for (const entry of inside) {
    if (left < 0) break
    const text = 'key' in entry ? memberText(entry, left) : inlineText(entry, left)
    left -= text.length + 2
    texts.push(text)
  }
  if (node.more > 0) texts.push(`… +${node.more}`)
  const list = texts.join(', ')
  if (node.kind === 'array') return `[${list}]`
  return list === '' ? '{}' : `{ ${list} }`
}

function memberText({ key, value }: JsonMember, room: number): string {
  return `${JSON.stringify(key)}: ${inlineText(value, room)}`
}
