import { type EngineMessage, clientMessageSchema } from '../contract/envelope'
import { toErrorData } from '../domain/berth-error'
import type { Engine } from './engine'

/** The part of a message port that serving a client needs; Electron's and Node's ports both have it. */
export type ClientPort = {
  readonly send: (message: EngineMessage) => void
  /** Told every message as it came, unchecked. */
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onClose: (listener: () => void) => void
}

/**
 * Serves one client over its port until the port closes: requests are checked and answered by id, every event is
 * passed on, and what the client no longer waits for is aborted. A message that isn't the contract's is ignored.
 */
export function serveClient(engine: Engine, port: ClientPort): void {
  const waiting = new Map<number, AbortController>()
  const unsubscribe = engine.subscribe((event) => port.send({ kind: 'event', ...event }))

  const answer = async (id: number, name: Parameters<Engine['request']>[0], body: unknown): Promise<void> => {
    const abort = new AbortController()
    waiting.set(id, abort)
    try {
      port.send({ kind: 'reply', id, reply: await engine.request(name, body, abort.signal) })
    } catch (error) {
      port.send({ kind: 'error', id, error: toErrorData(error) })
    } finally {
      waiting.delete(id)
    }
  }

  port.onMessage((message) => {
    const parsed = clientMessageSchema.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.kind === 'cancel') waiting.get(parsed.data.id)?.abort()
    else void answer(parsed.data.id, parsed.data.name, parsed.data.body)
  })
  port.onClose(() => {
    unsubscribe()
    for (const abort of waiting.values()) abort.abort()
  })
}
