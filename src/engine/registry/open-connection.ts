import { connect as connectTcp, isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls'
import type { Clock } from '../ports'
import { readySocket } from '../transport/ready-socket'
import { withinConnectLimit } from '../transport/tcp-route'
import type { OpenStream } from './registry-port'
import type { Origin } from './registry-place'

/** What opening a connection takes; see `RegistryClientOptions`. */
export type ConnectionParts = {
  readonly openStream: OpenStream
  readonly certificateAuthorities: readonly string[]
  readonly clock: Clock
}

/** Plain TCP from this machine. */
export const openTcpStream: OpenStream = (host, port, signal) =>
  readySocket(connectTcp({ host, port, noDelay: true }), 'connect', signal)

/** A connection that HTTP can be spoken on: the stream, with TLS on it where the origin has it. Rejects with Node's own errors. */
export function openConnection(origin: Origin, parts: ConnectionParts, signal: AbortSignal): Promise<Duplex> {
  return withinConnectLimit(parts.clock, signal, async (inner) => {
    const stream = await parts.openStream(origin.hostname, origin.port, inner)
    // One that dies between two requests has nobody to tell.
    stream.on('error', () => undefined)
    if (inner.aborted) stream.destroy()
    inner.throwIfAborted()
    return origin.protocol === 'https:' ? secure(stream, origin.hostname, parts, inner) : stream
  })
}

async function secure(
  stream: Duplex,
  hostname: string,
  { certificateAuthorities }: ConnectionParts,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const socket = connectTls({
    socket: stream,
    // The certificate is checked against this name, also where it is an address and can't be told in the handshake.
    host: hostname,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
    // Naming authorities replaces Node's own, those of NODE_EXTRA_CA_CERTS too: only where there is reason to.
    ...(certificateAuthorities.length === 0 ? {} : { ca: [...rootCertificates, ...certificateAuthorities] }),
  })
  try {
    await readySocket(socket, 'secureConnect', signal)
    return socket
  } catch (error) {
    stream.destroy()
    throw error
  }
}
