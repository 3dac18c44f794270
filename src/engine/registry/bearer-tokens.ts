import { z } from 'zod'
import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { reasonDetails } from '../../domain/error-reasons'
import { isLoopback } from '../../domain/host-address'
import { orAborted } from '../abort-scope'
import { parseJson } from '../docker/docker-failure'
import type { Clock, RegistryCredentials } from '../ports'
import type { CredentialMemo } from './credential-memo'
import type { HttpAnswer, HttpRequest } from './http-exchange'
import { askerWith, refusedAnswer, registryError, type Subject, unauthorized } from './registry-failure'
import type { RegistryHttp } from './registry-http'
import { type Origin, originOf, originText } from './registry-place'

/** What a token is asked for, and where; an empty scope: for the login alone. */
export type TokenQuestion = { readonly realm: string; readonly service: string | null; readonly scope: string }

/** A token, and whether it was fetched for this very question. */
export type KnownToken = { readonly token: string; readonly isFresh: boolean }

export type TokenParts = {
  readonly http: RegistryHttp
  readonly clock: Clock
  readonly memo: CredentialMemo
  /** The client's end. */
  readonly closing: AbortSignal
}

/** What the specification says where an answer doesn't: `expires_in` is optional, and GHCR leaves it out. */
const usualLifeSeconds = 60
const longestLifeSeconds = 12 * 60 * 60
/** A token is left alone for the last of its life: the request takes its time, and clocks differ. */
const restMs = 5_000
const mostTokens = 500
const mostTokenBytes = 64 * 1024

const tokenSchema = z.object({
  token: z.string().min(1).optional(),
  // The name OAuth has for it; Azure's registry knows no other.
  access_token: z.string().min(1).optional(),
  expires_in: z.number().positive().catch(usualLifeSeconds),
})

/**
 * Bearer tokens of one registry, by scope, for as long as they live, in memory alone. Requests that need the same token
 * wait for one refresh.
 */
export class BearerTokens {
  readonly #parts: TokenParts
  readonly #known = new Map<string, { readonly token: string; readonly untilMs: number }>()
  readonly #fetching = new Map<string, Promise<string>>()

  constructor(parts: TokenParts) {
    this.#parts = parts
  }

  /** Throws what `refusedAnswer` and `RegistryHttp.send` do, and `registry-led-astray` for a realm that can't be trusted. */
  async get(question: TokenQuestion, registry: Origin, subject: Subject, signal: AbortSignal): Promise<KnownToken> {
    const key = JSON.stringify([question.realm, question.service, question.scope])
    const known = this.#known.get(key)
    if (known !== undefined && this.#parts.clock.monotonicMs() < known.untilMs) {
      return { token: known.token, isFresh: false }
    }
    const fetching = this.#fetching.get(key) ?? this.#fetch(key, question, registry, subject)
    return { token: await orAborted(fetching, signal), isFresh: true }
  }

  /** The registry would not have this one; a newer one stays. */
  forget(token: string): void {
    for (const [key, known] of this.#known) if (known.token === token) this.#known.delete(key)
  }

  /** For all that wait, so under nobody's own signal: each request in it has a deadline. */
  #fetch(key: string, question: TokenQuestion, registry: Origin, subject: Subject): Promise<string> {
    const fetching = this.#ask(question, registry, subject, this.#parts.closing)
      .then(({ token, lifeMs }) => {
        this.#remember(key, token, lifeMs)
        return token
      })
      .finally(() => this.#fetching.delete(key))
    this.#fetching.set(key, fetching)
    // Those who wait are told; nobody may be left who does.
    fetching.catch(() => undefined)
    return fetching
  }

  async #ask(question: TokenQuestion, registry: Origin, subject: Subject, signal: AbortSignal): Promise<FetchedToken> {
    const realm = trustedRealm(question.realm, registry, subject)
    const { credentials } = await this.#parts.memo.read(signal)
    const request = tokenRequest(realm, question, credentials)
    const answer = await this.#parts.http.send(request, 'token', subject, signal)
    if (answer.status === 200) return readToken(answer, subject)
    if (credentials !== null) this.#parts.memo.forget()
    throw refusedToken(answer, credentials, subject, this.#parts.clock.nowMs())
  }

  #remember(key: string, token: string, lifeMs: number): void {
    this.#known.delete(key)
    this.#known.set(key, { token, untilMs: this.#parts.clock.monotonicMs() + lifeMs - restMs })
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostTokens && oldest !== undefined) this.#known.delete(oldest)
  }
}

type FetchedToken = { readonly token: string; readonly lifeMs: number }

/**
 * A realm on another host is normal (auth.docker.io). It is asked over TLS; in the clear only where the registry itself is,
 * and then on its own machine or on this one.
 */
function trustedRealm(realm: string, registry: Origin, subject: Subject): URL {
  const url = readUrl(realm)
  const origin = url === null ? null : originOf(url)
  if (url === null || origin === null || url.username !== '' || url.password !== '') {
    throw registryError('registry-led-astray', subject, {
      address: displayText(realm, 80),
      ...reasonDetails('no-realm'),
    })
  }
  const isNear = isLoopback(origin.hostname) || origin.hostname === registry.hostname
  if (origin.protocol === 'https:' || (registry.protocol === 'http:' && isNear)) return url
  throw registryError('registry-led-astray', subject, { address: originText(origin), ...reasonDetails('left-tls') })
}

function readUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

/** With a password by GET, with an identity token by OAuth's refresh grant, as Docker does both. */
function tokenRequest(realm: URL, question: TokenQuestion, credentials: RegistryCredentials | null): HttpRequest {
  const origin = originOf(realm) as Origin
  const { service, scope } = question
  const asked = { ...(service === null ? {} : { service }), ...(scope === '' ? {} : { scope }) }
  const usual = { origin, headers: { Accept: 'application/json' }, limitBytes: mostTokenBytes }
  if (credentials?.kind === 'token') {
    const grant = { grant_type: 'refresh_token', client_id: 'berth', refresh_token: credentials.identityToken }
    const body = new URLSearchParams({ ...grant, ...asked }).toString()
    return { ...usual, method: 'POST', path: `${realm.pathname}${realm.search}`, body }
  }
  const url = new URL(realm)
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  const request = { ...usual, method: 'GET' as const, path: `${url.pathname}${url.search}` }
  if (credentials === null) return request
  return { ...request, headers: { ...request.headers, Authorization: basicHeader(credentials) } }
}

/** The header of a password. */
export function basicHeader(credentials: Extract<RegistryCredentials, { kind: 'password' }>): string {
  const { username, password } = credentials
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

function readToken(answer: HttpAnswer, subject: Subject): FetchedToken {
  const parsed = tokenSchema.safeParse(parseJson(answer.body.toString('utf8')))
  const token = parsed.data?.token ?? parsed.data?.access_token
  // It becomes a header: what can't stand in one is none.
  if (parsed.data === undefined || token === undefined || !/^[\x21-\x7e]+$/.test(token)) {
    throw registryError('registry-answer-invalid', subject, reasonDetails('no-token'))
  }
  return { token, lifeMs: Math.min(parsed.data.expires_in, longestLifeSeconds) * 1_000 }
}

function refusedToken(
  answer: HttpAnswer,
  credentials: RegistryCredentials | null,
  subject: Subject,
  nowMs: number,
): BerthError {
  const asker = askerWith(credentials)
  switch (answer.status) {
    case 400:
      // OAuth's word for a refresh token that is over (RFC 6749, 5.2).
      if (credentials?.kind === 'token') return unauthorized(asker, subject)
      break
    // GitLab answers a wrong password so.
    case 403:
      return unauthorized(asker, subject)
    // A token server that knows no POST (Harbor's) can't take an identity token.
    case 404:
    case 405: {
      if (credentials?.kind !== 'token')
        return registryError('registry-answer-invalid', subject, reasonDetails('no-token'))
      const registry = displayText(subject.registry, 100)
      return new BerthError('credentials-unusable', { registry, ...reasonDetails('identity-token-not-taken') })
    }
  }
  if (answer.status >= 300 && answer.status < 400) {
    return registryError('registry-answer-invalid', subject, reasonDetails('token-redirected'))
  }
  return refusedAnswer(answer, asker, subject, nowMs)
}
