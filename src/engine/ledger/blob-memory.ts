/** The last small blobs that were read: a plan is made twice before it is carried out, of the same settings. */
export type BlobMemory = {
  readonly get: (recordId: string) => Uint8Array | null
  readonly put: (recordId: string, bytes: Uint8Array) => void
}

const mostBlobs = 24
const largestBytes = 64 * 1024

/** See `BlobMemory`. Record IDs are never used twice, so nothing in it gets outdated. */
export function createBlobMemory(): BlobMemory {
  const blobs = new Map<string, Uint8Array>()
  return {
    get: (recordId) => blobs.get(recordId) ?? null,
    put: (recordId, bytes) => {
      if (bytes.length > largestBytes) return
      blobs.set(recordId, bytes)
      const [oldest] = blobs.keys()
      if (blobs.size > mostBlobs && oldest !== undefined) blobs.delete(oldest)
    },
  }
}
