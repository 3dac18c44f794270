import type { HostKey } from './host-key'
import { isAbout, type KnownKey } from './known-hosts-line'

/** What known_hosts says of the key that a host shows. `by` is the line that decides. */
export type HostKeyVerdict =
  | { readonly kind: 'known'; readonly by: KnownKey }
  | { readonly kind: 'unknown' }
  /** The host is known by another key. */
  | { readonly kind: 'changed'; readonly by: KnownKey }
  | { readonly kind: 'revoked'; readonly by: KnownKey }
  /** Only a certificate authority vouches for the host, and Berth can't check certificates. */
  | { readonly kind: 'needs-certificate-authority'; readonly by: KnownKey }

/** A host by the names it is known by. */
export type KnownBy = {
  readonly knownName: string
  /** Believed where it vouches for the very key, and not asked otherwise; null: none. */
  readonly fallbackName: string | null
}

/**
 * Judges a host's key. A host that is known by a key of another type alone has *changed*: it was asked for the known types
 * first, and one in between could leave those out to look like a mere stranger.
 */
export function judgeHostKey(
  known: readonly KnownKey[],
  { knownName, fallbackName }: KnownBy,
  key: HostKey,
): HostKeyVerdict {
  const isSame = (entry: KnownKey): boolean => entry.key.blob.equals(key.blob)
  const isOf = (name: string | null) => (entry: KnownKey) => name !== null && isAbout(entry, name)
  const about = known.filter(isOf(knownName))
  const fallback = known.filter((entry) => !about.includes(entry) && isOf(fallbackName)(entry))
  const revoked = [...about, ...fallback].find((entry) => entry.mark === 'revoked' && isSame(entry))
  if (revoked !== undefined) return { kind: 'revoked', by: revoked }
  const keys = about.filter((entry) => entry.mark === 'host')
  const own = keys.find(isSame) ?? (keys.length === 0 ? fallback.find(vouches(isSame)) : undefined)
  if (own !== undefined) return { kind: 'known', by: own }
  const other = keys.find((entry) => entry.key.type === key.type) ?? keys[0]
  if (other !== undefined) return { kind: 'changed', by: other }
  const authority = about.find((entry) => entry.mark === 'authority')
  return authority === undefined ? { kind: 'unknown' } : { kind: 'needs-certificate-authority', by: authority }
}

function vouches(isSame: (entry: KnownKey) => boolean) {
  return (entry: KnownKey): boolean => entry.mark === 'host' && isSame(entry)
}

/** The types of the keys that a host is known by. */
export function knownTypes(known: readonly KnownKey[], { knownName, fallbackName }: KnownBy): ReadonlySet<string> {
  const hosts = known.filter((entry) => entry.mark === 'host')
  const own = hosts.filter((entry) => isAbout(entry, knownName))
  const found = own.length > 0 || fallbackName === null ? own : hosts.filter((entry) => isAbout(entry, fallbackName))
  return new Set(found.map(({ key }) => key.type))
}
