import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** How one exchange goes through. */
export type Forwarding = {
  /** Told the status of the engine's answer. */
  readonly seen?: { status: number | null }
  /** The engine is left to carry the request through when the client is gone. */
  readonly outlivesClient?: boolean
  /** Called when the engine has the whole request. */
  readonly onSent?: () => Promise<void>
  /** The answer waits for it on its way to the client. */
  readonly beforeAnswer?: () => Promise<void>
  /** The answer never reaches the client. */
  readonly withheld?: boolean
}

/** One exchange with an engine, as it is but for the framing. Resolves when the engine is through; rejects where it breaks. */
export async function forward(
  socketPath: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { seen, outlivesClient = false, onSent, beforeAnswer, withheld = false }: Forwarding,
): Promise<void> {
  // Whole, before a byte is sent on: an engine that answers before it has read the end would close the connection on us.
  const body = await buffer(incoming)
  const headers = [
    ...endToEnd(incoming.rawHeaders, /^(content-length|transfer-encoding)$/i),
    'Content-Length',
    String(body.length),
  ]
  const upstream = request({
    socketPath,
    method: incoming.method,
    path: incoming.url,
    headers,
    agent: false,
    setHost: false,
  })
  let answer: IncomingMessage | null = null
  outgoing.once('close', () => {
    if (outgoing.writableFinished) return
    // Still piped, an answer that has come whole and was not read yet would be paused, and never end.
    answer?.unpipe(outgoing)
    if (outlivesClient) return void answer?.resume()
    upstream.destroy()
    answer?.destroy()
  })
  const striking = new Promise<void>((resolve, reject) => {
    upstream.once('finish', () => void (onSent?.() ?? Promise.resolve()).then(resolve, reject))
    upstream.once('error', reject)
  })
  striking.catch(() => undefined)
  upstream.end(body)
  answer = await new Promise<IncomingMessage>((resolve, reject) => {
    upstream.once('response', resolve)
    upstream.once('error', reject)
  })
  if (seen !== undefined) seen.status = answer.statusCode ?? null
  await beforeAnswer?.()
  await deliver(answer, outgoing, withheld)
  await striking
}

function deliver(answer: IncomingMessage, outgoing: ServerResponse, withheld: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    answer.once('error', reject)
    answer.once('close', () => (answer.complete ? resolve() : reject(new Error('the answer was cut off'))))
    if (withheld || outgoing.destroyed) {
      answer.resume()
      return
    }
    outgoing.writeHead(answer.statusCode ?? 502, endToEnd(answer.rawHeaders))
    outgoing.flushHeaders()
    answer.pipe(outgoing)
  })
}

/** Headers but those that are about one connection alone, and others that are left out. */
function endToEnd(rawHeaders: readonly string[], leftOut = /^$/): string[] {
  return rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)] ?? ''
    return !/^(connection|keep-alive)$/i.test(name) && !leftOut.test(name)
  })
}

/** A connection that stops being HTTP (attach, exec): bytes both ways. */
export function tunnel(socketPath: string, incoming: IncomingMessage, client: Socket, head: Buffer): void {
  const upstream = connect(socketPath)
  const lines = [`${incoming.method ?? 'POST'} ${incoming.url ?? '/'} HTTP/1.1`]
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    lines.push(`${incoming.rawHeaders[index] ?? ''}: ${incoming.rawHeaders[index + 1] ?? ''}`)
  }
  upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
  upstream.write(head)
  upstream.pipe(client).pipe(upstream)
  upstream.once('error', () => client.destroy())
  client.once('error', () => upstream.destroy())
}
