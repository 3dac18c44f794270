import { connect, isIP } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { BerthError } from '../../domain/berth-error'
import { isLoopback } from '../../domain/host-address'
import type { TlsFiles } from '../../domain/settings'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock } from '../ports'
import { failedConnection } from './failed-connection'
import { readySocket } from './ready-socket'
import type { Route } from './route'
import { readTlsFiles } from './tls-files'

/** A Docker port of another machine, and how it is spoken to. */
export type TcpTarget = {
  readonly host: string
  readonly port: number | null
  /** Null: in the clear. */
  readonly tls: TlsFiles | null
  /** Whether a person knows that what is said there can be read and changed on the way. */
  readonly acceptsPlainText: boolean
}

const ports = { tls: 2_376, plain: 2_375 } as const
const connectMs = 8_000

/** The way to an engine by TCP; in the clear only on this machine, or where a person knows what that means: else `plain-text-refused`. */
export function tcpRoute(target: TcpTarget, address: string, clock: Clock): Route {
  const { host, tls } = target
  const open = async (signal: AbortSignal) => {
    refusePlainText(target, address)
    if (tls !== null) return openTls(target, tls, clock, signal)
    return readySocket(connect({ host, port: defaultTcpPort(target), noDelay: true }), 'connect', signal)
  }
  return {
    address,
    ready: async () => undefined,
    open: (signal) =>
      withinConnectLimit(clock, signal, open).catch((error: unknown) => {
        throw signal.aborted ? (signal.reason as Error) : failedConnection(error, address)
      }),
    streamLimit: () => null,
    close: () => undefined,
  }
}

/** The port that is meant: Docker has one for TLS and one for plain text. */
export function defaultTcpPort({ port, tls }: Pick<TcpTarget, 'port' | 'tls'>): number {
  return port ?? (tls === null ? ports.plain : ports.tls)
}

/** Throws `plain-text-refused` where a network could read along and nobody has said that this is known. */
export function refusePlainText({ host, tls, acceptsPlainText }: TcpTarget, address: string): void {
  if (tls === null && !acceptsPlainText && !isLoopback(host)) throw new BerthError('plain-text-refused', { address })
}

/** Shakes hands; rejects with Node's error of what is wrong with the certificate. */
export async function openTls(
  { host, port }: Pick<TcpTarget, 'host' | 'port'>,
  files: TlsFiles,
  clock: Clock,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const { ca, certificate, key } = await readTlsFiles(files, clock.nowMs())
  const socket = connectTls({
    host,
    port: defaultTcpPort({ port, tls: files }),
    minVersion: 'TLSv1.2',
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
  })
  socket.setNoDelay(true)
  await readySocket(socket, 'secureConnect', signal)
  return socket
}

/** A machine that is off answers nothing at all, and the system would wait for minutes. */
export async function withinConnectLimit<Result>(
  clock: Clock,
  signal: AbortSignal,
  connecting: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const scope = openAbortScope(signal)
  clock.sleep(connectMs, scope.signal).then(
    () => scope.abort(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
    () => undefined,
  )
  try {
    return await orAborted(connecting(scope.signal), scope.signal)
  } finally {
    scope.abort()
    scope.release()
  }
}
