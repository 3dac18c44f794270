import type { EngineOptions } from '../engine/engine-options'
import type { ToShell } from './engine-channel'

/** The engine's side of secrets: asks the shell, which alone has a keyring and a window. */
export type SecretAsker = EngineOptions['secrets'] & {
  /** What the shell says to question `id`; one that nobody waits for any more is dropped. */
  readonly receive: (id: number, secret: string | null) => void
}

/** Asks through `tell`. A question waits for as long as its signal lets it. */
export function createSecretAsker(tell: (message: ToShell) => void): SecretAsker {
  const waiting = new Map<number, (secret: string | null) => void>()
  let lastId = 0
  return {
    secret: (question, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const id = ++lastId
        const giveUp = (): void => {
          waiting.delete(id)
          tell({ kind: 'secret-not-needed', id })
          reject(signal.reason as Error)
        }
        waiting.set(id, (secret) => {
          signal.removeEventListener('abort', giveUp)
          resolve(secret)
        })
        signal.addEventListener('abort', giveUp, { once: true })
        tell({ kind: 'ask-secret', id, question })
      }),
    judged: ({ id: secretId }, isRight) => tell({ kind: 'secret-judged', secretId, isRight }),
    receive: (id, secret) => {
      waiting.get(id)?.(secret)
      waiting.delete(id)
    },
  }
}
