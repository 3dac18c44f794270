import type { RegistryView } from '../../contract/registry-requests'
import { BerthError, toErrorData } from '../../domain/berth-error'
import type { Board } from '../../domain/board'
import { parseImageReference, registryName } from '../../domain/image-reference'
import { findDockerLogin } from '../docker/credential-source'
import type { TypedLogins } from '../ports'
import type { RequestHandlers } from '../request-router'
import type { RegistryAnswers } from './registry-answers'
import type { RegistryWays } from './registry-ways'

/** What the requests about registries themselves are made of. */
export type RegistryHandlerParts = {
  readonly board: () => Board
  readonly ways: Pick<RegistryWays, 'ask' | 'askFor'>
  readonly answers: Pick<RegistryAnswers, 'last'>
  readonly typed: Pick<TypedLogins, 'judged'>
  readonly dockerConfigDirectory: string
}

/** The requests about registries themselves, carried out. */
export function registryHandlers(
  parts: RegistryHandlerParts,
): Pick<RequestHandlers, 'list-registries' | 'try-registry'> {
  return {
    'list-registries': async ({ also }, signal) => {
      const names = new Set([...boardRegistries(parts.board()).keys(), ...also.map(registryName)])
      const registries = [...names].sort().map(async (registry): Promise<RegistryView> => {
        return { registry, docker: await dockerLogin(parts, registry, signal), answer: parts.answers.last(registry) }
      })
      return { registries: await Promise.all(registries) }
    },
    'try-registry': async ({ registry }, signal) => ({ as: await tryRegistry(parts, registryName(registry), signal) }),
  }
}

/** A typed login is judged by nothing but this question: what is asked at other times may be refused for other reasons. */
async function tryRegistry(
  { board, ways, typed }: RegistryHandlerParts,
  registry: string,
  signal: AbortSignal,
): Promise<'nobody' | 'docker' | 'typed'> {
  const hostIds = boardRegistries(board()).get(registry) ?? []
  const anyOfIts = `${registry}/x`
  try {
    const as =
      hostIds.length === 0
        ? await ways.ask(null, anyOfIts, (client) => client.knock(registry, signal))
        : await ways.askFor(hostIds, anyOfIts, (client) => client.knock(registry, signal))
    if (as === 'typed') typed.judged(registry, true)
    return as
  } catch (error) {
    if (error instanceof BerthError && error.code === 'typed-login-refused') typed.judged(registry, false)
    throw error
  }
}

async function dockerLogin(
  { dockerConfigDirectory }: RegistryHandlerParts,
  registry: string,
  signal: AbortSignal,
): Promise<RegistryView['docker']> {
  try {
    return await findDockerLogin(dockerConfigDirectory, registry, signal)
  } catch (error) {
    if (signal.aborted) throw error
    return { kind: 'unusable', error: toErrorData(error) }
  }
}

/** The hosts that run images of a registry, by its name. An image without a digest of a registry was never pulled. */
function boardRegistries({ hosts }: Board): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  for (const { host, slots } of hosts) {
    for (const { image, digest } of slots.flatMap(({ services }) => services)) {
      const registry = digest === null ? null : parseImageReference(image)?.registry
      if (registry === null || registry === undefined) continue
      const name = registryName(registry)
      found.set(name, [...new Set([...(found.get(name) ?? []), host.id])])
    }
  }
  return found
}
