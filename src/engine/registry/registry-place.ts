import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { isLoopback } from '../../domain/host-address'
import { parseImageReference } from '../../domain/image-reference'

/** Where HTTP is spoken to: nothing of one origin, a credential least of all, is used for another. */
export type Origin = { readonly protocol: 'https:' | 'http:'; readonly hostname: string; readonly port: number }

/** A repository by the name its registry knows it by. `registry` and `name` are what people read and write. */
export type RepositoryPlace = {
  /** `docker.io`, `127.0.0.1:5000`. */
  readonly registry: string
  /** As images have it: `docker.io/library/nginx` is `nginx` here where it was written so. */
  readonly name: string
  /** The path in the registry's API: `library/nginx`; empty for the registry itself. */
  readonly path: string
}

/** Docker Hub's registry is not where its name leads, and what has no owner there is Docker's own. */
const hub = { registry: 'docker.io', alias: 'index.docker.io', host: 'registry-1.docker.io', owner: 'library' } as const

/** Throws `bad-request` for what is no repository, or has a tag or digest behind it. */
export function repositoryPlace(repository: string): RepositoryPlace {
  const parsed = parseImageReference(repository)
  if (parsed === null || parsed.tag !== null || parsed.digest !== null) {
    throw new BerthError('bad-request', { field: 'repository', reason: displayText(repository, 200) })
  }
  const { registry } = parsed
  const path = repository.startsWith(`${registry}/`) ? repository.slice(registry.length + 1) : repository
  const isHub = registry === hub.registry || registry === hub.alias
  const isOwned = !isHub || path.includes('/')
  return { registry: isHub ? hub.registry : registry, name: repository, path: isOwned ? path : `${hub.owner}/${path}` }
}

/** A registry itself, without any of its repositories. Throws `bad-request` for what can't be one. */
export function frontDoor(registry: string): RepositoryPlace {
  const { registry: name } = repositoryPlace(`${registry}/x`)
  return { registry: name, name: `${name}/…`, path: '' }
}

/** The host and port of a registry by its name, for one scheme. */
export function registryOrigin(registry: string, protocol: Origin['protocol']): Origin {
  const host = registry === hub.registry ? hub.host : registry
  return originOf(new URL(`${protocol}//${host}`)) ?? { protocol, hostname: host, port: defaultPort(protocol) }
}

/** Null for any other protocol. IPv6 addresses lose their brackets. */
export function originOf(url: URL): Origin | null {
  const { protocol } = url
  if (protocol !== 'https:' && protocol !== 'http:') return null
  const port = url.port === '' ? defaultPort(protocol) : Number(url.port)
  return { protocol, hostname: url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase(), port }
}

/** Equal for equal origins; also how errors name one. */
export function originText({ protocol, hostname, port }: Origin): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname
  return `${protocol}//${host}${port === defaultPort(protocol) ? '' : `:${String(port)}`}`
}

/** Whether a registry's name means the very machine that asks. False for a name that can't be one of a machine. */
export function isLoopbackRegistry(registry: string): boolean {
  try {
    return isLoopback(registryOrigin(registry, 'http:').hostname)
  } catch {
    return false
  }
}

function defaultPort(protocol: Origin['protocol']): number {
  return protocol === 'https:' ? 443 : 80
}
