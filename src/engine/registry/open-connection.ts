import { connect as connectTcp, isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, rootCertificates, type TLSSocket } from 'node:tls'
import type { Clock } from '../ports'
import { readySocket } from '../transport/ready-socket'
import { withinConnectLimit } from '../transport/tcp-route'
import { openTunnel } from './open-tunnel'
import { orProxyFailure } from './proxy-failure'
import type { Proxy } from './proxy-of-environment'
import { type CertificatesOf, noCertificates, type RegistryCertificates } from './registry-certificates'
import type { OpenStream } from './registry-port'
import { type Origin, originText, registryOrigin } from './registry-place'

/** What opening a connection takes; see `RegistryClientOptions`. */
export type ConnectionParts = {
  readonly openStream: OpenStream
  readonly proxyFor: (origin: Origin) => Proxy | null
  readonly certificatesOf: CertificatesOf
  readonly clock: Clock
}

/** An origin, and for which registry it is asked: its own, its token server, its storage. */
export type Destination = { readonly origin: Origin; readonly registry: string }

/** Plain TCP from this machine. */
export const openTcpStream: OpenStream = (host, port, signal) =>
  readySocket(connectTcp({ host, port, noDelay: true }), 'connect', signal)

/**
 * A connection that HTTP can be spoken on: the stream, through a proxy where one leads there, with TLS on it where the
 * origin has it. Rejects with Node's own errors, `ProxyFailure`, or what is wrong with the registry's certificate files.
 */
export function openConnection(
  { origin, registry }: Destination,
  parts: ConnectionParts,
  signal: AbortSignal,
): Promise<Duplex> {
  return withinConnectLimit(parts.clock, signal, async (inner) => {
    const proxy = parts.proxyFor(origin)
    const stream = await (proxy === null ? openTo(origin, parts, inner) : openThrough(proxy, origin, parts, inner))
    if (origin.protocol !== 'https:') return stream
    return secure(
      stream,
      origin.hostname,
      certificatesFor(origin, registry, await parts.certificatesOf(registry)),
      inner,
    )
  })
}

async function openTo({ hostname, port }: Origin, parts: ConnectionParts, signal: AbortSignal): Promise<Duplex> {
  const stream = await parts.openStream(hostname, port, signal)
  // One that dies between two requests has nobody to tell.
  stream.on('error', () => undefined)
  if (signal.aborted) stream.destroy()
  signal.throwIfAborted()
  return stream
}

async function openThrough(proxy: Proxy, origin: Origin, parts: ConnectionParts, signal: AbortSignal): Promise<Duplex> {
  const stream = await orProxyFailure(proxy, signal, async () => {
    const plain = await openTo(proxy.origin, parts, signal)
    return proxy.origin.protocol === 'https:' ? secure(plain, proxy.origin.hostname, noCertificates, signal) : plain
  })
  return openTunnel(stream, proxy, origin, signal)
}

/** A company's authority vouches for its token server as well; who one is, is shown to the registry alone. */
function certificatesFor(origin: Origin, registry: string, found: RegistryCertificates): RegistryCertificates {
  const isItself = originText(origin) === originText(registryOrigin(registry, origin.protocol))
  return isItself ? found : { ...found, own: [] }
}

async function secure(
  stream: Duplex,
  hostname: string,
  { authorities, own }: RegistryCertificates,
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
    ...(authorities.length === 0 ? {} : { ca: [...rootCertificates, ...authorities] }),
    ...(own.length === 0 ? {} : { cert: own.map(({ certificate }) => certificate), key: own.map(({ key }) => key) }),
  })
  try {
    await readySocket(socket, 'secureConnect', signal)
    return socket
  } catch (error) {
    stream.destroy()
    throw error
  }
}
