import { z } from 'zod'
import type { TypedLoginView } from '../contract/registry-logins'
import { registryName } from '../domain/image-reference'
import type { RegistryLogin } from './engine-channel'
import type { SecretCipher } from './secret-cipher'
import type { SecretStore } from './secret-store'

/** What stands encrypted in the store, under the registry's name. */
const keptSchema = z.object({ username: z.string().min(1), password: z.string().min(1), sinceMs: z.number() })
type Login = Readonly<z.infer<typeof keptSchema>>

/** Typed in this run. `wantsKeeping`: it goes into the store once it has proved right. */
type Typed = Login & { readonly wantsKeeping: boolean; readonly isKept: boolean }

/** What they are kept with. */
export type RegistryLoginsParts = {
  readonly store: Pick<SecretStore, 'find' | 'keep' | 'forget' | 'ids'>
  readonly cipher: Pick<SecretCipher, 'quality'>
  readonly nowMs: () => number
  /** Told of each registry whose login is another by now, or none. */
  readonly onChange: (registry: string) => void
  /** Told what could not be kept or forgotten. */
  readonly report: (error: unknown) => void
}

/**
 * Logins for registries, as a person typed them: by registry, given to the engine alone, and only for the registry that it
 * asks for. One that a registry refuses when it is tried is dropped, and the one that was there before is used again; one
 * that proved right stays until a person forgets it, as registries in a bad moment refuse everybody.
 */
export class RegistryLogins {
  readonly #parts: RegistryLoginsParts
  readonly #typed = new Map<string, Typed>()
  /** Proved right earlier in this run, without being kept. */
  readonly #proved = new Map<string, Typed>()

  constructor(parts: RegistryLoginsParts) {
    this.#parts = parts
  }

  async find(registry: string): Promise<RegistryLogin | null> {
    const login = await this.#current(registryName(registry))
    return login === null ? null : { username: login.username, password: login.password }
  }

  put(wanted: RegistryLogin & { readonly registry: string; readonly keep: boolean }): void {
    const { username, password, keep } = wanted
    const registry = registryName(wanted.registry)
    const wantsKeeping = keep && this.#parts.cipher.quality() !== 'no'
    this.#typed.set(registry, { username, password, sinceMs: this.#parts.nowMs(), wantsKeeping, isKept: false })
    this.#parts.onChange(registry)
  }

  /** Says nothing about one that was not typed in this run. */
  judged(registry: string, isRight: boolean): void {
    const typed = this.#typed.get(registry)
    if (typed === undefined || typed.isKept) return
    if (isRight) {
      this.#proved.set(registry, typed)
      this.#settle(registry, typed).catch(this.#parts.report)
      return
    }
    const before = this.#proved.get(registry)
    // What is refused now was let in before: the registry has a bad moment, or the person will be told that it is over.
    if (before === typed) return
    if (before === undefined) this.#typed.delete(registry)
    else this.#typed.set(registry, before)
    this.#parts.onChange(registry)
  }

  async forget(wanted: string): Promise<void> {
    const registry = registryName(wanted)
    this.#typed.delete(registry)
    this.#proved.delete(registry)
    await this.#parts.store.forget(registry)
    this.#parts.onChange(registry)
  }

  /** In the order of their names. */
  async list(): Promise<readonly TypedLoginView[]> {
    const registries = new Set([...this.#typed.keys(), ...(await this.#parts.store.ids())])
    const views = [...registries].sort().map(async (registry): Promise<readonly TypedLoginView[]> => {
      const typed = this.#typed.get(registry)
      const login = typed ?? (await this.#kept(registry))
      if (login === null) return []
      return [{ registry, username: login.username, sinceMs: login.sinceMs, isKept: typed?.isKept ?? true }]
    })
    return (await Promise.all(views)).flat()
  }

  /** One that is not to be kept takes the place of one that was. */
  async #settle(registry: string, { wantsKeeping, ...login }: Typed): Promise<void> {
    if (!wantsKeeping) return this.#parts.store.forget(registry)
    const { username, password, sinceMs } = login
    await this.#parts.store.keep(registry, JSON.stringify({ username, password, sinceMs }))
    const now = this.#typed.get(registry)
    if (now?.sinceMs !== sinceMs || now.password !== password) return
    const kept = { ...now, isKept: true }
    this.#typed.set(registry, kept)
    this.#proved.set(registry, kept)
  }

  async #current(registry: string): Promise<Login | null> {
    return this.#typed.get(registry) ?? (await this.#kept(registry))
  }

  async #kept(registry: string): Promise<Login | null> {
    const text = await this.#parts.store.find(registry)
    if (text === null) return null
    try {
      return keptSchema.parse(JSON.parse(text))
    } catch {
      return null
    }
  }
}
