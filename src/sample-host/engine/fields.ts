/** An object of JSON, as it came. */
export type Fields = Readonly<Record<string, unknown>>

/** Empty for whatever is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
}

export function textIn(fields: Fields, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

export function numberIn(fields: Fields, name: string): number {
  const value = fields[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : 0
}

/** Null where there is no list; Docker tells that from an empty one. */
export function textsIn(fields: Fields, name: string): readonly string[] | null {
  const value = fields[name]
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : null
}

export function textMapIn(fields: Fields, name: string): Readonly<Record<string, string>> {
  const entries = Object.entries(fieldsOf(fields[name]))
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

export function listIn(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name]
  return Array.isArray(value) ? value.map(fieldsOf) : []
}
