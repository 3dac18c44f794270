import { setMaxListeners } from 'node:events'
import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { inspect } from 'node:util'
import { BerthError } from '../../domain/berth-error'
import type { Route } from '../transport/route'

/** Gives the HTTP client the streams of a route. How many are open is decided by whoever asks: see `openModem`. */
export class RouteAgent extends Agent {
  readonly #route: Route
  readonly #keeps: () => boolean
  readonly #closing = new AbortController()

  /** `maxFreeSockets` streams are kept for the next calls, as opening one takes a round trip or more; `keeps` may forbid it. */
  constructor(route: Route, maxFreeSockets: number, keeps: () => boolean = () => true) {
    super({ keepAlive: true, maxFreeSockets })
    this.#route = route
    this.#keeps = keeps
    // Many streams may be opening at once, and each waits for this.
    setMaxListeners(0, this.#closing.signal)
    // The transport formats its options for a debug line on every request, without limit of depth: all sockets of the agent.
    Object.defineProperty(this, inspect.custom, { value: () => 'Agent' })
  }

  override createConnection(_: ClientRequestArgs, opened?: (error: Error | null, stream: Duplex) => void): undefined {
    this.#route.open(this.#closing.signal).then(
      (stream) => opened?.(null, stream),
      // Where there is an error nobody looks at the stream.
      (error: Error) => (opened as ((error: Error) => void) | undefined)?.(error),
    )
  }

  override keepSocketAlive(stream: Duplex): boolean {
    // Node's own answers false where the engine does not keep it open; its types do not say so.
    return this.#keeps() && (super.keepSocketAlive(stream) as unknown) !== false
  }

  override destroy(): void {
    this.#closing.abort(new BerthError('cancelled'))
    super.destroy()
  }
}
