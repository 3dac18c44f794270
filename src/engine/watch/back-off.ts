import type { ErrorCode } from '../../domain/error-catalog'

const firstMs = 500
const longestMs = 30_000
/** A local engine that starts again should be back on the board within two seconds; asking a socket file costs nothing. */
const longestLocalMs = 2_000

/**
 * How long to wait before the next try, with full jitter so that many clients don't come back at once. `failures` is
 * how often it failed in a row, from 1; `random` is from 0 to 1.
 */
export function backOffMs(failures: number, code: ErrorCode, random: number): number {
  const longest = code === 'socket-missing' || code === 'host-unreachable' ? longestLocalMs : longestMs
  const ceiling = Math.min(longest, firstMs * 2 ** Math.min(failures - 1, 16))
  return Math.round(ceiling * (0.1 + 0.9 * random))
}
