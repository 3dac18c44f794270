import type { TypedLogins } from '../engine/ports'
import type { RegistryLogin, ToShell } from './engine-channel'

/** The engine's side of logins for registries: asks the shell, which alone keeps them. */
export type RegistryLoginAsker = TypedLogins & {
  /** What the shell says to question `id`; one that nobody waits for any more is dropped. */
  readonly receive: (id: number, login: RegistryLogin | null) => void
  /** The shell's word that a login is another by now. */
  readonly changed: (registry: string) => void
}

/** Asks through `tell`. A question waits for as long as its signal lets it: the system may ask a person to open the keyring. */
export function createRegistryLoginAsker(tell: (message: ToShell) => void): RegistryLoginAsker {
  const waiting = new Map<number, (login: RegistryLogin | null) => void>()
  const listeners = new Set<(registry: string) => void>()
  let lastId = 0
  return {
    find: (registry, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const id = ++lastId
        const giveUp = (): void => {
          waiting.delete(id)
          reject(signal.reason as Error)
        }
        waiting.set(id, (login) => {
          waiting.delete(id)
          signal.removeEventListener('abort', giveUp)
          resolve(login)
        })
        signal.addEventListener('abort', giveUp, { once: true })
        tell({ kind: 'ask-registry-login', id, registry })
      }),
    judged: (registry, isRight) => tell({ kind: 'registry-login-judged', registry, isRight }),
    onChange: (listener) => void listeners.add(listener),
    receive: (id, login) => waiting.get(id)?.(login),
    changed: (registry) => {
      for (const listener of listeners) listener(registry)
    },
  }
}
