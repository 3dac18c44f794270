import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy whose connections can fall silent without ending, as when a cable is cut. */
export type SilentProxy = {
  readonly port: number
  readonly swallow: (isOn: boolean) => void
  /** Open on the client's side. */
  readonly connections: () => number
  readonly close: () => void
}

export async function openSilentProxy(targetPort: number): Promise<SilentProxy> {
  const clients = new Set<Socket>()
  let isSilent = false
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1')
    clients.add(client)
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (bytes) => {
        if (!isSilent) to.write(bytes)
      })
      from.on('error', () => undefined)
      from.on('close', () => {
        if (!isSilent || from === client) to.destroy()
      })
    }
    pass(client, upstream)
    pass(upstream, client)
    client.on('close', () => clients.delete(client))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    swallow: (isOn) => {
      isSilent = isOn
    },
    connections: () => clients.size,
    close: () => {
      server.close()
      for (const client of clients) client.destroy()
    },
  }
}
