import type { RegistryStats } from './registry-port'

/** What a request is for. */
export type RequestKind = 'tag-page' | 'manifest-head' | 'manifest' | 'blob' | 'token' | 'front-door'

/** Counts what a client asks, see `RegistryStats`. */
export class RequestCounts {
  readonly #sent: Record<RequestKind, number> = {
    'tag-page': 0,
    'manifest-head': 0,
    manifest: 0,
    blob: 0,
    token: 0,
    'front-door': 0,
  }
  #retries = 0
  #receivedBytes = 0

  sent(kind: RequestKind): void {
    this.#sent[kind] += 1
  }

  retried(): void {
    this.#retries += 1
  }

  received(bytes: number): void {
    this.#receivedBytes += bytes
  }

  stats(): RegistryStats {
    const sent = this.#sent
    return {
      requests: Object.values(sent).reduce((sum, count) => sum + count, 0),
      tagPages: sent['tag-page'],
      manifestHeads: sent['manifest-head'],
      manifestReads: sent.manifest,
      blobReads: sent.blob,
      tokens: sent.token,
      retries: this.#retries,
      receivedBytes: this.#receivedBytes,
    }
  }
}
