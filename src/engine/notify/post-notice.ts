import { request as openPlain, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as openSecure } from 'node:https'
import { readNoticeAddress } from '../../domain/notice-address'
import { askedPauseMs } from '../registry/retry-after'

/** What a receiver answered. `led-away`: it wants the message sent to another place, which is not done. */
export type Posted =
  { readonly kind: 'answered'; readonly status: number; readonly waitMs: number | null } | { readonly kind: 'led-away' }

/** What is sent. */
export type NoticePost = {
  readonly address: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** More of an answer than this is not read: nothing in it is needed. */
const mostAnswerBytes = 64 * 1_024
const mostRedirects = 3

/**
 * Sends one POST. Rejects with Node's own errors and with the signal's reason. A redirect that keeps the method (307, 308) is
 * followed on the same origin alone. `nowMs`: for a `Retry-After` that is a date.
 */
export async function postNotice(post: NoticePost, nowMs: number, signal: AbortSignal): Promise<Posted> {
  let address = post.address
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const answer = await exchange({ ...post, address }, signal)
    const status = answer.statusCode ?? 0
    if (status < 300 || status > 399) return { kind: 'answered', status, waitMs: askedPauseMs(answer.headers, nowMs) }
    const next = sameOrigin(address, answer.headers.location)
    if (next === null || (status !== 307 && status !== 308)) return { kind: 'led-away' }
    address = next
  }
  return { kind: 'led-away' }
}

/** Where a redirect leads, where that is on the same origin. */
function sameOrigin(address: string, location: string | undefined): string | null {
  try {
    const next = new URL(location ?? '', address)
    const isThere = next.origin === new URL(address).origin && readNoticeAddress(next.href).kind === 'good'
    return location !== undefined && isThere ? next.href : null
  } catch {
    return null
  }
}

function exchange({ address, body, headers }: NoticePost, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = open(address, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'User-Agent': 'berth',
      'Accept-Encoding': 'identity',
      ...headers,
    })
    const abort = (): void => void outgoing.destroy(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    // For good: a second error after the first would have nobody to tell.
    outgoing.on('error', reject)
    outgoing.once('close', () => signal.removeEventListener('abort', abort))
    outgoing.once('response', (answer: IncomingMessage) => {
      drain(answer)
      resolve(answer)
    })
    outgoing.end(body)
  })
}

/** No agent: one connection a message, gone with its answer. */
function open(address: string, headers: Readonly<Record<string, string>>): ClientRequest {
  const options = { method: 'POST', headers, agent: false } as const
  return /^https:/i.test(address) ? openSecure(address, options) : openPlain(address, options)
}

/** The status is all that counts. What else comes is read as far as a polite receiver sends it, and cut off beyond. */
function drain(answer: IncomingMessage): void {
  let bytes = 0
  answer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) answer.destroy()
  })
  answer.on('error', () => undefined)
}
