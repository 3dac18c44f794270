import type { ServiceSpec } from './service-spec'

/**
 * A service's settings without its image as one text, the same for the same settings whatever the order of keys. Holds
 * secrets; only its hash may be stored.
 */
export function settingsText({ image: _image, ...settings }: ServiceSpec): string {
  return canonical(settings)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`
}
