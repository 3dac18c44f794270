import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { BerthError } from '../../domain/berth-error'
import { failedConnection } from './failed-connection'
import { readLocalMachine } from './local-machine'
import { readySocket } from './ready-socket'
import type { Route } from './route'

/** The way to an engine on this machine: by a Unix socket's path, or that of a named pipe. */
export function localRoute(path: string, address: string): Route {
  return {
    address,
    ready: async () => undefined,
    open: async (signal) => {
      try {
        return await readySocket(connect(path), 'connect', signal)
      } catch (error) {
        if (signal.aborted) throw error
        throw await betterReason(error, path, address)
      }
    },
    streamLimit: () => null,
    readMachine: readLocalMachine,
    close: () => undefined,
  }
}

/** A file that is no socket refuses like a socket nobody listens at: a look at the file tells them apart. */
async function betterReason(error: unknown, path: string, address: string): Promise<BerthError> {
  const failure = failedConnection(error, address)
  if (failure.code !== 'host-unreachable') return failure
  const found = await stat(path).catch(() => null)
  return found?.isSocket() === false ? new BerthError('not-docker', { address }, { cause: error }) : failure
}
