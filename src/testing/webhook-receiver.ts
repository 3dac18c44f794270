import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A message as it arrived. */
export type ReceivedMessage = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** A receiver of webhooks on this machine. */
export type WebhookReceiver = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  readonly received: readonly ReceivedMessage[]
  /** Resolves once so many messages have arrived. */
  readonly arrived: (count: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** What a message is answered with. */
export type Answer = (response: ServerResponse, message: ReceivedMessage) => void

/** Starts one that answers each message in turn as said, and any further one with 200. */
export async function startWebhookReceiver(...answers: readonly Answer[]): Promise<WebhookReceiver> {
  const received: ReceivedMessage[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const message = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      const answer = answers[received.length] ?? ok
      received.push(message)
      answer(response, message)
      for (const wake of waiting) wake()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    received,
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const ok: Answer = (response) => void response.end('ok')

/** Answers with a status and headers. */
export function answering(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return (response) => void response.writeHead(status, headers).end('nothing of use')
}
