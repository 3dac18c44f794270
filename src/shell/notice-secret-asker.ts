import type { NoticeSecrets } from './notice-secrets'
import type { ToShell } from './engine-channel'

/** The engine's side of targets' secrets: asks the shell, which alone keeps them. */
export type NoticeSecretAsker = {
  readonly ask: (targetId: string, signal: AbortSignal) => Promise<NoticeSecrets | null>
  /** What the shell answers to question `id`; one that nobody waits for is dropped. */
  readonly receive: (id: number, secrets: NoticeSecrets | null) => void
}

/** Asks through `tell`; the shell answers at once. */
export function createNoticeSecretAsker(tell: (message: ToShell) => void): NoticeSecretAsker {
  const waiting = new Map<number, (secrets: NoticeSecrets | null) => void>()
  let lastId = 0
  return {
    ask: (targetId, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const id = ++lastId
        const giveUp = (): void => {
          waiting.delete(id)
          reject(signal.reason as Error)
        }
        waiting.set(id, (secrets) => {
          signal.removeEventListener('abort', giveUp)
          resolve(secrets)
        })
        signal.addEventListener('abort', giveUp, { once: true })
        tell({ kind: 'ask-notice-secrets', id, targetId })
      }),
    receive: (id, secrets) => {
      waiting.get(id)?.(secrets)
      waiting.delete(id)
    },
  }
}
