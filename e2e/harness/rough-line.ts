import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What the line between a laptop and a host does to what is sent over it. */
export type LineQuality = {
  /** Each way. */
  readonly delayMs?: number
  /** Each way, for each connection. */
  readonly bytesPerSecond?: number
  /** Nothing gets through, and nobody is told. */
  readonly isSilent?: boolean
}

/** A TCP proxy that stands for a bad line. */
export type RoughLine = {
  readonly port: number
  readonly become: (quality: LineQuality) => void
  /** Ends all connections, as a router does that was switched off; new ones are refused until `restore`. */
  readonly cut: () => void
  readonly restore: () => void
  /** Nothing gets through, and nothing is lost: the one side sleeps, and the other keeps what it has for it. Until `thaw`. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Swallows all that is sent over the connections of now, as a router does that forgot them; new ones work. */
  readonly forget: () => void
  /** Resets all connections when so many bytes more have come from the host: in the middle of whatever they belong to. */
  readonly resetAfter: (bytes: number) => void
  readonly connections: () => number
  readonly close: () => void
}

type Pair = { readonly client: Socket; readonly upstream: Socket; isForgotten: boolean }

/** Opens one to a port of this machine. */
export async function openRoughLine(targetPort: number): Promise<RoughLine> {
  const pairs = new Set<Pair>()
  let quality: LineQuality = {}
  let isCut = false
  let bytesLeft: number | null = null
  const end = (pair: Pair, isReset: boolean): void => {
    pairs.delete(pair)
    for (const socket of [pair.client, pair.upstream]) {
      if (isReset) socket.resetAndDestroy()
      else socket.destroy()
    }
  }
  const count = (bytes: number): void => {
    if (bytesLeft === null) return
    bytesLeft -= bytes
    if (bytesLeft > 0) return
    bytesLeft = null
    for (const pair of pairs) end(pair, true)
  }
  const pass = (pair: Pair, from: Socket, to: Socket): void => {
    let freeAtMs = 0
    from.on('data', (bytes: Buffer) => {
      if (quality.isSilent === true || pair.isForgotten) return
      if (from.remotePort === targetPort) count(bytes.length)
      const { delayMs = 0, bytesPerSecond = null } = quality
      const nowMs = performance.now()
      const sendMs = bytesPerSecond === null ? 0 : (bytes.length / bytesPerSecond) * 1_000
      freeAtMs = Math.max(freeAtMs, nowMs) + sendMs
      const busyMs = freeAtMs - nowMs
      if (busyMs + delayMs <= 0) return void to.write(bytes)
      // A slow line holds the sender back, it does not collect for ever; what is under way holds nobody back.
      if (sendMs > 0) {
        from.pause()
        setTimeout(() => from.resume(), busyMs)
      }
      setTimeout(() => !to.destroyed && to.write(bytes), busyMs + delayMs)
    })
  }
  const server = createServer((client) => {
    if (isCut) return client.destroy()
    const upstream = connect(targetPort, '127.0.0.1')
    const pair = { client, upstream, isForgotten: false }
    pairs.add(pair)
    pass(pair, client, upstream)
    pass(pair, upstream, client)
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      // Who is cut off by silence is not told of an end either.
      socket.on('close', () => quality.isSilent !== true && end(pair, false))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    become: (next) => {
      quality = next
    },
    cut: () => {
      isCut = true
      for (const pair of pairs) end(pair, true)
    },
    restore: () => {
      isCut = false
    },
    freeze: () => {
      for (const socket of socketsOf(pairs)) socket.pause()
    },
    thaw: () => {
      for (const socket of socketsOf(pairs)) socket.resume()
    },
    forget: () => {
      for (const pair of pairs) pair.isForgotten = true
    },
    resetAfter: (bytes) => {
      bytesLeft = bytes
    },
    connections: () => pairs.size,
    close: () => {
      server.close()
      for (const pair of pairs) end(pair, false)
    },
  }
}

function socketsOf(pairs: ReadonlySet<Pair>): readonly Socket[] {
  return [...pairs].flatMap(({ client, upstream }) => [client, upstream])
}
