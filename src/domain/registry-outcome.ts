import type { BerthErrorData } from './berth-error'
import type { ErrorCode } from './error-catalog'

/**
 * What the last answer of a registry comes to for who wants something of it. `refused`: another login may help; `not-reached`:
 * nobody answered; `failing`: something else, which its error says.
 */
export type RegistryOutcome = 'reached' | 'refused' | 'not-reached' | 'failing'

const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'registry-login-needed',
  'registry-refused',
  'typed-login-refused',
  'registry-forbidden',
  'credentials-unusable',
])
const silences: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'registry-not-reached',
  'host-unreachable',
  'ssh-forward-refused',
  'ssh-forward-failed',
])
/** The registry answered, though not with what was asked for. */
const answers: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['repository-unknown', 'manifest-unsupported'])

/** See `RegistryOutcome`; null: it answered well. */
export function registryOutcome(error: Pick<BerthErrorData, 'code'> | null): RegistryOutcome {
  if (error === null || answers.has(error.code)) return 'reached'
  if (refusals.has(error.code)) return 'refused'
  return silences.has(error.code) ? 'not-reached' : 'failing'
}
