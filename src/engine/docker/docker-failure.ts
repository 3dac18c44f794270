import { z } from 'zod'
import { BerthError, type ErrorDetails } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { type ReasonCode, reasonDetails } from '../../domain/error-reasons'

/** What was asked, as far as an error tells of it. */
export type FailedRequest = {
  /** `stop container`: words for a person. */
  readonly operation: string
  /** The container that was addressed; a 404 then says that it is gone. */
  readonly containerId?: string
}

/** By which Berth's read-only proxy tells of itself, in each of its answers. */
export const accessHeader = 'berth-access'

/** What the engine refused. `details.status` is the HTTP status; Docker's words are made harmless. */
export function refusal(request: FailedRequest, status: number, body: string): BerthError {
  if (status === 404 && request.containerId !== undefined) {
    return new BerthError('container-gone', { container: displayText(request.containerId.slice(0, 12)) })
  }
  const reason = refusalText(body)
  return new BerthError('docker-refused', { operation: request.operation, reason: reason || `HTTP ${status}`, status })
}

/** What Berth's read-only proxy refused: a client certificate, or anything that does not only look. */
export function proxyRefusal(request: FailedRequest, status: number, body: string, address: string): BerthError {
  if (status === 401) return new BerthError('client-certificate-refused', { address, reason: refusalText(body) })
  if (status === 403) return new BerthError('host-read-only', { address, operation: request.operation })
  return refusal(request, status, body)
}

/** The engine answered what no engine answers; `where` names the field. */
export function unexpectedAnswer(operation: string, where: string): BerthError {
  return uselessAnswer(operation, 'answer-unexpected', { where: displayText(where, 80) })
}

/** The engine's answer is of no use, for a reason of Berth's own. Whatever a host wrote into `values` must be harmless. */
export function uselessAnswer(operation: string, reason: ReasonCode, values: ErrorDetails = {}): BerthError {
  return new BerthError('docker-refused', { operation, status: 200, ...reasonDetails(reason, values) })
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
