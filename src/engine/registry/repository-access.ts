import type { BerthError, ErrorDetails } from '../../domain/berth-error'
import type { ErrorCode } from '../../domain/error-catalog'
import type { RegistryAccess, RegistryAnswer, RegistryRequest } from './registry-access'
import { refusedAnswer, registryError } from './registry-failure'
import type { Origin, RepositoryPlace } from './registry-place'
import type { Clock } from '../ports'

/**
 * Whether a registry's answers to HEAD can be relied on. `untried`: a "not found" may only mean that HEAD itself is
 * unknown there; `honest`: it did not; `useless`: GET it is.
 */
export type HeadManners = 'untried' | 'honest' | 'useless'

/** A registry as this run has come to know it. */
export type KnownRegistry = { readonly origin: Origin; readonly access: RegistryAccess; heads: HeadManners }

/** One repository of a registry, to be asked. */
export type RepositoryAccess = {
  readonly place: RepositoryPlace
  readonly registry: KnownRegistry
  readonly ask: (request: RegistryRequest, signal: AbortSignal) => Promise<RegistryAnswer>
  /** The error that an answer is. */
  readonly refusal: (answer: RegistryAnswer) => BerthError
  /** An error of Berth's own finding about this repository. */
  readonly fault: (code: ErrorCode, details?: ErrorDetails) => BerthError
}

/** See `RepositoryAccess`. */
export function repositoryAccess(place: RepositoryPlace, registry: KnownRegistry, clock: Clock): RepositoryAccess {
  const subject = { registry: place.registry, repository: place.name }
  return {
    place,
    registry,
    ask: (request, signal) => registry.access.ask(place, request, signal),
    refusal: ({ answer, asker }) => refusedAnswer(answer, asker, subject, clock.nowMs()),
    fault: (code, details) => registryError(code, subject, details),
  }
}
