import { connect, type Socket } from 'node:net'
import type { SshHost } from '../config/ssh-host'
import { failedConnection } from '../../failed-connection'
import { readySocket } from '../../ready-socket'
import type { StageTeller } from '../ssh-stage'

/** A TCP connection to a host's port, reached when a server answers there. Rejects with `host-name-unknown` or `host-unreachable`, or the signal's reason. */
export async function openSocket(
  { hostName, port, addressFamily, bindAddress }: SshHost,
  address: string,
  stages: StageTeller,
  signal: AbortSignal,
): Promise<Socket> {
  stages.begin('resolve-name')
  let isResolved = false
  const resolve = (address: string): void => {
    if (isResolved) return
    isResolved = true
    stages.pass('resolve-name', { kind: 'address', address })
    stages.begin('reach-port')
  }
  const socket = connect({
    host: hostName,
    port,
    noDelay: true,
    autoSelectFamily: addressFamily === null,
    ...(addressFamily === null ? {} : { family: addressFamily }),
    ...(bindAddress === null ? {} : { localAddress: bindAddress }),
  })
  socket.on('lookup', (error: Error | null, found: string) => {
    if (error === null) resolve(found)
  })
  try {
    await readySocket(socket, 'connect', signal)
  } catch (error) {
    throw signal.aborted ? error : failedConnection(firstCause(error), address)
  }
  // An address in numbers is not looked up.
  resolve(socket.remoteAddress ?? hostName)
  return socket
}

/** Where several addresses were tried, their errors come as one. */
function firstCause(error: unknown): unknown {
  return error instanceof AggregateError ? (error.errors[0] as unknown) : error
}
