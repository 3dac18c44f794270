import { request } from 'node:http'
import { openAbortScope } from '../../abort-scope'

/** What a service answered, its text hostile and cut; `status` null: something connected and no answer came. */
export type HttpAnswer = { readonly status: number | null; readonly body: string }

/** Where Docker publishes a port: an address of the host, and the port there. */
export type PublishedPort = { readonly address: string; readonly port: number }

/** `silent`: connected, and no answer came. `unreached`: nothing listens there for this machine. */
export type HereAnswer =
  | { readonly kind: 'answered'; readonly answer: HttpAnswer }
  | { readonly kind: 'silent'; readonly reason: string }
  | { readonly kind: 'unreached' }

/** Asks a published port from this machine. Never rejects for what the service does; rejects when the signal is aborted. */
export type LocalAsk = (at: PublishedPort, path: string, signal: AbortSignal) => Promise<HereAnswer>

const limitMs = 3_000
const longestBody = 4_096

/** See `LocalAsk`. Redirections are not followed. */
export const askFromHere: LocalAsk = ({ address, port }, path, signal) =>
  new Promise((resolve, reject) => {
    let isConnected = false
    // (`AbortSignal.any` is not in every runtime that Berth runs on.)
    const leaving = openAbortScope(signal, AbortSignal.timeout(limitMs))
    const asking = request({ host: address, port, path, agent: false, signal: leaving.signal }, (response) => {
      let body = ''
      const end = (): void =>
        resolve({ kind: 'answered', answer: { status: response.statusCode ?? null, body: body.slice(0, longestBody) } })
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        body += chunk
        if (body.length >= longestBody) response.destroy()
      })
      response.on('close', end)
      response.on('error', end)
    })
    asking.on('close', leaving.release)
    asking.on('socket', (socket) => socket.once('connect', () => (isConnected = true)))
    asking.on('error', (error) => {
      if (signal.aborted) return reject(signal.reason as Error)
      resolve(isConnected ? { kind: 'silent', reason: error.message } : { kind: 'unreached' })
    })
    asking.end()
  })
