import { createHash } from 'node:crypto'

/** Algorithms of the OCI image specification; both are what Node calls them. */
const algorithms = { sha256: 64, sha512: 128 } as const

type Algorithm = keyof typeof algorithms

/** Whether the text is a digest that can be checked here: `sha256:…` or `sha512:…`, whole. */
export function isDigest(text: string): boolean {
  const [, algorithm = '', hex = ''] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? []
  return Object.hasOwn(algorithms, algorithm) && algorithms[algorithm as Algorithm] === hex.length
}

/** The digest of bytes, by the algorithm of another digest where one is given, else `sha256`. */
export function digestOf(bytes: Uint8Array, like: string | null = null): string {
  const algorithm = like === null || !isDigest(like) ? 'sha256' : like.slice(0, like.indexOf(':'))
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`
}
