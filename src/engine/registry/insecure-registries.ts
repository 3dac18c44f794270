import type { InsecureRegistries } from '../ports'
import { isInRange } from './proxy-of-environment'
import { isLoopbackRegistry, registryOrigin } from './registry-place'
import type { RegistryScheme } from './registry-port'

/**
 * How a registry is spoken to, given what engines name as insecure. Those, and what is on a loopback address, are tried by
 * TLS and then in the clear, as Docker does; all others by TLS alone.
 */
export function schemeAmong(named: readonly InsecureRegistries[], registry: string): RegistryScheme {
  const isNamed = named.some(({ names, ranges }) => names.includes(registry) || isInOneOf(ranges, registry))
  return isNamed || isLoopbackRegistry(registry) ? 'https-or-http' : 'https'
}

function isInOneOf(ranges: readonly string[], registry: string): boolean {
  if (ranges.length === 0) return false
  try {
    const { hostname } = registryOrigin(registry, 'https:')
    return ranges.some((range) => isInRange(hostname, range))
  } catch {
    return false
  }
}
