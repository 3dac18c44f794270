import { createServer, type Server, type Socket } from 'node:net'
import type { ClientCertificate } from './certificates'
import { connectTls } from './nginx-read-only'

/** A Unix socket that leads through TLS to a read-only proxy, for clients that know sockets alone. */
export type Relay = { readonly address: string; readonly close: () => Promise<void> }

/** Opens one at a path; each connection goes through as a connection of its own. */
export async function openRelay(port: number, certificate: ClientCertificate, socketPath: string): Promise<Relay> {
  const clients = new Set<Socket>()
  const server = createServer({ allowHalfOpen: false }, (client) => {
    const proxy = connectTls(port, certificate)
    clients.add(client)
    client.once('close', () => clients.delete(client))
    client.on('error', () => proxy.destroy())
    proxy.on('error', () => client.destroy())
    client.once('close', () => proxy.destroy())
    proxy.once('close', () => client.destroy())
    client.pipe(proxy).pipe(client)
  })
  await listen(server, socketPath)
  return {
    address: `unix://${socketPath}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const client of clients) client.destroy()
      }),
  }
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, () => resolve())
  })
}
