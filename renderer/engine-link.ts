import type { EngineMessage } from '../src/contract/envelope'
import type { EngineEvent } from '../src/contract/events'
import { BerthError } from '../src/domain/berth-error'

/** How long a request waits for an engine that isn't there before it fails with `engine-gone`. */
const connectLimitMs = 15_000

type Pending = {
  readonly name: string
  readonly body: unknown
  readonly resolve: (reply: unknown) => void
  readonly reject: (error: BerthError) => void
  sent: boolean
}

/** Requests and events over the engine's port, whichever port that is at the time. */
export class EngineLink {
  readonly #pending = new Map<number, Pending>()
  readonly #onEvent: (event: EngineEvent) => void
  #port: MessagePort | null = null
  #lastId = 0

  constructor(onEvent: (event: EngineEvent) => void) {
    this.#onEvent = onEvent
  }

  /** Goes over to a new engine's port. What the old one still owed fails; what waited for an engine is sent now. */
  take(port: MessagePort): void {
    this.lose()
    this.#port = port
    port.onmessage = (event: MessageEvent<EngineMessage>) => this.#receive(event.data)
    for (const [id, entry] of this.#pending) this.#send(port, id, entry)
  }

  /** The engine is gone: what it still owed fails with `engine-gone`. */
  lose(): void {
    this.#port?.close()
    this.#port = null
    for (const [id, entry] of this.#pending) if (entry.sent) this.#fail(id, new BerthError('engine-gone'))
  }

  /** Rejects with a `BerthError`. */
  request(name: string, body: unknown, signal: AbortSignal | undefined): Promise<unknown> {
    if (signal?.aborted === true) return Promise.reject(new BerthError('cancelled'))
    const id = ++this.#lastId
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { name, body, resolve, reject, sent: false })
    })
    const onAbort = (): void => this.#cancel(id)
    signal?.addEventListener('abort', onAbort, { once: true })
    const entry = this.#pending.get(id)
    if (this.#port !== null && entry !== undefined) this.#send(this.#port, id, entry)
    else setTimeout(() => this.#giveUp(id), connectLimitMs)
    return answer.finally(() => signal?.removeEventListener('abort', onAbort))
  }

  #send(port: MessagePort, id: number, entry: Pending): void {
    entry.sent = true
    port.postMessage({ kind: 'request', id, name: entry.name, body: entry.body })
  }

  #cancel(id: number): void {
    if (this.#pending.get(id)?.sent === true) this.#port?.postMessage({ kind: 'cancel', id })
    this.#fail(id, new BerthError('cancelled'))
  }

  #giveUp(id: number): void {
    if (this.#pending.get(id)?.sent === false) this.#fail(id, new BerthError('engine-gone'))
  }

  #fail(id: number, error: BerthError): void {
    const entry = this.#pending.get(id)
    this.#pending.delete(id)
    entry?.reject(error)
  }

  #receive(message: EngineMessage): void {
    if (message.kind === 'event') return this.#onEvent(message)
    const entry = this.#pending.get(message.id)
    // An answer to what was cancelled meanwhile has nobody who waits for it.
    if (entry === undefined) return
    if (message.kind === 'error')
      return this.#fail(message.id, new BerthError(message.error.code, message.error.details))
    this.#pending.delete(message.id)
    entry.resolve(message.reply)
  }
}
