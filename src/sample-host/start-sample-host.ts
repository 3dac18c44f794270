import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { openExchange } from './api/exchange'
import { containerRoutes } from './api/container-routes'
import { execRoutes } from './api/exec-routes'
import { fileRoutes } from './api/file-routes'
import { imageRoutes } from './api/image-routes'
import { networkRoutes } from './api/network-routes'
import { routeTable } from './api/route-table'
import { systemRoutes } from './api/system-routes'
import { volumeRoutes } from './api/volume-routes'
import { pause } from './engine/timers'
import { Refusal } from './engine/refusal'
import { endWorld, type World } from './engine/world'
import { cutAnswer, Faults } from './faults'

/** A host without Docker that answers as Docker does. Everything is in this process, and goes with it. */
export type SampleHost = {
  readonly world: World
  readonly faults: Faults
  /** Ends all connections and runs; resolves when nothing of it is left. */
  readonly close: () => Promise<void>
}

const find = routeTable([
  ...systemRoutes,
  ...containerRoutes,
  ...fileRoutes,
  ...execRoutes,
  ...imageRoutes,
  ...networkRoutes,
  ...volumeRoutes,
])

/** Answers Docker's API for a world on a Unix socket or named pipe. */
export async function startSampleHost(world: World, socketPath: string): Promise<SampleHost> {
  const faults = new Faults()
  const server = createServer((request, response) => void handle(world, faults, request, response))
  // Streams go on for as long as somebody reads them.
  server.requestTimeout = 0
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(socketPath, resolve)
  })
  return {
    world,
    faults,
    close: async () => {
      endWorld(world)
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

async function handle(world: World, faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = openExchange(request, response)
  try {
    const fault = faults.take(exchange.method, exchange.path)
    switch (fault?.kind) {
      case undefined:
        break
      case 'refuse':
        throw new Refusal(fault.status, fault.message)
      case 'delay':
        await pause(fault.delayMs, exchange.signal)
        break
      case 'garbage':
        return exchange.answer(200, fault.bytes)
      case 'cut':
        cutAnswer(response, fault.afterBytes)
        if (fault.afterBytes === 0) return
    }
    const [handler, parts] = find(exchange)
    await handler(world, exchange, parts)
  } catch (error) {
    refuse(response, exchange.answer, error)
  }
}

/** An error after the answer has begun can only end it. */
function refuse(response: ServerResponse, answer: (status: number, body: unknown) => void, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy()
  const status = error instanceof Refusal ? error.status : 500
  answer(status, { message: error instanceof Error ? error.message : 'internal error' })
}
