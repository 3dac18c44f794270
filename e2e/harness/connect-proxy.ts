import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** A proxy of the tests that leads on by CONNECT, wherever it is told to. */
export type ConnectProxy = {
  /** `127.0.0.1:PORT`. */
  readonly address: string
  /** What it was asked for, with all headers. */
  readonly asked: { readonly target: string; readonly headers: IncomingMessage['headers'] }[]
  readonly close: () => void
}

export type ConnectProxyOptions = {
  /** Opens what it leads to. */
  readonly openStream: (host: string, port: number) => Promise<Duplex>
  /** `user:password` that it asks for; null: it lets everybody through. */
  readonly login: string | null
  /** Targets (`host:port`) that it leads to. */
  readonly leadsTo: (target: string) => boolean
}

/** Starts one on this machine's loopback address. */
export async function startConnectProxy({ openStream, login, leadsTo }: ConnectProxyOptions): Promise<ConnectProxy> {
  const asked: { readonly target: string; readonly headers: IncomingMessage['headers'] }[] = []
  const sockets = new Set<Duplex>()
  const server = createServer((_, response) => response.writeHead(405).end())
  server.on('connect', (request: IncomingMessage, socket: Duplex) => {
    const target = request.url ?? ''
    asked.push({ target, headers: request.headers })
    sockets.add(socket)
    socket.on('error', () => undefined)
    const wanted = login === null ? undefined : `Basic ${Buffer.from(login).toString('base64')}`
    const status = request.headers['proxy-authorization'] === wanted ? (leadsTo(target) ? 200 : 403) : 407
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(target) ?? []
    void openStream(host, Number(port)).then((far) => {
      sockets.add(far)
      far.on('error', () => undefined)
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      far.pipe(socket).pipe(far)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    address: `127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked,
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
