/** What a proxy's template can ask for. */
export const upstreamPlaceholders = ['port', 'name', 'address'] as const

/** See `upstreamPlaceholders`. */
export type UpstreamPlaceholder = (typeof upstreamPlaceholders)[number]

/**
 * Where a container is found. `port`: the host's port of its lowest published TCP port; `name`: a name that no other
 * container has, in its networks; `address`: its IP address in a network that the proxy is on. Null: it has none.
 */
export type UpstreamTarget = Readonly<Record<UpstreamPlaceholder, string | null>>

/** A template filled in, or the placeholder that the target has no value for. */
export type FilledTemplate =
  | { readonly kind: 'filled'; readonly content: string }
  | { readonly kind: 'missing'; readonly placeholder: UpstreamPlaceholder }

const pattern = /\{(port|name|address)\}/g

/** The placeholders that a template has; one without any would switch nothing over. */
export function placeholdersOf(template: string): ReadonlySet<UpstreamPlaceholder> {
  return new Set([...template.matchAll(pattern)].map((match) => match[1] as UpstreamPlaceholder))
}

/**
 * Puts the target's values in the place of `{port}`, `{name}` and `{address}`, and leaves every other character as it
 * is: braces are most proxies' own syntax. Only values of letters, digits and `._:-[]` are put in, so that none can be
 * read as more than a value; what was put in is not looked at again.
 */
export function fillTemplate(template: string, target: UpstreamTarget): FilledTemplate {
  const missing = [...placeholdersOf(template)].find((placeholder) => !isPlain(target[placeholder]))
  if (missing !== undefined) return { kind: 'missing', placeholder: missing }
  const content = template.replace(pattern, (_, placeholder: UpstreamPlaceholder) => target[placeholder] ?? '')
  return { kind: 'filled', content: content.endsWith('\n') ? content : `${content}\n` }
}

function isPlain(value: string | null): boolean {
  return value !== null && /^[A-Za-z0-9._:[\]-]{1,255}$/.test(value)
}
