import type { ImageConfig } from './image-config'
import type { ImageFactsCache } from './image-facts-cache'
import { chooseEntry, describedImage, plainPlatforms } from './read-image'
import type { RegistryArtifact, RegistryImage } from './registry-port'

/** What a digest stands for, by the facts that were read before; null: not all of them are there. Asks nobody. */
export async function knownImage(
  cache: ImageFactsCache,
  digest: string,
  wanted: string,
): Promise<RegistryImage | RegistryArtifact | null> {
  const fact = await cache.get(digest)
  if (fact?.kind === 'artifact') return { kind: 'artifact', digest, artifactType: fact.artifactType }
  if (fact?.kind === 'image') {
    const config = await knownConfig(cache, fact.configDigest)
    return config && describedImage({ digest, ...plainPlatforms(digest, config), wanted }, fact, config)
  }
  if (fact?.kind !== 'index') return null
  const { platforms, entry } = chooseEntry(fact.entries, wanted)
  const manifest = entry === undefined ? null : await cache.get(entry.digest)
  if (entry === undefined || manifest?.kind !== 'image') return null
  const config = await knownConfig(cache, manifest.configDigest)
  if (config === null) return null
  const told = { ...config, platform: entry.platform }
  return describedImage({ digest, manifestDigest: entry.digest, platforms, wanted }, manifest, told)
}

async function knownConfig(cache: ImageFactsCache, digest: string): Promise<ImageConfig | null> {
  const fact = await cache.get(digest)
  return fact?.kind === 'config' ? fact : null
}
