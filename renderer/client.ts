import type { EngineMessage } from '../src/contract/envelope'
import type { EventName, EventPayload } from '../src/contract/events'
import type { Reply, RequestBody, RequestName } from '../src/contract/requests'
import type {
  BerthBridge,
  EngineStatus,
  ShellReply,
  ShellRequestBody,
  ShellRequestName,
  WindowStart,
} from '../src/contract/shell-contract'
import { BerthError, type BerthErrorData } from '../src/domain/berth-error'

/** How long a request waits for an engine that isn't there before it fails with `engine-gone`. */
const connectLimitMs = 15_000

/** The window's only way to the engine and to the shell. */
export type Client = {
  readonly start: WindowStart
  /** Rejects with a `BerthError`: the engine's, `cancelled` after an abort, `engine-gone` if the engine stopped meanwhile. */
  readonly request: <Name extends RequestName>(
    name: Name,
    body: RequestBody<Name>,
    signal?: AbortSignal,
  ) => Promise<Reply<Name>>
  /** Asks the shell. */
  readonly ask: <Name extends ShellRequestName>(name: Name, body: ShellRequestBody<Name>) => Promise<ShellReply<Name>>
  /** Calls back for each event of a name, in their order; answers with how to stop. */
  readonly on: <Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) => () => void
  /** Calls back whenever a new engine begins to answer: log views of the old one are gone. */
  readonly onConnected: (listener: () => void) => () => void
  readonly onEngineStatus: (listener: (status: EngineStatus) => void) => () => void
}

type Pending = {
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: BerthError) => void
  /** Sends the request once a port is there; null when it has been sent. */
  send: ((port: MessagePort) => void) | null
}

/** The part of `window` the client listens on. */
export type MessageSource = Pick<Window, 'addEventListener'>

/** Makes the client and asks the shell for a port. One for each window. */
export function createClient(bridge: BerthBridge, source: MessageSource): Client {
  const pending = new Map<number, Pending>()
  const events = new ListenerLists()
  const connected = new Set<() => void>()
  const statuses = new Set<(status: EngineStatus) => void>()
  let port: MessagePort | null = null
  let lastId = 0

  const loseEngine = (): void => {
    port?.close()
    port = null
    for (const [id, entry] of pending) {
      if (entry.send !== null) continue
      pending.delete(id)
      entry.reject(new BerthError('engine-gone'))
    }
  }
  const receive = (message: EngineMessage): void => {
    if (message.kind === 'event') return events.tell(message.event, message.payload)
    const entry = pending.get(message.id)
    if (entry === undefined) return
    pending.delete(message.id)
    if (message.kind === 'reply') entry.resolve(message.reply)
    else entry.reject(fromData(message.error))
  }
  const takePort = (next: MessagePort): void => {
    loseEngine()
    port = next
    next.onmessage = (event: MessageEvent<EngineMessage>) => receive(event.data)
    for (const entry of pending.values()) {
      entry.send?.(next)
      entry.send = null
    }
    for (const listener of connected) listener()
  }

  source.addEventListener('message', (event) => {
    const next = event.ports[0]
    // Nothing but the preload of this very window hands over a port.
    if (event.source === source && event.data === 'berth:engine-port' && next !== undefined) takePort(next)
  })
  bridge.onEngineStatus((status) => {
    if (status.kind === 'restarting') loseEngine()
    for (const listener of statuses) listener(status)
  })
  bridge.connect()

  return {
    start: bridge.start,
    request: (name, body, signal) => {
      const id = ++lastId
      const { promise, resolve, reject } = deferred()
      const send = (to: MessagePort): void => to.postMessage({ kind: 'request', id, name, body })
      if (signal?.aborted === true) return Promise.reject(new BerthError('cancelled'))
      const settle = (error: BerthError): void => {
        if (pending.delete(id)) reject(error)
      }
      const onAbort = (): void => {
        if (pending.has(id)) port?.postMessage({ kind: 'cancel', id })
        settle(new BerthError('cancelled'))
      }
      pending.set(id, { resolve, reject, send: port === null ? send : null })
      signal?.addEventListener('abort', onAbort, { once: true })
      if (port !== null) send(port)
      else setTimeout(() => pending.get(id)?.send != null && settle(new BerthError('engine-gone')), connectLimitMs)
      // The engine's own types guarantee the reply: a test of the contract parses them.
      return promise.finally(() => signal?.removeEventListener('abort', onAbort)) as Promise<Reply<typeof name>>
    },
    ask: (name, body) => bridge.request(name, body) as Promise<ShellReply<typeof name>>,
    on: (name, listener) => events.add(name, listener as (payload: unknown) => void),
    onConnected: (listener) => subscribe(connected, listener),
    onEngineStatus: (listener) => subscribe(statuses, listener),
  }
}

class ListenerLists {
  readonly #lists = new Map<EventName, Set<(payload: unknown) => void>>()

  add(name: EventName, listener: (payload: unknown) => void): () => void {
    const list = this.#lists.get(name) ?? new Set()
    this.#lists.set(name, list)
    return subscribe(list, listener)
  }

  tell(name: EventName, payload: unknown): void {
    for (const listener of this.#lists.get(name) ?? []) listener(payload)
  }
}

function subscribe<Listener>(list: Set<Listener>, listener: Listener): () => void {
  list.add(listener)
  return () => list.delete(listener)
}

function fromData(data: BerthErrorData): BerthError {
  return new BerthError(data.code, data.details)
}

function deferred(): {
  promise: Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: BerthError) => void
} {
  let resolve: (value: unknown) => void = () => undefined
  let reject: (error: BerthError) => void = () => undefined
  const promise = new Promise<unknown>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}
