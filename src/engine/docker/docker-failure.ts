import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'

/** What was asked, as far as an error tells of it. */
export type FailedRequest = {
  /** `stop container`: words for a person. */
  readonly operation: string
  /** The container that was addressed; a 404 then says that it is gone. */
  readonly containerId?: string
}

/** What went wrong on the way to the engine, from the code of the system or the HTTP parser. */
export function connectionFailure(thrown: unknown, address: string): BerthError {
  if (thrown instanceof BerthError) return thrown
  const code = errorCode(thrown)
  if (code.startsWith('HPE_')) return new BerthError('not-docker', { address }, { cause: thrown })
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new BerthError('socket-missing', { address }, { cause: thrown })
    case 'EACCES':
    case 'EPERM':
      return new BerthError('permission-denied', { address }, { cause: thrown })
    default:
      return new BerthError('host-unreachable', { address, reason: connectionReason(code, thrown) }, { cause: thrown })
  }
}

function connectionReason(code: string, thrown: unknown): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'connection refused'
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'EPIPE':
      return 'connection closed'
    default:
      return displayText(code === '' && thrown instanceof Error ? thrown.message : code)
  }
}

/** What the engine refused. `details.status` is the HTTP status; Docker's words are made harmless. */
export function refusal(request: FailedRequest, status: number, body: string): BerthError {
  if (status === 404 && request.containerId !== undefined) {
    return new BerthError('container-gone', { container: displayText(request.containerId.slice(0, 12)) })
  }
  const reason = refusalText(body)
  return new BerthError('docker-refused', { operation: request.operation, reason: reason || `HTTP ${status}`, status })
}

/** The engine answered what no engine answers; `where` names the field. */
export function unexpectedAnswer(operation: string, where: string): BerthError {
  const reason = `unexpected answer (${displayText(where, 80)})`
  return new BerthError('docker-refused', { operation, reason, status: 200 })
}

const refusalSchema = z.object({ message: z.string() })

/** Docker's message of an error answer, harmless; empty where there is none. */
export function refusalText(body: string): string {
  const parsed = refusalSchema.safeParse(parseJson(body))
  return displayText(parsed.success ? parsed.data.message : body)
}

/** Undefined for what is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function errorCode(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : ''
}
