/**
 * An image reference in parts. `repository` is the name as written, registry included; `registry` is the host that
 * Docker would ask (`docker.io` where none is written).
 */
export type ImageReference = {
  readonly registry: string
  readonly repository: string
  readonly tag: string | null
  readonly digest: string | null
}

/** Docker's own rule for tags. */
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/
const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-f]{32,}$/

const registryPattern = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/

/** Whether Docker accepts the text as a tag. */
export function isTag(text: string): boolean {
  return tagPattern.test(text)
}

/** Whether the text can be the name of a registry: a host, with a port or without. */
export function isRegistryName(text: string): boolean {
  return text.length <= 255 && registryPattern.test(text)
}

/** One name for each registry: Docker Hub has two. */
export function registryName(registry: string): string {
  return registry === 'index.docker.io' ? 'docker.io' : registry
}

/** Reads `[registry/]name[:tag][@digest]`. Null for an image ID or anything that isn't a reference. */
export function parseImageReference(text: string): ImageReference | null {
  const [named = '', digest = null, ...rest] = text.split('@')
  if (rest.length > 0 || named === '' || named.length > 400) return null
  if (digest !== null && !digestPattern.test(digest)) return null
  const colon = named.lastIndexOf(':')
  const hasTag = colon > named.lastIndexOf('/')
  const repository = hasTag ? named.slice(0, colon) : named
  const tag = hasTag ? named.slice(colon + 1) : null
  if (repository === 'sha256' || (tag !== null && !isTag(tag)) || !isRepository(repository)) return null
  return { registry: registryOf(repository), repository, tag, digest }
}

/** The reference as Docker writes it. */
export function formatImageReference(reference: Omit<ImageReference, 'registry'>): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`
  const digest = reference.digest === null ? '' : `@${reference.digest}`
  return `${reference.repository}${tag}${digest}`
}

/** The same repository at another tag; a digest that pinned the old one is dropped. */
export function atTag(reference: ImageReference, tag: string): ImageReference {
  return { ...reference, tag, digest: null }
}

function isRepository(name: string): boolean {
  const registry = registryOf(name)
  if (!registryPattern.test(registry)) return false
  const path = name.startsWith(`${registry}/`) ? name.slice(registry.length + 1) : name
  return /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/.test(path)
}

function registryOf(repository: string): string {
  const [first = '', ...rest] = repository.split('/')
  const named = rest.length > 0 && (first.includes('.') || first.includes(':') || first === 'localhost')
  return named ? first : 'docker.io'
}
