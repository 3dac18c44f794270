import type { ErrorCode } from '../../domain/error-catalog'

const firstMs = 500
const longestMs = 30_000
/** A local engine that starts again should be back on the board within two seconds; asking a socket file costs nothing. */
const longestLocalMs = 2_000
/** A host of the network has its board back within five seconds of its return, the way there included. */
const longestUnreachableMs = 3_500

/**
 * What only a person can change. To try again by oneself would ask them again and again, or lock the account of somebody
 * whose password was changed.
 */
const forAPerson: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ssh-host-key-unknown',
  'ssh-host-key-refused',
  'ssh-host-key-changed',
  'ssh-host-key-revoked',
  'ssh-login-refused',
  'ssh-agent-keys-unusable',
  'ssh-passphrase-missing',
  'ssh-password-missing',
])

/**
 * How long to wait before the next try, with full jitter so that many clients don't come back at once. `failures` is
 * how often it failed in a row, from 1; `random` is from 0 to 1. Null: until somebody asks for it.
 */
export function backOffMs(
  failures: number,
  { code, isLocal }: { readonly code: ErrorCode; readonly isLocal: boolean },
  random: number,
): number | null {
  if (forAPerson.has(code)) return null
  const isAway = code === 'socket-missing' || code === 'host-unreachable'
  const longest = isAway ? (isLocal ? longestLocalMs : longestUnreachableMs) : longestMs
  const ceiling = Math.min(longest, firstMs * 2 ** Math.min(failures - 1, 16))
  // Where the ceiling is low anyway, less of it is jitter: a try too many each few seconds is what a dead host costs.
  const least = longest === longestUnreachableMs ? 0.7 : 0.1
  return Math.round(ceiling * (least + (1 - least) * random))
}
