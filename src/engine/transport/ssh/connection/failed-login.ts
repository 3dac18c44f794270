import { BerthError } from '../../../../domain/berth-error'
import { reasonDetails } from '../../../../domain/error-reasons'
import { displayText } from '../../../../domain/display-text'
import { failedConnection } from '../../failed-connection'
import type { Login } from '../login/login'

/** What a connection has come to when it fails. */
export type LoginProgress = {
  readonly phase: 'handshake' | 'login' | 'in'
  /** What the server said first; empty: nothing. */
  readonly greeting: string
  /** Why the host's key is not trusted; undefined: nothing against it. */
  readonly refusal: unknown
}

/** An error of the library. `level` is where it arose; a number as `code` is the host's own reason to end the connection. */
export type LibraryError = Error & { readonly level?: string | undefined; readonly code?: unknown }

/** Why nobody is logged in, from what the library says and how far it came. */
export function failedLogin(error: LibraryError, seen: LoginProgress, login: Login, address: string): Error {
  if (seen.refusal instanceof Error) return seen.refusal
  // A number is the host's reason to end the connection: too many tries, mostly.
  const isTurnedAway = error.level === 'client-authentication' || typeof error.code === 'number'
  if (seen.phase === 'login' && isTurnedAway) return login.failure()
  // A server that has too many visitors says so in plain text, and nothing else.
  const isBusy = /^(Exceeded MaxStartups|Not allowed at this time)/.test(seen.greeting)
  const isGarbled = error.level === 'handshake' || error.level === 'protocol' || typeof error.code === 'number'
  if (seen.phase === 'handshake' && seen.greeting !== '' && isGarbled && !isBusy) {
    const reason = displayText(error.message.replace(/^Handshake failed: /, ''))
    return new BerthError('ssh-handshake-failed', { address, reason }, { cause: error })
  }
  const reason = reasonDetails(isBusy ? 'nobody-let-in' : 'connection-closed')
  if (error.code === undefined) return new BerthError('host-unreachable', { address, ...reason }, { cause: error })
  return failedConnection(error as Error, address)
}
