import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { type ClientCertificate, readCertificate, runReadOnlyScript } from './certificates'
import { spawnDaemon } from './daemon'
import { freePorts } from './free-port'
import { openRunDirectory } from './run-directory'
import { waitUntil } from './wait-until'

const shipped = join(import.meta.dirname, '../../assets/read-only')

/** The read-only proxy as it is shipped, in front of an engine. */
export type ReadOnlyProxy = {
  readonly port: number
  /** Where its configuration and its authority are. */
  readonly directory: string
  /** A new certificate for a person. */
  readonly certificateOf: (name: string) => ClientCertificate
  /** Takes a person's certificates back; counts from the next start on. */
  readonly revoke: (name: string) => Promise<void>
  /** What it wrote of each request that it refused. */
  readonly refusals: () => readonly string[]
  readonly remove: () => void
}

export type ReadOnlyProxyOptions = {
  /** The engine's. */
  readonly socketPath: string
  readonly configuration?: 'read-only.conf' | 'read-only-basic.conf'
}

/** Sets one up by the script that leads use, and starts it. */
export async function startReadOnlyProxy(options: ReadOnlyProxyOptions): Promise<ReadOnlyProxy> {
  const run = openRunDirectory('read-only')
  try {
    return await startIn(run.path, options, () => run.sweep())
  } catch (error) {
    run.sweep()
    throw error
  }
}

async function startIn(
  directory: string,
  { socketPath, configuration = 'read-only.conf' }: ReadOnlyProxyOptions,
  remove: () => void,
): Promise<ReadOnlyProxy> {
  const [port = 0] = await freePorts(1)
  const settings = { DIRECTORY: directory, SOCKET: socketPath, PORT: String(port), CONFIGURATION: configuration }
  const script = (...words: readonly string[]): string =>
    runReadOnlyScript(join(shipped, 'berth-read-only.sh'), words, settings, directory)
  script('configure', 'localhost', '127.0.0.1')
  const state = join(directory, 'state')
  mkdirSync(state)
  // One process: workers of their own would not bear the directory in their names, by which what is left over is found.
  const single = 'daemon off; master_process off;'
  const nginx = ['-p', state, '-c', join(directory, 'nginx.conf'), '-g', single]
  const log = join(directory, 'log')
  const start = () => spawnDaemon('nginx', nginx, log, 'with-us')
  let daemon = start()
  const listening = (): Promise<void> =>
    waitUntil('the read-only proxy to listen', 10_000, async () => {
      if (daemon.hasEnded()) throw new Error(`nginx did not start:\n${daemon.lastOutput()}`)
      return listens(port)
    }).then(() => undefined)
  await listening()
  return {
    port,
    directory,
    certificateOf: (name) => {
      script('client', name)
      return readCertificate(join(directory, name))
    },
    revoke: async (name) => {
      script('revoke', name)
      await daemon.end('SIGTERM')
      daemon = start()
      await listening()
    },
    refusals: () => readFileSync(log, 'utf8').match(/refused to .*/g) ?? [],
    remove,
  }
}

/** Opens a connection as a person, or as nobody. Errors are for the caller to hear. */
export function connectTls(port: number, certificate: Partial<ClientCertificate>): TLSSocket {
  return connect({ host: '127.0.0.1', port, servername: 'localhost', ...certificate })
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false })
    socket.once('secureConnect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
    socket.once('secureConnect', () => socket.destroy())
  })
}
