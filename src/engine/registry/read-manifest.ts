import { reasonDetails } from '../../domain/error-reasons'
import { digestOf, isDigest } from './content-digest'
import type { ImageFactsCache } from './image-facts-cache'
import { acceptedManifests, type Manifest, readManifest } from './manifest'
import type { RegistryAnswer } from './registry-access'
import type { RepositoryAccess } from './repository-access'

const mostManifestBytes = 4 * 1024 * 1024

/** A manifest, and the digest that names it. */
export type DigestedManifest = { readonly digest: string; readonly manifest: Manifest }

/** The request for a manifest by tag or digest. */
export function askManifest(
  access: RepositoryAccess,
  reference: string,
  method: 'GET' | 'HEAD',
  signal: AbortSignal,
): Promise<RegistryAnswer> {
  const path = `/v2/${access.place.path}/manifests/${reference}`
  const kind = method === 'HEAD' ? 'manifest-head' : 'manifest'
  const headers = { Accept: acceptedManifests }
  return access.ask({ kind, method, path, headers, limitBytes: mostManifestBytes }, signal)
}

/** Reads a manifest by tag or digest from the registry and remembers it; null: there is none. */
export async function fetchManifest(
  access: RepositoryAccess,
  reference: string,
  cache: ImageFactsCache,
  signal: AbortSignal,
): Promise<DigestedManifest | null> {
  const answer = await askManifest(access, reference, 'GET', signal)
  const { status, headers, body } = answer.answer
  if (status === 404) return null
  if (status !== 200) throw access.refusal(answer)
  const told = headerDigest(headers['docker-content-digest'])
  const manifest = readManifest(body)
  if (manifest === null) throw access.fault('registry-answer-invalid', reasonDetails('no-manifest'))
  // Its digest leaves out the signature that stands in the same file; nothing of it is used anyway.
  if (manifest.kind === 'schema1') return { digest: told ?? digestOf(body), manifest }
  const digest = checkedDigest(access, body, isDigest(reference) ? reference : null, told)
  await cache.put(digest, manifest)
  return { digest, manifest }
}

/** The same, from memory or disk where it was read before. */
export async function knownManifest(
  access: RepositoryAccess,
  digest: string,
  cache: ImageFactsCache,
  signal: AbortSignal,
): Promise<DigestedManifest | null> {
  const fact = await cache.get(digest)
  return fact === null || fact.kind === 'config'
    ? fetchManifest(access, digest, cache, signal)
    : { digest, manifest: fact }
}

/** `Docker-Content-Digest`; null where it is none that can be checked. */
export function headerDigest(header: string | readonly string[] | undefined): string | null {
  return typeof header === 'string' && isDigest(header) ? header : null
}

/** The name of the bytes, by what was asked for or told; throws where they are others. */
function checkedDigest(access: RepositoryAccess, body: Buffer, asked: string | null, told: string | null): string {
  for (const digest of [asked, told]) {
    if (digest !== null && digestOf(body, digest) !== digest) throw access.fault('registry-content-changed', { digest })
  }
  return asked ?? told ?? digestOf(body)
}
