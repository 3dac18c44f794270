import { z } from 'zod'
import { readNoticeAddress } from '../domain/notice-address'
import type { ShellReply, ShellRequestBody } from '../contract/shell-contract'
import type { SecretCipher } from './secret-cipher'
import type { SecretStore } from './secret-store'

const secretsSchema = z.object({ address: z.string(), signingSecret: z.string().nullable() })

/** Where messages to a target go, and what signs them. */
export type NoticeSecrets = Readonly<z.infer<typeof secretsSchema>>

/** What was forgotten last, in memory alone, for who wants it back at once. */
type Forgotten = { readonly targetId: string; readonly secrets: NoticeSecrets; readonly isKept: boolean }

/** Longer than the window offers to undo it, unless somebody keeps pointing at the offer. */
const undoLimitMs = 30_000

type Parts = {
  readonly store: Pick<SecretStore, 'find' | 'keep' | 'forget'>
  readonly cipher: Pick<SecretCipher, 'quality'>
  readonly report: (error: unknown) => void
}

/**
 * The secrets of notices' targets: typed by a person into the window, used by the engine, never given back to the window. All are
 * remembered for as long as the app runs, and kept beyond where that was wished and is possible.
 */
export class NoticeSecretDesk {
  readonly #parts: Parts
  readonly #remembered = new Map<string, NoticeSecrets>()
  #forgotten: Forgotten | null = null
  #forgetting: NodeJS.Timeout | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Null: none are known. */
  async find(targetId: string): Promise<NoticeSecrets | null> {
    return this.#remembered.get(targetId) ?? readSecrets(await this.#parts.store.find(idOf(targetId)))
  }

  /** Takes what was typed; what was left out stays as it was. */
  async keep(typed: ShellRequestBody<'keep-notice-secrets'>): Promise<ShellReply<'keep-notice-secrets'>> {
    const { targetId, keep } = typed
    const before = await this.find(targetId)
    const read = readNoticeAddress(typed.address ?? before?.address ?? '')
    if (read.kind === 'bad') {
      const isMissing = typed.address === undefined && before === null
      return { kind: 'refused', reason: isMissing ? 'missing' : read.reason }
    }
    const signingSecret = typed.signingSecret === undefined ? (before?.signingSecret ?? null) : typed.signingSecret
    const secrets = { address: read.address, signingSecret }
    this.#remembered.set(targetId, secrets)
    await this.#store(targetId, keep && this.#parts.cipher.quality() !== 'no' ? secrets : null)
    return { kind: 'kept', shown: read.shown }
  }

  /** Whether they outlive this run. */
  async isKept(targetId: string): Promise<boolean> {
    return (await this.#parts.store.find(idOf(targetId))) !== null
  }

  async forget(targetId: string): Promise<void> {
    const secrets = await this.find(targetId)
    const isKept = await this.isKept(targetId)
    this.#remembered.delete(targetId)
    await this.#store(targetId, null)
    this.#setForgotten(secrets === null ? null : { targetId, secrets, isKept })
  }

  /** Knows again what was forgotten last, and keeps it where it was kept; false: it is gone for good. */
  async bringBack(targetId: string): Promise<boolean> {
    const forgotten = this.#forgotten
    if (forgotten?.targetId !== targetId) return false
    this.#setForgotten(null)
    this.#remembered.set(targetId, forgotten.secrets)
    if (forgotten.isKept) await this.#store(targetId, forgotten.secrets)
    return true
  }

  /** Forgets what is remembered for this run; the store is emptied by others. */
  forgetRemembered(): void {
    this.#remembered.clear()
    this.#setForgotten(null)
  }

  #setForgotten(forgotten: Forgotten | null): void {
    clearTimeout(this.#forgetting)
    this.#forgotten = forgotten
    if (forgotten === null) return
    this.#forgetting = setTimeout(() => this.#setForgotten(null), undoLimitMs)
    this.#forgetting.unref()
  }

  async #store(targetId: string, secrets: NoticeSecrets | null): Promise<void> {
    const { store, report } = this.#parts
    const id = idOf(targetId)
    await (secrets === null ? store.forget(id) : store.keep(id, JSON.stringify(secrets))).catch(report)
  }
}

function idOf(targetId: string): string {
  return `notice-target:${targetId}`
}

function readSecrets(text: string | null): NoticeSecrets | null {
  if (text === null) return null
  try {
    const parsed = secretsSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
