import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { readFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { openRunDirectory } from './run-directory'
import { makeTestAuthority } from './test-authority'

/** A request as it came, with all its headers. */
export type SeenRequest = {
  /** As the client wrote it into `Host`. */
  readonly host: string
  readonly protocol: 'https' | 'http'
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** What a scripted host answers; `cut` ends the connection instead. */
export type ScriptedAnswer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly body?: string | Buffer
  readonly cut?: boolean
}

/** Hosts by name (as in `Host`), each with what it answers. */
export type ScriptedHosts = Readonly<Record<string, (request: SeenRequest) => ScriptedAnswer | Promise<ScriptedAnswer>>>

/** Hosts of the internet that live in this process: real TLS with certificates for their names, and every request kept. */
export type ScriptedInternet = {
  /** Leads to these hosts whatever the name: TLS by port 443, the clear by any other. */
  readonly openStream: (host: string, port: number) => Promise<Duplex>
  /** Of the authority behind the certificates, in PEM. */
  readonly authority: string
  readonly seen: SeenRequest[]
  readonly close: () => void
}

/** Starts them; names without a dot and addresses speak in the clear alone. */
export async function startScriptedInternet(hosts: ScriptedHosts): Promise<ScriptedInternet> {
  const directory = openRunDirectory('internet')
  const authority = makeTestAuthority(join(directory.path, 'authority'))
  const names = Object.keys(hosts).map((host) => host.replace(/:\d+$/, ''))
  const files = authority.issue('hosts', { names: names.map((name) => `DNS:${name}`).join(',') })
  const seen: SeenRequest[] = []
  const listener =
    (protocol: SeenRequest['protocol']): RequestListener =>
    (request, response) =>
      void answer(hosts, protocol, seen, request, response)
  const read = (file: string): Buffer => readFileSync(file)
  const secure = createHttpsServer({ cert: read(files.certificate), key: read(files.key) }, listener('https'))
  const plain = createHttpServer(listener('http'))
  const [securePort, plainPort] = [await listen(secure), await listen(plain)]
  return {
    openStream: (_, port) => openLoopback(port === 443 ? securePort : plainPort),
    authority: readFileSync(authority.ca, 'utf8'),
    seen,
    close: () => {
      for (const server of [secure, plain]) {
        server.close()
        server.closeAllConnections()
      }
      directory.sweep()
    },
  }
}

async function answer(
  hosts: ScriptedHosts,
  protocol: SeenRequest['protocol'],
  seen: SeenRequest[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '', headers } = request
  const host = headers.host ?? ''
  const entry: SeenRequest = { host, protocol, method, path: url, headers, body: await text(request) }
  seen.push(entry)
  const script = hosts[host]
  const { status, headers: own = {}, body = '', cut } = (await script?.(entry)) ?? { status: 421 }
  if (cut === true) {
    request.socket.destroy()
    return
  }
  response.writeHead(status, { ...own })
  response.end(method === 'HEAD' ? undefined : body)
}

function listen(server: ReturnType<typeof createHttpServer>): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

function openLoopback(port: number): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket))
    socket.once('error', reject)
  })
}
