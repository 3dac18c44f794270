import { reasonDetails } from '../../domain/error-reasons'
import { choosePlatform } from './choose-platform'
import { digestOf } from './content-digest'
import { type ImageConfig, readImageConfig } from './image-config'
import type { ImageFactsCache } from './image-facts-cache'
import type { IndexEntry, Manifest } from './manifest'
import { type DigestedManifest, knownManifest } from './read-manifest'
import type { RegistryArtifact, RegistryImage } from './registry-port'
import type { RepositoryAccess } from './repository-access'

const mostConfigBytes = 8 * 1024 * 1024

/** What reading takes; `reference` is how the image was asked for, for errors. */
export type ReadImageParts = {
  readonly access: RepositoryAccess
  readonly cache: ImageFactsCache
  readonly reference: string
  /** `linux/amd64` */
  readonly wanted: string
}

type ImageManifest = Extract<Manifest, { kind: 'image' }>

/** What stands behind a manifest, for a platform. Throws `manifest-unsupported` for what engines no longer run. */
export async function readImage(
  parts: ReadImageParts,
  { digest, manifest }: DigestedManifest,
  signal: AbortSignal,
): Promise<RegistryImage | RegistryArtifact> {
  const { access, reference } = parts
  switch (manifest.kind) {
    case 'artifact':
      return { kind: 'artifact', digest, artifactType: manifest.artifactType }
    case 'schema1':
      throw access.fault('manifest-unsupported', { reference, format: 'Docker manifest schema 1' })
    case 'index':
      return fromIndex(parts, digest, manifest.entries, signal)
    case 'image': {
      const config = await readConfig(parts, manifest.configDigest, signal)
      const platforms = config.platform === '' ? [] : [config.platform]
      return described({ digest, manifestDigest: digest, platforms, parts }, manifest, config)
    }
  }
}

async function fromIndex(
  parts: ReadImageParts,
  digest: string,
  entries: readonly IndexEntry[],
  signal: AbortSignal,
): Promise<RegistryImage> {
  const { access, cache, reference, wanted } = parts
  const platforms = [...new Set(entries.map(({ platform }) => platform))]
  const chosen = choosePlatform(platforms, wanted) ?? platforms[0]
  const entry = entries.find(({ platform }) => platform === chosen)
  if (entry === undefined) throw access.fault('manifest-unsupported', { reference, format: 'empty index' })
  const found = await knownManifest(access, entry.digest, cache, signal)
  if (found?.manifest.kind !== 'image') {
    throw access.fault('registry-answer-invalid', reasonDetails('platform-missing', { platform: entry.platform }))
  }
  const config = await readConfig(parts, found.manifest.configDigest, signal)
  // The index is what an engine chooses by.
  const told = { ...config, platform: entry.platform }
  return described({ digest, manifestDigest: entry.digest, platforms, parts }, found.manifest, told)
}

type Found = {
  readonly digest: string
  readonly manifestDigest: string
  readonly platforms: readonly string[]
  readonly parts: ReadImageParts
}

function described(found: Found, manifest: ImageManifest, config: ImageConfig): RegistryImage {
  const { digest, manifestDigest, platforms, parts } = found
  const { platform, labels, createdAtMs } = config
  const { configDigest, sizeBytes, layers } = manifest
  // An image that does not say is run by any engine.
  const runsOnWanted = platform === '' || choosePlatform([platform], parts.wanted) !== null
  const names = { digest, manifestDigest, configDigest }
  return { kind: 'image', ...names, platform, runsOnWanted, platforms, labels, createdAtMs, sizeBytes, layers }
}

async function readConfig(parts: ReadImageParts, digest: string, signal: AbortSignal): Promise<ImageConfig> {
  const { access, cache } = parts
  const known = await cache.get(digest)
  if (known?.kind === 'config') return known
  const path = `/v2/${access.place.path}/blobs/${digest}`
  const answer = await access.ask(
    { kind: 'blob', method: 'GET', path, headers: {}, limitBytes: mostConfigBytes },
    signal,
  )
  const { status, body } = answer.answer
  if (status === 404) throw access.fault('registry-answer-invalid', reasonDetails('config-missing'))
  if (status !== 200) throw access.refusal(answer)
  if (digestOf(body, digest) !== digest) throw access.fault('registry-content-changed', { digest })
  const config = readImageConfig(body)
  if (config === null) throw access.fault('registry-answer-invalid', reasonDetails('no-config'))
  await cache.put(digest, { kind: 'config', ...config })
  return config
}
