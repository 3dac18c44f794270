import { type IncomingMessage, request as openRequest } from 'node:http'
import type { Duplex } from 'node:stream'
import { reasonDetails } from '../../domain/error-reasons'
import { ProxyFailure } from './proxy-failure'
import type { Proxy } from './proxy-of-environment'
import type { Origin } from './registry-place'

/**
 * Asks a proxy by CONNECT to lead on to an origin, and answers with the bytes from there. `stream` is the open connection
 * to the proxy. The proxy sees its own login and the origin's host and port, nothing else. Throws `ProxyFailure`.
 */
export function openTunnel(stream: Duplex, proxy: Proxy, origin: Origin, signal: AbortSignal): Promise<Duplex> {
  const target = `${origin.hostname.includes(':') ? `[${origin.hostname}]` : origin.hostname}:${String(origin.port)}`
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => {
      stream.destroy()
      reject(signal.aborted ? error : new ProxyFailure(reasonDetails('proxy-silent', { proxy: proxy.name })))
    }
    const asking = openRequest({
      method: 'CONNECT',
      path: target,
      setHost: false,
      headers: {
        Host: target,
        'User-Agent': 'berth',
        ...(proxy.authorization === null ? {} : { 'Proxy-Authorization': proxy.authorization }),
      },
      createConnection: () => stream,
      signal,
    })
    asking.on('error', refuse)
    asking.once('connect', ({ statusCode = 0 }: IncomingMessage, _: Duplex, head: Buffer) => {
      if (Math.floor(statusCode / 100) !== 2) {
        stream.destroy()
        reject(new ProxyFailure(refusal(proxy, statusCode)))
        return
      }
      if (head.length > 0) stream.unshift(head)
      resolve(stream)
    })
    asking.end()
  })
}

function refusal({ name, authorization }: Proxy, status: number) {
  if (status !== 407) return reasonDetails('proxy-refuses', { proxy: name, status })
  return reasonDetails(authorization === null ? 'proxy-login-needed' : 'proxy-login-refused', { proxy: name })
}
