import { once } from 'node:events'
import { request } from 'node:https'
import { buffer } from 'node:stream/consumers'
import type { ClientCertificate } from '../harness/certificates'
import { connectTls } from '../harness/nginx-read-only'

/** An answer of the proxy, whole. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: Buffer
}

export type Question = {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Asks on a connection of its own. Rejects where the connection is refused. */
export async function ask(
  port: number,
  certificate: Partial<ClientCertificate>,
  { method = 'GET', path, headers = {}, body }: Question,
): Promise<Answer> {
  // Node sends the body of a GET without any word about its length.
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const options = {
    host: '127.0.0.1',
    servername: 'localhost',
    port,
    method,
    path,
    headers: { ...headers, ...length },
    agent: false,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, ...certificate, timeout: 20_000 }, (incoming) => {
      buffer(incoming).then(
        (bytes) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: bytes }),
        reject,
      )
    })
    outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer: ${method} ${path}`)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Sends bytes as they are, and answers with all that comes until the connection ends or is quiet for a while. */
export async function askRaw(port: number, certificate: ClientCertificate, bytes: string): Promise<string> {
  const socket = connectTls(port, certificate)
  await once(socket, 'secureConnect')
  socket.write(bytes)
  let text = ''
  socket.setTimeout(700, () => socket.end())
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await new Promise((resolve) => socket.once('close', resolve))
  return text
}
