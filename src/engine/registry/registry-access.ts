import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { reasonDetails } from '../../domain/error-reasons'
import { orAborted } from '../abort-scope'
import { chooseChallenge, type RegistryChallenge } from './authentication-challenge'
import { basicHeader, BearerTokens, type TokenParts } from './bearer-tokens'
import { followRedirects, type LedRequest } from './follow-redirects'
import type { HttpAnswer } from './http-exchange'
import { type Asker, askerWith, type Subject } from './registry-failure'
import type { Origin, RepositoryPlace } from './registry-place'
import type { RequestKind } from './request-counts'

/** A request to the registry itself, before it is known how it wants to be asked. */
export type RegistryRequest = Pick<LedRequest, 'method' | 'path' | 'headers' | 'limitBytes'> & {
  readonly kind: RequestKind
}

/** An answer, and who asked in the end: what helps against a refusal depends on it. */
export type RegistryAnswer = { readonly answer: HttpAnswer; readonly asker: Asker }

/** What a request showed of the person. `isFresh`: obtained for this very request, so another one would be refused as well. */
type Shown =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'password'; readonly header: string; readonly asker: Asker; readonly isFresh: boolean }
  | { readonly kind: 'token'; readonly token: string; readonly scope: string; readonly isFresh: boolean }

/** Challenges that one request follows: an outdated token, and one for another scope. */
const mostRounds = 4
const longestScope = 2_000
const mostScopes = 2_000

/**
 * One registry, asked the way it wants: anonymously, with a password or with tokens. The first request finds out which,
 * and the others wait for it instead of being refused one by one; after that nothing is asked twice.
 */
export class RegistryAccess {
  readonly #origin: Origin
  readonly #parts: TokenParts
  readonly #tokens: BearerTokens
  /** Scopes by what was asked: some registries want another one for a list than for an image (Azure's `metadata_read`). */
  readonly #scopes = new Map<string, string>()
  #challenge: RegistryChallenge | null = null
  #isMet = false
  #meeting: Promise<void> | null = null

  constructor(origin: Origin, parts: TokenParts) {
    this.#origin = origin
    this.#parts = parts
    this.#tokens = new BearerTokens(parts)
  }

  /** Answers with whatever status remains; throws what following a challenge and `RegistryHttp.send` throw. */
  async ask(place: RepositoryPlace, request: RegistryRequest, signal: AbortSignal): Promise<RegistryAnswer> {
    while (!this.#isMet) {
      if (this.#meeting === null) return this.#meet(place, request, signal)
      await orAborted(this.#meeting, signal)
    }
    return this.#askInTurn(place, request, signal)
  }

  async #meet(place: RepositoryPlace, request: RegistryRequest, signal: AbortSignal): Promise<RegistryAnswer> {
    const asking = this.#askInTurn(place, request, signal)
    const over = (): void => void (this.#meeting = null)
    this.#meeting = asking.then(over, over)
    const answer = await asking
    this.#isMet = true
    return answer
  }

  async #askInTurn(place: RepositoryPlace, request: RegistryRequest, signal: AbortSignal): Promise<RegistryAnswer> {
    const subject = { registry: place.registry, repository: place.name }
    let shown = await this.#usual(place, request.kind, subject, signal)
    for (let rounds = 1; ; rounds += 1) {
      const led = { ...request, origin: this.#origin }
      const answer = await followRedirects(this.#parts.http, led, headerOf(shown), request.kind, subject, signal)
      const next = rounds === mostRounds ? null : await this.#afterwards({ answer, shown, place, request }, signal)
      if (next === null) return { answer, asker: await this.#askerOf(answer, shown, request, signal) }
      shown = next
    }
  }

  /** What the registry asked for last time. */
  async #usual(place: RepositoryPlace, kind: RequestKind, subject: Subject, signal: AbortSignal): Promise<Shown> {
    if (this.#challenge === null) return { kind: 'nothing' }
    if (this.#challenge.kind === 'basic') return this.#password(subject, signal)
    const scope = this.#scopes.get(scopeKey(place, kind)) ?? pullScope(place)
    return this.#token({ ...this.#challenge, scope }, subject, signal)
  }

  /** What to show next; null: the answer stands. */
  async #afterwards({ answer, shown, place, request }: Refused, signal: AbortSignal): Promise<Shown | null> {
    const subject = { registry: place.registry, repository: place.name }
    const wasOld = shown.kind !== 'nothing' && !shown.isFresh
    if (wasOld && maybeOutdated.has(answer.status)) {
      this.#forget(shown)
      if (answer.status !== 401) return this.#usual(place, request.kind, subject, signal)
    }
    if (answer.status !== 401) return null
    const challenge = chooseChallenge(answer.headers['www-authenticate'] ?? '')
    if (challenge === null) return wasOld ? this.#usual(place, request.kind, subject, signal) : null
    this.#challenge = challenge
    if (challenge.kind === 'basic') {
      const password = shown.kind === 'password' && !wasOld ? null : await this.#password(subject, signal)
      return password?.kind === 'nothing' ? null : password
    }
    const scope = usableScope(challenge.scope) ?? pullScope(place)
    if (shown.kind === 'token' && shown.isFresh && shown.scope === scope) return null
    this.#rememberScope(scopeKey(place, request.kind), scope)
    return this.#token({ ...challenge, scope }, subject, signal)
  }

  async #password(subject: Subject, signal: AbortSignal): Promise<Shown> {
    const { credentials, isFresh } = await this.#parts.memo.read(signal)
    if (credentials === null) return { kind: 'nothing' }
    if (credentials.kind === 'password') {
      return { kind: 'password', header: basicHeader(credentials), asker: askerWith(credentials), isFresh }
    }
    const registry = displayText(subject.registry, 100)
    throw new BerthError('credentials-unusable', { registry, ...reasonDetails('identity-token-not-taken') })
  }

  async #token(
    { realm, service, scope }: { realm: string; service: string | null; scope: string },
    subject: Subject,
    signal: AbortSignal,
  ): Promise<Shown> {
    const { token, isFresh } = await this.#tokens.get({ realm, service, scope }, this.#origin, subject, signal)
    return { kind: 'token', token, scope, isFresh }
  }

  #forget(shown: Shown): void {
    if (shown.kind === 'token') this.#tokens.forget(shown.token)
    // A login in between counts at once.
    this.#parts.memo.forget()
  }

  #rememberScope(key: string, scope: string): void {
    if (this.#scopes.size >= mostScopes) this.#scopes.clear()
    this.#scopes.set(key, scope)
  }

  /** A token does not say who asked for it; and only a refusal, or the question itself, makes it worth asking a helper for. */
  async #askerOf({ status }: HttpAnswer, shown: Shown, { kind }: RegistryRequest, signal: AbortSignal): Promise<Asker> {
    if (shown.kind === 'password') return shown.asker
    if (shown.kind === 'nothing' || (status !== 401 && kind !== 'front-door')) return 'nobody'
    return askerWith((await this.#parts.memo.read(signal)).credentials)
  }
}

type Refused = {
  readonly answer: HttpAnswer
  readonly shown: Shown
  readonly place: RepositoryPlace
  readonly request: RegistryRequest
}

/** What an outdated token or password is answered with: 403 by Amazon's registry, 400 by its public one. */
const maybeOutdated: ReadonlySet<number> = new Set([400, 401, 403])

function headerOf(shown: Shown): string | null {
  switch (shown.kind) {
    case 'nothing':
      return null
    case 'password':
      return shown.header
    case 'token':
      return `Bearer ${shown.token}`
  }
}

function scopeKey({ path }: RepositoryPlace, kind: RequestKind): string {
  return `${kind === 'tag-page' ? 'list' : 'image'} ${path}`
}

/** At the front door there is nothing to pull. */
function pullScope({ path }: RepositoryPlace): string {
  return path === '' ? '' : `repository:${path}:pull`
}

/** It is passed on to the registry's own token server; only its length is ours to mind. */
function usableScope(scope: string | null): string | null {
  return scope === null || scope === '' || scope.length > longestScope ? null : scope
}
