import { fault, type Field } from './field'
import type { RemarkCode } from './remark-catalog'
import { readEntries } from './read-values'

/** Which keys a map may have. Keys that begin with `x-` are for others and left alone unless they are named. */
export type SectionKeys<Key extends string> = {
  readonly supported: readonly Key[]
  /** Known to Compose, without meaning for a slot: taken and left unused. */
  readonly withoutEffect?: readonly string[]
  /** Known to Compose and refused; the code says why. */
  readonly refused?: Readonly<Record<string, RemarkCode>>
}

/** The keys that are there and supported. */
export type Section<Key extends string> = { readonly [name in Key]?: Field }

/** The supported keys of a map; every other key is a fault of its own. */
export function readSection<Key extends string>(field: Field | undefined, keys: SectionKeys<Key>): Section<Key> {
  const section: { [name in Key]?: Field } = {}
  for (const [key, value] of readEntries(field)) {
    const supported = keys.supported.find((name) => name === key)
    if (supported !== undefined) section[supported] = value
    else if (!key.startsWith('x-') && keys.withoutEffect?.includes(key) !== true) refuse(value, key, keys.refused)
  }
  return section
}

function refuse(value: Field, key: string, refused: Readonly<Record<string, RemarkCode>> = {}): void {
  if (Object.hasOwn(refused, key)) fault(value, refused[key] ?? 'key-unsupported', { key })
  else fault(value, 'key-unknown', { key })
}
