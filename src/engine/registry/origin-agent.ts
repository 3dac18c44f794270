import { setMaxListeners } from 'node:events'
import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { BerthError } from '../../domain/berth-error'
import { type ConnectionParts, type Destination, openConnection } from './open-connection'

/** Longer than a person looks at a list; a registry closes its end sooner or later anyway. */
const idleMs = 60_000

/** Connections to one destination, kept for the next request. How many there are is for the origin's limiter to say. */
export class OriginAgent extends Agent {
  readonly #destination: Destination
  readonly #parts: ConnectionParts
  readonly #closing = new AbortController()

  constructor(destination: Destination, parts: ConnectionParts, maxFreeSockets: number) {
    super({ keepAlive: true, maxFreeSockets, timeout: idleMs })
    this.#destination = destination
    this.#parts = parts
    setMaxListeners(0, this.#closing.signal)
  }

  override createConnection(_: ClientRequestArgs, opened?: (error: Error | null, stream: Duplex) => void): undefined {
    openConnection(this.#destination, this.#parts, this.#closing.signal).then(
      (stream) => opened?.(null, stream),
      // Where there is an error nobody looks at the stream.
      (error: Error) => (opened as ((error: Error) => void) | undefined)?.(error),
    )
  }

  override destroy(): void {
    this.#closing.abort(new BerthError('cancelled'))
    super.destroy()
  }
}
