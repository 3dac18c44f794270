import { readFile, stat } from 'node:fs/promises'
import writeFileAtomic from 'write-file-atomic'
import { z } from 'zod'
import type { SecretCipher } from './secret-cipher'

/** Encrypted secrets in base64, by the id of what they open. */
const fileSchema = z.object({ secrets: z.record(z.string(), z.string()) })
type Kept = Readonly<Record<string, string>>

/** More is no file of ours. */
const largestFileBytes = 1_048_576
/** So many logins nobody has; the one kept first goes. */
const mostSecrets = 256

/**
 * Secrets kept for later runs, in one file of this person alone, each encrypted by the cipher. Changes are made one after
 * the other. A file that can't be read or opened counts as empty: a secret can always be asked for again.
 */
export class SecretStore {
  readonly #file: string
  readonly #cipher: SecretCipher
  #last: Promise<unknown> = Promise.resolve()

  constructor(file: string, cipher: SecretCipher) {
    this.#file = file
    this.#cipher = cipher
  }

  /** Null: none is kept, or it can't be opened any more (another keyring, another person). */
  async find(id: string): Promise<string | null> {
    await this.#last
    const encrypted = new Map(Object.entries(await readKept(this.#file))).get(id)
    if (encrypted === undefined) return null
    try {
      return this.#cipher.decrypt(Buffer.from(encrypted, 'base64'))
    } catch {
      return null
    }
  }

  /** Throws what the cipher or the disk says; never anything of the secret. */
  keep(id: string, secret: string): Promise<void> {
    return this.#change((kept) => {
      const encrypted = this.#cipher.encrypt(secret).toString('base64')
      const others = Object.entries(kept).filter(([other]) => other !== id)
      return Object.fromEntries([...others, [id, encrypted]].slice(-mostSecrets))
    })
  }

  forget(id: string): Promise<void> {
    return this.#change((kept) => Object.fromEntries(Object.entries(kept).filter(([other]) => other !== id)))
  }

  /** Of all that is kept, whether it can still be opened or not; oldest first. */
  async ids(): Promise<readonly string[]> {
    await this.#last
    return Object.keys(await readKept(this.#file))
  }

  /** The ids of what was kept. */
  async forgetAll(): Promise<readonly string[]> {
    let ids: readonly string[] = []
    await this.#change((kept) => {
      ids = Object.keys(kept)
      return {}
    })
    return ids
  }

  #change(change: (kept: Kept) => Kept): Promise<void> {
    const done = this.#last.then(async () => {
      const before = await readKept(this.#file)
      const after = change(before)
      if (JSON.stringify(before) === JSON.stringify(after)) return
      await writeFileAtomic(this.#file, `${JSON.stringify({ secrets: after }, null, 2)}\n`, { mode: 0o600 })
    })
    this.#last = done.catch(() => undefined)
    return done
  }
}

async function readKept(file: string): Promise<Kept> {
  try {
    if ((await stat(file)).size > largestFileBytes) return {}
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return parsed.success ? parsed.data.secrets : {}
  } catch {
    return {}
  }
}
