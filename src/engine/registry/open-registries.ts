import { setMaxListeners } from 'node:events'
import { BerthError } from '../../domain/berth-error'
import { openAbortScope, orAborted } from '../abort-scope'
import { chooseOrigin } from './choose-origin'
import { CredentialMemo } from './credential-memo'
import { type ConnectionParts, openTcpStream } from './open-connection'
import { RegistryAccess } from './registry-access'
import { RegistryHttp } from './registry-http'
import { repositoryPlace, usualScheme } from './registry-place'
import type { RegistryClientOptions } from './registry-port'
import { type KnownRegistry, type RepositoryAccess, repositoryAccess } from './repository-access'
import type { RequestCounts } from './request-counts'

/** The registries a client has met, each with connections, tokens and manners of its own. */
export type Registries = {
  readonly accessTo: (repository: string, signal: AbortSignal) => Promise<RepositoryAccess>
  readonly close: () => void
}

/** Opens nothing until a repository is asked for. */
export function openRegistries(options: RegistryClientOptions, counts: RequestCounts): Registries {
  const { clock, credentials } = options
  const closing = openAbortScope()
  const connections: ConnectionParts = {
    clock,
    openStream: options.openStream ?? openTcpStream,
    certificateAuthorities: options.certificateAuthorities ?? [],
  }
  const http = new RegistryHttp({ ...connections, counts, random: options.random ?? Math.random })
  const known = new Map<string, Promise<KnownRegistry>>()
  const meet = async (registry: string): Promise<KnownRegistry> => {
    const scheme = (options.schemeOf ?? usualScheme)(registry)
    const origin = await chooseOrigin(registry, scheme, connections, closing.signal)
    const memo = new CredentialMemo(registry, credentials, clock, closing.signal)
    const parts = { http, clock, memo, closing: closing.signal }
    return { origin, access: new RegistryAccess(origin, parts), heads: 'untried' }
  }
  return {
    accessTo: async (repository, signal) => {
      // One signal may well stand behind all the tags of a page.
      setMaxListeners(0, signal)
      const place = repositoryPlace(repository)
      const meeting = known.get(place.registry) ?? meet(place.registry)
      known.set(place.registry, meeting)
      // A registry that could not be met is tried anew by the next who asks.
      meeting.catch(() => {
        if (known.get(place.registry) === meeting) known.delete(place.registry)
      })
      return repositoryAccess(place, await orAborted(meeting, signal), clock)
    },
    close: () => {
      closing.abort(new BerthError('cancelled'))
      http.close()
    },
  }
}
