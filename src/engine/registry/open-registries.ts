import { setMaxListeners } from 'node:events'
import { BerthError } from '../../domain/berth-error'
import { openAbortScope, orAborted } from '../abort-scope'
import { chooseOrigin } from './choose-origin'
import { CredentialMemo } from './credential-memo'
import { schemeAmong } from './insecure-registries'
import { type ConnectionParts, openTcpStream } from './open-connection'
import { RegistryAccess } from './registry-access'
import { noCertificates } from './registry-certificates'
import { RegistryHttp } from './registry-http'
import type { RepositoryPlace } from './registry-place'
import type { RegistryClientOptions, RegistryScheme } from './registry-port'
import { type KnownRegistry, type RepositoryAccess, repositoryAccess } from './repository-access'
import type { RequestCounts } from './request-counts'

/** The registries a client has met, each with connections, tokens and manners of its own. */
export type Registries = {
  readonly accessTo: (place: RepositoryPlace, signal: AbortSignal) => Promise<RepositoryAccess>
  /** Forgets who one is at a registry: its tokens and password. What is under way ends as it began. */
  readonly forgetLogin: (registry: string) => void
  readonly close: () => void
}

/** Opens nothing until something is asked for. */
export function openRegistries(options: RegistryClientOptions, counts: RequestCounts): Registries {
  const { clock, credentials } = options
  const closing = openAbortScope()
  const connections: ConnectionParts = {
    clock,
    openStream: options.openStream ?? openTcpStream,
    proxyFor: options.proxyFor ?? (() => null),
    certificatesOf: options.certificatesOf ?? (async () => noCertificates),
  }
  const http = new RegistryHttp({ ...connections, counts, random: options.random ?? Math.random })
  const known = new Map<string, Promise<KnownRegistry>>()
  const schemeOf = options.schemeOf ?? ((registry: string) => schemeAmong([], registry))
  const meet = async (registry: string, scheme: RegistryScheme): Promise<KnownRegistry> => {
    const origin = await chooseOrigin(registry, scheme, connections, closing.signal)
    const memo = new CredentialMemo(registry, credentials, clock, closing.signal)
    const parts = { http, clock, memo, closing: closing.signal }
    return { origin, access: new RegistryAccess(origin, parts), heads: 'untried' }
  }
  return {
    accessTo: async (place, signal) => {
      // One signal may well stand behind all the tags of a page.
      setMaxListeners(0, signal)
      const scheme = schemeOf(place.registry)
      // An engine may name a registry as insecure only once it is connected.
      const key = keyOf(place.registry, scheme)
      const meeting = known.get(key) ?? meet(place.registry, scheme)
      known.set(key, meeting)
      // A registry that could not be met is tried anew by the next who asks.
      meeting.catch(() => {
        if (known.get(key) === meeting) known.delete(key)
      })
      return repositoryAccess(place, await orAborted(meeting, signal), clock)
    },
    forgetLogin: (registry) => {
      for (const scheme of ['https', 'https-or-http'] as const) known.delete(keyOf(registry, scheme))
    },
    close: () => {
      closing.abort(new BerthError('cancelled'))
      http.close()
    },
  }
}

function keyOf(registry: string, scheme: RegistryScheme): string {
  return `${scheme} ${registry}`
}
