import { fault, type Field } from './field'
import { isNull, readEntries, readItems, readText } from './read-values'

/** A named value of a map (`A: b`) or of a list (`- A=b`). Null: the name stands alone. */
export type KeyValue = { readonly field: Field; readonly value: string | null }

/** Reads what Compose takes as a map or as a list of `name=value`, into names in the file's order. */
export function readKeyValues(field: Field | undefined): ReadonlyMap<string, KeyValue> {
  if (field?.node.kind !== 'list') return new Map(mapPairs(field))
  const pairs = new Map<string, KeyValue>()
  for (const item of readItems(field)) {
    const text = readText(item)
    if (text === null) continue
    const equals = text.indexOf('=')
    const name = equals === -1 ? text : text.slice(0, equals)
    if (name === '') fault(item, 'name-missing')
    else if (pairs.has(name)) fault(item, 'named-twice', { name })
    else pairs.set(name, { field: item, value: equals === -1 ? null : text.slice(equals + 1) })
  }
  return pairs
}

/** The same with an empty text where a name stands alone. */
export function readTextMap(field: Field | undefined): Readonly<Record<string, string>> {
  return record([...readKeyValues(field)].map(([name, { value }]) => [name, value ?? '']))
}

/** An object without prototype keys in the way: `__proto__` is a name like any other. */
export function record<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(entries)
}

function mapPairs(field: Field | undefined): readonly (readonly [string, KeyValue])[] {
  return [...readEntries(field)].map(([name, value]) => [
    name,
    { field: value, value: isNull(value) ? null : scalarText(value) },
  ])
}

/** Here a truth value is text as well, as Compose has it for variables and labels. */
function scalarText(field: Field): string | null {
  const { node } = field
  return node.kind === 'scalar' && node.type === 'boolean' ? node.text.toLowerCase() : readText(field)
}
