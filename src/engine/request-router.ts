import type { z } from 'zod'
import { type Reply, type RequestName, requests } from '../contract/requests'
import { BerthError, toErrorData } from '../domain/berth-error'
import { displayText } from '../domain/display-text'
import type { Engine } from './engine'
import type { Log } from './ports'

/** The body of a request as its schema gives it. */
export type RequestInput<Name extends RequestName> = Readonly<z.output<(typeof requests)[Name]['request']>>

/** Carries out one request whose body has been checked. Throws `BerthError`s; anything else counts as a fault. */
export type RequestHandler<Name extends RequestName> = (
  body: RequestInput<Name>,
  signal: AbortSignal,
) => Promise<Reply<Name>> | Reply<Name>

/** One handler a request: a request without one does not compile. */
export type RequestHandlers = { readonly [Name in RequestName]: RequestHandler<Name> }

/** The engine's door: checks each body in full, hands it to its handler, and lets nothing out but `BerthError`s. */
export function createRequestRouter(handlers: RequestHandlers, log: Log): Engine['request'] {
  return async (name, body, signal) => {
    if (!Object.hasOwn(requests, name))
      throw badRequest('name', `there is no request "${displayText(String(name), 64)}"`)
    const input = checkBody(name, body)
    try {
      signal.throwIfAborted()
      return await handlers[name](input, signal)
    } catch (error) {
      throw asBerthError(error, signal, (fault) => log('error', `request ${name} failed`, { fault }))
    }
  }
}

function checkBody<Name extends RequestName>(name: Name, body: unknown): RequestInput<Name> {
  const parsed = requests[name].request.safeParse(body)
  if (parsed.success) return parsed.data as RequestInput<Name>
  const issue = parsed.error.issues[0]
  if (issue === undefined) throw badRequest('body', 'is not valid')
  if (issue.code === 'unrecognized_keys') throw badRequest([...issue.path, issue.keys[0]].join('.'), 'is not known')
  throw badRequest(issue.path.length === 0 ? 'body' : issue.path.join('.'), issue.message)
}

function badRequest(field: string, reason: string): BerthError {
  return new BerthError('bad-request', { field: displayText(field, 100), reason: displayText(reason) })
}

function asBerthError(error: unknown, signal: AbortSignal, onFault: (fault: string) => void): BerthError {
  if (error instanceof BerthError) return error
  if (signal.aborted) return new BerthError('cancelled')
  const data = toErrorData(error)
  if (data.code === 'internal') onFault(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return new BerthError(data.code, data.details, { cause: error })
}
