import { BerthError } from '../../domain/berth-error'
import { openAbortScope, orAborted } from '../abort-scope'
import { cancellation } from '../docker/call-scope'
import { createLimiter, type Limiter } from '../limiter'
import { codeOf } from '../transport/failed-connection'
import { exchange, type HttpAnswer, type HttpRequest } from './http-exchange'
import type { ConnectionParts } from './open-connection'
import { OriginAgent } from './origin-agent'
import { failedRequest, rateLimited, type Subject } from './registry-failure'
import { type Origin, originText } from './registry-place'
import type { RequestCounts, RequestKind } from './request-counts'
import { askedPauseMs } from './retry-after'

/** What sending takes. */
export type HttpParts = ConnectionParts & {
  readonly counts: RequestCounts
  readonly random: () => number
}

/** Requests to one origin at a time; more make a registry angry before they make it faster. */
const mostAtOnce = 8
const exchangeLimitMs = 20_000
/** Tries of one request in all. */
const mostTries = 4
/** How long one request waits for its registry in all, before it is an error that says until when. */
const longestWaitMs = 15_000
const firstBackOffMs = 250
const firstTooOftenMs = 1_000
/** Origins that are remembered; a registry's storage has a few. */
const mostOrigins = 64

type Lane = { readonly agent: OriginAgent; readonly limiter: Limiter; busy: number; notBeforeMs: number }

/**
 * Sends requests, a few at a time to each origin, on connections that are kept; tries again where a registry has a bad
 * moment (5xx, a connection that broke) or asks for patience (429, `Retry-After`), which then holds for all requests to that origin.
 */
export class RegistryHttp {
  readonly #parts: HttpParts
  readonly #lanes = new Map<string, Lane>()
  readonly #closing = openAbortScope()

  constructor(parts: HttpParts) {
    this.#parts = parts
  }

  /**
   * The answer, whatever its status: a 429 or 5xx is one that stayed so. Throws `registry-not-reached`,
   * `registry-not-trusted`, `registry-not-tls`, `registry-answer-invalid`, `registry-rate-limited`, `cancelled`.
   */
  async send(request: HttpRequest, kind: RequestKind, subject: Subject, caller: AbortSignal): Promise<HttpAnswer> {
    const scope = openAbortScope(caller, this.#closing.signal)
    const lane = this.#laneOf(request.origin, subject.registry)
    lane.busy += 1
    try {
      return await this.#tryUntilAnswered({ request, kind, subject, lane }, scope.signal)
    } catch (error) {
      throw scope.signal.aborted ? cancellation(scope.signal) : error
    } finally {
      lane.busy -= 1
      scope.release()
    }
  }

  close(): void {
    this.#closing.abort(new BerthError('cancelled'))
    for (const { agent } of this.#lanes.values()) agent.destroy()
  }

  async #tryUntilAnswered(work: Work, signal: AbortSignal): Promise<HttpAnswer> {
    const { clock, counts, random } = this.#parts
    let waitedMs = 0
    for (let tries = 1; ; tries += 1) {
      waitedMs += await this.#keepPause(work, longestWaitMs - waitedMs, signal)
      if (tries > 1) counts.retried()
      const outcome = await this.#try(work, signal)
      const waitMs = tries === mostTries ? null : backOff(outcome, tries, random())
      if (waitMs === null) return settle(outcome)
      // A pause that the registry asked for was noted for all, and is kept above.
      if (work.lane.notBeforeMs > clock.monotonicMs()) continue
      waitedMs += waitMs
      await clock.sleep(waitMs, signal)
    }
  }

  /** Waits for as long as the registry has asked to be left alone; how long that was. */
  async #keepPause({ lane, subject }: Work, patienceMs: number, signal: AbortSignal): Promise<number> {
    const { clock } = this.#parts
    const pauseMs = Math.max(lane.notBeforeMs - clock.monotonicMs(), 0)
    if (pauseMs > patienceMs) throw rateLimited(subject, clock.nowMs(), pauseMs)
    if (pauseMs > 0) await clock.sleep(pauseMs, signal)
    return pauseMs
  }

  async #try({ request, kind, subject, lane }: Work, signal: AbortSignal): Promise<Outcome> {
    const { counts } = this.#parts
    signal.throwIfAborted()
    try {
      const answer = await orAborted(
        lane.limiter(() => this.#exchangeInTime(request, kind, lane, signal)),
        signal,
      )
      counts.received(answer.body.length)
      this.#noteRetryAfter(answer, lane)
      return { kind: 'answer', answer }
    } catch (error) {
      if (signal.aborted) throw error
      return { kind: 'failed', code: codeOf(error), error: failedRequest(error, subject, request.origin) }
    }
  }

  async #exchangeInTime(request: HttpRequest, kind: RequestKind, lane: Lane, signal: AbortSignal): Promise<HttpAnswer> {
    signal.throwIfAborted()
    const scope = openAbortScope(signal)
    this.#parts.clock.sleep(exchangeLimitMs, scope.signal).then(
      () => scope.abort(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      () => undefined,
    )
    try {
      this.#parts.counts.sent(kind)
      return await orAborted(exchange(request, lane.agent, scope.signal), scope.signal)
    } finally {
      scope.abort()
      scope.release()
    }
  }

  #noteRetryAfter({ status, headers }: HttpAnswer, lane: Lane): void {
    if (status !== 429 && status !== 503) return
    const { clock } = this.#parts
    const waitMs = askedPauseMs(headers, clock.nowMs())
    if (waitMs !== null) lane.notBeforeMs = Math.max(lane.notBeforeMs, clock.monotonicMs() + waitMs)
  }

  /** A lane is one registry's: what is trusted for it, and who is there, is nobody else's. */
  #laneOf(origin: Origin, registry: string): Lane {
    const key = `${registry} ${originText(origin)}`
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    this.#forgetIdleLane()
    const agent = new OriginAgent({ origin, registry }, this.#parts, mostAtOnce)
    const lane = { agent, limiter: createLimiter(mostAtOnce), busy: 0, notBeforeMs: -Infinity }
    this.#lanes.set(key, lane)
    return lane
  }

  #forgetIdleLane(): void {
    if (this.#lanes.size < mostOrigins) return
    const idle = [...this.#lanes].find(([, { busy }]) => busy === 0)
    if (idle === undefined) return
    idle[1].agent.destroy()
    this.#lanes.delete(idle[0])
  }
}

type Work = {
  readonly request: HttpRequest
  readonly kind: RequestKind
  readonly subject: Subject
  readonly lane: Lane
}

type Outcome =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'failed'; readonly code: string; readonly error: BerthError }

/** How long to wait before the next try; null where trying again would help nobody. */
function backOff(outcome: Outcome, tries: number, random: number): number | null {
  const doubled = 2 ** (tries - 1)
  if (outcome.kind === 'failed') {
    // A kept connection that the registry closed just then; it never saw the request, or can be asked again.
    return brokenCodes.has(outcome.code) ? random * firstBackOffMs * doubled : null
  }
  const { status } = outcome.answer
  if (status === 429) return firstTooOftenMs * doubled * (0.5 + random / 2)
  return passingStatuses.has(status) ? random * firstBackOffMs * doubled : null
}

const brokenCodes: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'])
const passingStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504])

function settle(outcome: Outcome): HttpAnswer {
  if (outcome.kind === 'failed') throw outcome.error
  return outcome.answer
}
