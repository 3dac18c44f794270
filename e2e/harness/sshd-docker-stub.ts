import { createServer } from 'node:http'
import { rmSync } from 'node:fs'

/** As much of Docker as the way to it needs: something that speaks HTTP at a socket. */
export type DockerStub = {
  readonly socketPath: string
  /** Connections that are open now. */
  readonly openConnections: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Answers every request with its path; `/wait` never, `/big` with a megabyte. */
export async function startDockerStub(socketPath: string): Promise<DockerStub> {
  rmSync(socketPath, { force: true })
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === '/wait') return
    outgoing.end(incoming.url === '/big' ? 'x'.repeat(1_048_576) : `you asked for ${incoming.url ?? ''}`)
  })
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(socketPath, resolve))
  return {
    socketPath,
    openConnections: () =>
      new Promise((resolve, reject) => {
        server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
