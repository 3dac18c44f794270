import type { ImageFactsCache } from './image-facts-cache'
import { askManifest, fetchManifest, headerDigest } from './read-manifest'
import type { RepositoryAccess } from './repository-access'

/** HEAD is not known for manifests, or not allowed. */
const headRefusals: ReadonlySet<number> = new Set([400, 405, 501])

/**
 * What a tag points at; null: there is no such tag. By HEAD, which costs a registry little and a person nothing of what they may
 * pull; by GET where HEAD does not say it, which is found out once for each registry.
 */
export async function resolveTag(
  access: RepositoryAccess,
  tag: string,
  cache: ImageFactsCache,
  signal: AbortSignal,
): Promise<string | null> {
  const { registry } = access
  if (registry.heads === 'useless') return byGet(access, tag, cache, signal)
  const answer = await askManifest(access, tag, 'HEAD', signal)
  const { status, headers } = answer.answer
  if (status === 200) {
    const digest = headerDigest(headers['docker-content-digest'])
    if (digest !== null) return digest
    registry.heads = 'useless'
    return byGet(access, tag, cache, signal)
  }
  if (status === 404) return afterNotFound(access, tag, cache, signal)
  if (!headRefusals.has(status)) throw access.refusal(answer)
  registry.heads = 'useless'
  return byGet(access, tag, cache, signal)
}

async function afterNotFound(
  access: RepositoryAccess,
  tag: string,
  cache: ImageFactsCache,
  signal: AbortSignal,
): Promise<string | null> {
  if (access.registry.heads === 'honest') return null
  const digest = await byGet(access, tag, cache, signal)
  access.registry.heads = digest === null ? 'honest' : 'useless'
  return digest
}

async function byGet(
  access: RepositoryAccess,
  tag: string,
  cache: ImageFactsCache,
  signal: AbortSignal,
): Promise<string | null> {
  return (await fetchManifest(access, tag, cache, signal))?.digest ?? null
}
