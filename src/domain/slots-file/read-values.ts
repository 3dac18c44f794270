import { parseByteSize } from './byte-size'
import { parseDurationMs } from './duration'
import { fault, type Field, fieldAt, itemAt } from './field'

/**
 * Readers of single values. Each says what is wrong and then answers null, as it does for a key that isn't there; what
 * they answer counts only when no fault was said.
 */

/** Text, or a number as text. */
export function readText(field: Field | undefined): string | null {
  if (field === undefined) return null
  const { node } = field
  if (node.kind !== 'scalar') return fault(field, 'text-expected')
  switch (node.type) {
    case 'text':
    case 'number':
      return node.text
    case 'boolean':
      return fault(field, 'text-expected')
    case 'null':
      return fault(field, 'value-missing')
  }
}

/** Text of one of the given words. */
export function readWord<Word extends string>(field: Field | undefined, words: readonly Word[]): Word | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  const found = words.find((word) => word === text)
  return found ?? fault(field, 'word-expected', { words: words.join(', ') })
}

const truths = new Set(['true', 'yes', 'on', 'y'])
const untruths = new Set(['false', 'no', 'off', 'n'])

/** A truth value; absent is false. */
export function readBoolean(field: Field | undefined): boolean {
  return readOptionalBoolean(field) ?? false
}

/** A truth value, also as the words that YAML 1.1 and Compose take for one. */
export function readOptionalBoolean(field: Field | undefined): boolean | null {
  if (field === undefined) return null
  const { node } = field
  const text = node.kind === 'scalar' ? node.text.toLowerCase() : ''
  if (truths.has(text)) return true
  if (untruths.has(text)) return false
  return fault(field, 'boolean-expected')
}

/** A whole number within bounds. */
export function readInteger(field: Field | undefined, least: number, most: number): number | null {
  const number = readNumber(field, least, most)
  if (field === undefined || number === null) return null
  return Number.isInteger(number) ? number : fault(field, 'number-expected', { least, most })
}

/** A number within bounds. */
export function readNumber(field: Field | undefined, least: number, most: number): number | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  const number = /^-?\d{1,16}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : fault(field, 'number-expected', { least, most })
}

/** A duration such as `1m30s`, in milliseconds. */
export function readDurationMs(field: Field | undefined): number | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  return parseDurationMs(text) ?? fault(field, 'duration-expected')
}

/** A size such as `512m`, in bytes. `orNone`: -1 stands for no limit. */
export function readBytes(field: Field | undefined, orNone = false): number | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  if (orNone && text === '-1') return -1
  return parseByteSize(text) ?? fault(field, 'size-expected')
}

/** The items of a list; none where the key is absent. */
export function readItems(field: Field | undefined): readonly Field[] {
  if (field === undefined) return []
  const { node } = field
  if (node.kind === 'list') return node.items.map((item, index) => itemAt(field, index, item))
  fault(field, node.kind === 'scalar' && node.type === 'null' ? 'value-missing' : 'list-expected')
  return []
}

/** A list of texts. */
export function readTexts(field: Field | undefined): readonly string[] {
  return readItems(field).flatMap((item) => readText(item) ?? [])
}

/** One text or a list of them. */
export function readTextOrTexts(field: Field | undefined): readonly string[] {
  if (field?.node.kind !== 'scalar') return readTexts(field)
  const text = readText(field)
  return text === null ? [] : [text]
}

/** The values of a map by key, in the file's order; none where the key is absent or the map is empty. */
export function readEntries(field: Field | undefined): ReadonlyMap<string, Field> {
  if (field === undefined) return new Map()
  const { node } = field
  if (node.kind !== 'map') {
    fault(field, node.kind === 'scalar' && node.type === 'null' ? 'value-missing' : 'map-expected')
    return new Map()
  }
  return new Map(node.entries.map((entry) => [entry.key, fieldAt(field, entry.key, entry.at, entry.value)]))
}

/** Whether a key is there without a value: `data:` */
export function isNull(field: Field): boolean {
  return field.node.kind === 'scalar' && field.node.type === 'null'
}
