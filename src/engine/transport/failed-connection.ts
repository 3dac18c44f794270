import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import { displayText } from '../../domain/display-text'
import { failedHandshake } from './failed-handshake'

/** What went wrong on the way to an engine, from the code of the system, of TLS or of the HTTP parser. */
export function failedConnection(thrown: unknown, address: string): BerthError {
  if (thrown instanceof BerthError) return thrown
  const code = codeOf(thrown)
  if (code.startsWith('HPE_')) return new BerthError('not-docker', { address }, { cause: thrown })
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new BerthError('socket-missing', { address }, { cause: thrown })
    case 'EACCES':
    case 'EPERM':
      return new BerthError('permission-denied', { address }, { cause: thrown })
    case 'ENOTFOUND':
    case 'EAI_NONAME':
      return new BerthError('host-name-unknown', { address }, { cause: thrown })
    default:
      return (
        failedHandshake(code, thrown, address) ??
        new BerthError('host-unreachable', { address, ...reasonOf(code, thrown) }, { cause: thrown })
      )
  }
}

/** In words that stay the same on every system. */
function reasonOf(code: string, thrown: unknown): ErrorDetails {
  switch (code) {
    case 'ECONNREFUSED':
      return reasonDetails('connection-refused')
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'EPIPE':
      return reasonDetails('connection-closed')
    case 'ETIMEDOUT':
      return reasonDetails('no-answer-in-time')
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return reasonDetails('no-network-route')
    case 'EAI_AGAIN':
      return reasonDetails('name-service-silent')
    default:
      return { reason: displayText(code === '' && thrown instanceof Error ? thrown.message : code) }
  }
}

/** The code that Node gave an error; empty where it has none. */
export function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}
