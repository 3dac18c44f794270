import { BerthError } from '../../domain/berth-error'
import type { ErrorCode } from '../../domain/error-catalog'
import { parseImageReference } from '../../domain/image-reference'
import type { HostAccess } from '../host-access'
import type { Clock, Outlet } from '../ports'
import { isLoopbackRegistry } from '../registry/registry-place'
import type { RecalledRepository, RegistryClient } from '../registry/registry-port'
import { type HostRegistries, type HostRegistriesParts, openHostRegistries } from './host-registries'

/** From where a registry is asked: null is this machine, else the host of that ID, through its connection. */
export type Way = string | null

/** A question to a registry: by which client, and from where that asks. */
export type RegistryQuestion<Result> = (registry: RegistryClient, way: Way) => Promise<Result>

/**
 * The ways to registries. A registry is asked from this machine; where that does not reach it, from the host that is
 * deployed to, if there is a way on from there. A registry on the host's own loopback is never asked from here: it would be
 * another one. Refusals are answers, and nobody is asked again elsewhere for them.
 */
export type RegistryWays = {
  /** The way to a repository's registry for a host, by what is known now. Costs nothing. */
  readonly wayOf: (hostId: string, repository: string) => Way
  /** The host whose own registry is meant by the name; null: the name means one registry for all. */
  readonly ownerOf: (hostId: string, repository: string) => string | null
  /** Asks by one way, and remembers whether it leads to the registry. */
  readonly ask: <Result>(way: Way, repository: string, question: RegistryQuestion<Result>) => Promise<Result>
  /** Asks by whichever way of some hosts leads there; throws the last failure where none does. */
  readonly askFor: <Result>(
    hostIds: readonly string[],
    repository: string,
    question: RegistryQuestion<Result>,
  ) => Promise<Result>
  /**
   * What an earlier run kept of a repository, by the way of now, else by the host's, as this machine may not have
   * reached the registry then either. Asks nobody.
   */
  readonly recall: (hostId: string, repository: string, platform: string) => Promise<RecalledRepository | null>
  /** See `RegistryClient.forgetLogin`; by all ways. */
  readonly forgetLogin: (registry: string) => void
  /** Closes the clients of the hosts. The one of this machine is its owner's to close. */
  readonly close: () => Promise<void>
}

/** What ways are made of. */
export type RegistryWaysParts = HostRegistriesParts & {
  /** Asks from this machine. */
  readonly direct: RegistryClient
  readonly clock: Clock
  /** Told what came of each question to a registry; null: it answered. A cancelled one says nothing. */
  readonly onAnswer: (registry: string, error: unknown) => void
}

/** See `RegistryWays`. */
export function createRegistryWays(parts: RegistryWaysParts): RegistryWays {
  const hosts = openHostRegistries(parts)
  const memory = createWayMemory(parts.clock)
  const ownerOf = (hostId: string, repository: string): string | null =>
    isLoopbackRegistry(registryOf(repository)) && outletOf(parts.hostAccess, hostId) !== null ? hostId : null
  const wayOf = (hostId: string, repository: string): Way => {
    if (outletOf(parts.hostAccess, hostId) === null) return null
    const isOwn = isLoopbackRegistry(registryOf(repository))
    return isOwn || memory.isBetterFrom(hostId, registryOf(repository)) ? hostId : null
  }
  const ask = async <Result>(way: Way, repository: string, question: RegistryQuestion<Result>): Promise<Result> => {
    const registry = registryOf(repository)
    try {
      const result = await question(clientOf(parts, hosts, way), way)
      memory.note(way, registry, true)
      parts.onAnswer(registry, null)
      return result
    } catch (error) {
      if (!isCode(error, 'cancelled')) {
        memory.note(way, registry, !leadsNowhere(error))
        parts.onAnswer(registry, error)
      }
      throw error
    }
  }
  const askFor: RegistryWays['askFor'] = async (hostIds, repository, question) => {
    const failed = new Map<Way, unknown>()
    for (const hostId of hostIds) {
      for (let way = wayOf(hostId, repository); !failed.has(way); way = wayOf(hostId, repository)) {
        try {
          return await ask(way, repository, question)
        } catch (error) {
          if (!leadsNowhere(error)) throw error
          failed.set(way, error)
        }
      }
    }
    throw [...failed.values()].at(-1) ?? new BerthError('cancelled')
  }
  const recall: RegistryWays['recall'] = async (hostId, repository, platform) => {
    const ways = new Set([wayOf(hostId, repository), outletOf(parts.hostAccess, hostId) === null ? null : hostId])
    for (const way of ways) {
      const kept = await clientOf(parts, hosts, way).recall(repository, platform)
      if (kept !== null) return kept
    }
    return null
  }
  const forgetLogin = (registry: string): void => {
    parts.direct.forgetLogin(registry)
    hosts.forgetLogin(registry)
  }
  return { wayOf, ownerOf, ask, askFor, recall, forgetLogin, close: hosts.close }
}

function clientOf({ direct }: RegistryWaysParts, hosts: HostRegistries, way: Way): RegistryClient {
  return way === null ? direct : hosts.clientOf(way)
}

/** How long a registry that this machine did not reach is asked from a host though that leads nowhere either. */
const lostForMs = 60_000

type WayMemory = {
  readonly isBetterFrom: (hostId: string, registry: string) => boolean
  readonly note: (way: Way, registry: string, isReached: boolean) => void
}

/** A host that leads to a registry is kept to until it no longer does: to try this machine first may cost seconds each time. */
function createWayMemory(clock: Clock): WayMemory {
  const lostAtMs = new Map<string, number>()
  const leading = new Set<string>()
  return {
    isBetterFrom: (hostId, registry) => {
      const lost = lostAtMs.get(registry)
      if (lost === undefined) return false
      return leading.has(`${hostId} ${registry}`) || clock.monotonicMs() - lost < lostForMs
    },
    note: (way, registry, isReached) => {
      if (way === null && isReached) lostAtMs.delete(registry)
      else if (way === null) lostAtMs.set(registry, clock.monotonicMs())
      else if (isReached) leading.add(`${way} ${registry}`)
      else leading.delete(`${way} ${registry}`)
    },
  }
}

/** Null too for a host that was taken off the board meanwhile. */
function outletOf(hostAccess: Pick<HostAccess, 'client'>, hostId: string): Outlet | null {
  try {
    return hostAccess.client(hostId).outlet()
  } catch (error) {
    if (isCode(error, 'host-unknown')) return null
    throw error
  }
}

/** The registry was not spoken to. Whoever answers, refuses or is not trusted was. */
const lostCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'registry-not-reached',
  'ssh-forward-refused',
  'ssh-forward-failed',
  'host-unreachable',
])

function leadsNowhere(error: unknown): boolean {
  return error instanceof BerthError && lostCodes.has(error.code)
}

function isCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof BerthError && error.code === code
}

function registryOf(repository: string): string {
  return parseImageReference(repository)?.registry ?? repository
}
