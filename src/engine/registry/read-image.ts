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
      return describedImage({ digest, ...plainPlatforms(digest, config), wanted: parts.wanted }, manifest, config)
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
  const { platforms, entry } = chooseEntry(entries, wanted)
  if (entry === undefined) throw access.fault('manifest-unsupported', { reference, format: 'empty index' })
  const found = await knownManifest(access, entry.digest, cache, signal)
  if (found?.manifest.kind !== 'image') {
    throw access.fault('registry-answer-invalid', reasonDetails('platform-missing', { platform: entry.platform }))
  }
  const config = await readConfig(parts, found.manifest.configDigest, signal)
  // The index is what an engine chooses by.
  const told = { ...config, platform: entry.platform }
  return describedImage({ digest, manifestDigest: entry.digest, platforms, wanted }, found.manifest, told)
}

/** All platforms of an index, and its entry for the wanted one: that, the nearest to it, else the first. */
export function chooseEntry(
  entries: readonly IndexEntry[],
  wanted: string,
): { readonly platforms: readonly string[]; readonly entry: IndexEntry | undefined } {
  const platforms = [...new Set(entries.map(({ platform }) => platform))]
  const chosen = choosePlatform(platforms, wanted) ?? platforms[0]
  return { platforms, entry: entries.find(({ platform }) => platform === chosen) }
}

/** How an image was found: `digest` is what the tag points at, `wanted` the platform that was asked for. */
type Found = Pick<RegistryImage, 'digest' | 'manifestDigest' | 'platforms'> & { readonly wanted: string }

/** Of an image for one platform. */
export function plainPlatforms(
  digest: string,
  { platform }: ImageConfig,
): Pick<RegistryImage, 'manifestDigest' | 'platforms'> {
  return { manifestDigest: digest, platforms: platform === '' ? [] : [platform] }
}

/** What a manifest and its configuration say of an image. */
export function describedImage(
  { wanted, ...names }: Found,
  { configDigest, sizeBytes, layers }: ImageManifest,
  { platform, labels, createdAtMs }: ImageConfig,
): RegistryImage {
  // An image that does not say is run by any engine.
  const runsOnWanted = platform === '' || choosePlatform([platform], wanted) !== null
  return { kind: 'image', ...names, configDigest, platform, runsOnWanted, labels, createdAtMs, sizeBytes, layers }
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
