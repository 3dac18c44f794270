import { orAborted } from '../abort-scope'
import type { Clock, CredentialSource, RegistryCredentials } from '../ports'

/** Helpers are programs: asked once for a burst of requests, and again soon enough for a login in between. */
const keptMs = 300_000

/** A registry's credentials, in memory alone, and whether they were read for this very question. */
export type KnownCredentials = { readonly credentials: RegistryCredentials | null; readonly isFresh: boolean }

/** Remembers the credentials of one registry for a while; everybody who asks meanwhile waits for the same reading. */
export class CredentialMemo {
  readonly #registry: string
  readonly #source: CredentialSource
  readonly #clock: Clock
  readonly #closing: AbortSignal
  #known: { readonly credentials: RegistryCredentials | null; readonly atMs: number } | null = null
  #reading: Promise<RegistryCredentials | null> | null = null

  constructor(registry: string, source: CredentialSource, clock: Clock, closing: AbortSignal) {
    this.#registry = registry
    this.#source = source
    this.#clock = clock
    this.#closing = closing
  }

  /** Throws `credentials-unusable`. */
  async read(signal: AbortSignal): Promise<KnownCredentials> {
    const known = this.#known
    if (known !== null && this.#clock.monotonicMs() - known.atMs < keptMs) {
      return { credentials: known.credentials, isFresh: false }
    }
    const reading = this.#reading ?? this.#readSource()
    this.#reading = reading
    // Those who wait are told; nobody may be left who does.
    reading.catch(() => undefined)
    return { credentials: await orAborted(reading, signal), isFresh: true }
  }

  /** The registry would not have them. */
  forget(): void {
    this.#known = null
  }

  /** For all that wait, so under nobody's own signal. */
  async #readSource(): Promise<RegistryCredentials | null> {
    try {
      const credentials = await this.#source.credentialsFor(this.#registry, this.#closing)
      this.#known = { credentials, atMs: this.#clock.monotonicMs() }
      return credentials
    } finally {
      this.#reading = null
    }
  }
}
