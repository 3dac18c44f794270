import { readHostAddress } from '../../../domain/host-address'
import type { PublishedPort } from './ask-from-here'

/**
 * Where a host's published port is for this machine; null where that can't be told. Only of an engine on this very machine
 * does the address hold as it is: the same port here is another service altogether where the engine is elsewhere.
 */
export function reachedFromHere(
  address: string,
  { address: boundTo, port }: PublishedPort,
): (PublishedPort & { readonly isThisMachine: boolean }) | null {
  const host = readHostAddress(address)
  if (typeof host === 'string') return null
  switch (host.kind) {
    case 'unix':
    case 'npipe':
      return { address: boundTo, port, isThisMachine: true }
    case 'tcp':
      // Bound to the loopback there, it is reached by nobody but that machine.
      return boundTo === '127.0.0.1' ? { address: host.host, port, isThisMachine: false } : null
    case 'ssh':
    case 'context':
      return null
  }
}
