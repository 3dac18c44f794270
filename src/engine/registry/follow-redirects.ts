import { reasonDetails } from '../../domain/error-reasons'
import type { HttpAnswer, HttpRequest } from './http-exchange'
import { registryError, type Subject } from './registry-failure'
import type { RegistryHttp } from './registry-http'
import { type Origin, originOf, originText } from './registry-place'
import type { RequestKind } from './request-counts'

/** A request that may be led elsewhere: registries keep blobs in a storage of another host. */
export type LedRequest = Omit<HttpRequest, 'method'> & { readonly method: 'GET' | 'HEAD' }

const mostRedirects = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * Sends and follows where the answer leads. The authorization goes to the request's own origin alone, and no more once
 * the way has left it; a way from TLS into the clear is `registry-led-astray`, as is one without end.
 */
export async function followRedirects(
  http: RegistryHttp,
  request: LedRequest,
  authorization: string | null,
  kind: RequestKind,
  subject: Subject,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let hop: LedRequest = authorization === null ? request : withAuthorization(request, authorization)
  let hasLeft = false
  for (let hops = 0; hops <= mostRedirects; hops += 1) {
    const answer = await http.send(hop, kind, subject, signal)
    const { location } = answer.headers
    if (!redirects.has(answer.status) || location === undefined) return ownAnswer(answer, hop, hasLeft, subject)
    hop = nextHop(hop, request, location, subject)
    hasLeft ||= originText(hop.origin) !== originText(request.origin)
  }
  throw registryError('registry-led-astray', subject, {
    address: originText(hop.origin),
    ...reasonDetails('too-many-redirects', { limit: mostRedirects }),
  })
}

/** A challenge is the registry's to make: where its redirect led to may name no token server to be shown a password. */
function ownAnswer(answer: HttpAnswer, { origin }: LedRequest, hasLeft: boolean, subject: Subject): HttpAnswer {
  if (!hasLeft || (answer.status !== 401 && answer.status !== 403)) return answer
  const told = reasonDetails('storage-refuses', { address: originText(origin), status: answer.status })
  throw registryError('registry-answer-invalid', subject, told)
}

function withAuthorization(request: LedRequest, authorization: string): LedRequest {
  return { ...request, headers: { ...request.headers, Authorization: authorization } }
}

function nextHop(hop: LedRequest, first: LedRequest, location: string, subject: Subject): LedRequest {
  const target = targetOf(location, hop, subject)
  const path = `${target.pathname}${target.search}`
  const origin = originOf(target)
  if (origin === null || (origin.protocol === 'http:' && first.origin.protocol === 'https:')) {
    const address = origin === null ? target.protocol : originText(origin)
    throw registryError('registry-led-astray', subject, { address, ...reasonDetails('left-tls') })
  }
  const isSame = originText(origin) === originText(hop.origin)
  // From the first hop that leaves on, these are the request's headers without the authorization.
  return { ...hop, origin, path, headers: isSame ? hop.headers : first.headers }
}

function targetOf(location: string, { origin, path }: { origin: Origin; path: string }, subject: Subject): URL {
  try {
    return new URL(location, `${originText(origin)}${path}`)
  } catch (cause) {
    throw registryError('registry-answer-invalid', subject, reasonDetails('redirect-unreadable'), { cause })
  }
}
