import { z } from 'zod'
import { BerthError, causeDetails, type ErrorDetails } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import type { ErrorCode } from '../../domain/error-catalog'
import { reasonDetails } from '../../domain/error-reasons'
import { parseJson } from '../docker/docker-failure'
import type { RegistryCredentials } from '../ports'
import { codeOf, failedConnection } from '../transport/failed-connection'
import { AnswerTooLarge, type HttpAnswer } from './http-exchange'
import { ProxyFailure } from './proxy-failure'
import { type Origin, originText } from './registry-place'
import { askedPauseMs } from './retry-after'

/** What an error names: the registry, and the repository as it is written. */
export type Subject = { readonly registry: string; readonly repository: string }

/** Who asked, by Docker's login or by one that was typed in: decides what helps against a refusal. */
export type Asker = 'nobody' | 'docker' | 'typed'

/** Who asks with these credentials. */
export function askerWith(credentials: RegistryCredentials | null): Asker {
  if (credentials === null) return 'nobody'
  return credentials.kind === 'password' && credentials.isTyped === true ? 'typed' : 'docker'
}

/** An error of the registry about a repository; the names made harmless. */
export function registryError(
  code: ErrorCode,
  { registry, repository }: Subject,
  details: ErrorDetails = {},
  options?: ErrorOptions,
): BerthError {
  const named = { registry: displayText(registry, 100), repository: displayText(repository, 200) }
  return new BerthError(code, { ...named, ...details }, options)
}

/** What a status means that is neither good, nor "not found" where that is an answer. */
export function refusedAnswer(answer: HttpAnswer, asker: Asker, subject: Subject, nowMs: number): BerthError {
  const { status } = answer
  switch (status) {
    case 401:
      return unauthorized(asker, subject)
    case 403:
      return registryError('registry-forbidden', subject, saidBy(answer))
    case 404:
      return registryError('repository-unknown', subject)
    case 429:
      return rateLimited(subject, nowMs, askedPauseMs(answer.headers, nowMs))
  }
  if (status >= 500) return registryError('registry-failing', subject, saidBy(answer))
  return registryError('registry-answer-invalid', subject, saidBy(answer))
}

/** Refused without a login, or in spite of one. */
export function unauthorized(asker: Asker, subject: Subject): BerthError {
  const named = { registry: displayText(subject.registry, 100), reference: displayText(subject.repository, 200) }
  switch (asker) {
    case 'nobody':
      return registryError('registry-login-needed', subject)
    case 'docker':
      return new BerthError('registry-refused', named)
    case 'typed':
      return new BerthError('typed-login-refused', named)
  }
}

/** `waitMs` null: the registry does not say how long. */
export function rateLimited(subject: Subject, nowMs: number, waitMs: number | null): BerthError {
  if (waitMs === null) return registryError('registry-rate-limited', subject, reasonDetails('try-later'))
  const until = new Date(nowMs + waitMs).toISOString().replace(/\.\d+Z$/, 'Z')
  const seconds = Math.ceil(waitMs / 1_000)
  const told = reasonDetails('try-again-at', { until, seconds })
  return registryError('registry-rate-limited', subject, { ...told, until, seconds })
}

/** A request that got no answer, from what Node or the stream's opener threw; an error of Berth stays what it is. */
export function failedRequest(thrown: unknown, subject: Subject, origin: Origin): BerthError {
  if (thrown instanceof BerthError) return thrown
  const address = originText(origin)
  const options = { cause: thrown }
  if (thrown instanceof AnswerTooLarge) {
    const told = reasonDetails('answer-too-large', { bytes: thrown.limitBytes })
    return registryError('registry-answer-invalid', subject, told, options)
  }
  if (thrown instanceof ProxyFailure) {
    return registryError('registry-not-reached', subject, { address, ...thrown.details }, options)
  }
  if (codeOf(thrown).startsWith('HPE_')) {
    return registryError('registry-answer-invalid', subject, reasonDetails('not-http'), options)
  }
  return failedWay(failedConnection(thrown, address), subject, address, options)
}

function failedWay(failed: BerthError, subject: Subject, address: string, options: ErrorOptions): BerthError {
  switch (failed.code) {
    case 'not-tls':
      return registryError('registry-not-tls', subject, { address }, options)
    case 'host-unreachable':
      return registryError('registry-not-reached', subject, { ...failed.data.details, address }, options)
    case 'certificate-expired':
    case 'certificate-not-yet-valid':
    case 'certificate-wrong-name':
    case 'certificate-unknown-authority':
    case 'certificate-revoked':
      return registryError('registry-not-trusted', subject, { ...causeDetails(failed.data), address }, options)
    default:
      return registryError('registry-not-reached', subject, { ...causeDetails(failed.data), address }, options)
  }
}

const wordsSchema = z.object({
  errors: z.array(z.object({ code: z.string().catch(''), message: z.string().catch('') })),
})

/** The status with the registry's own words, harmless; its code where it has no more to say, nothing of a page of something else. */
function saidBy({ status, body }: HttpAnswer): { readonly status: number; readonly reason: string } {
  const parsed = wordsSchema.safeParse(parseJson(body.toString('utf8')))
  const [first] = parsed.success ? parsed.data.errors : []
  const words = displayText(first?.message || first?.code || '', 200)
  return { status, reason: words === '' ? `HTTP ${String(status)}` : `HTTP ${String(status)}: ${words}` }
}
