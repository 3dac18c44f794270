import { BerthError } from '../../domain/berth-error'
import { displayText } from '../../domain/display-text'
import { isTag } from '../../domain/image-reference'
import { isDigest } from './content-digest'
import type { ImageFactsCache } from './image-facts-cache'
import { listTags } from './list-tags'
import { mapBounded } from './map-bounded'
import { readImage } from './read-image'
import { type DigestedManifest, fetchManifest, knownManifest } from './read-manifest'
import type { RegistryArtifact, RegistryImage, TagList } from './registry-port'
import type { RepositoryAccess } from './repository-access'
import { resolveTag } from './resolve-tag'
import type { TagMemory } from './tag-memory'

/** Tags that are asked for at a time; more would only wait in line, see `RegistryHttp`. */
const tagsAtOnce = 8

/** Reads one repository, and remembers what it read. See `RegistryClient` for what each call promises. */
export class RepositoryReader {
  readonly #access: RepositoryAccess
  readonly #memory: TagMemory
  readonly #cache: ImageFactsCache

  constructor(access: RepositoryAccess, memory: TagMemory, cache: ImageFactsCache) {
    this.#access = access
    this.#memory = memory
    this.#cache = cache
  }

  async list(onPage: (tags: readonly string[]) => void, signal: AbortSignal): Promise<TagList> {
    return this.#memory.putList(this.#access.place.name, await listTags(this.#access, onPage, signal))
  }

  async resolve(tag: string, signal: AbortSignal): Promise<string | null> {
    const digest = await resolveTag(this.#access, checkedTag(tag), this.#cache, signal)
    this.#memory.putDigest(this.#access.place.name, tag, digest)
    return digest
  }

  async resolveAll(
    tags: readonly string[],
    onResolved: (tag: string, digest: string | null) => void,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, string | null>> {
    const resolveOne = async (tag: string, inner: AbortSignal): Promise<readonly [string, string | null]> => {
      const digest = await this.resolve(tag, inner)
      onResolved(tag, digest)
      return [tag, digest]
    }
    return new Map(await mapBounded([...new Set(tags)], tagsAtOnce, resolveOne, signal))
  }

  async image(
    reference: string,
    wanted: string,
    signal: AbortSignal,
  ): Promise<RegistryImage | RegistryArtifact | null> {
    const manifest = await this.#manifest(reference, signal)
    const parts = { access: this.#access, cache: this.#cache, reference: displayText(reference, 140), wanted }
    return manifest === null ? null : readImage(parts, manifest, signal)
  }

  /** A tag whose image is known is asked for by HEAD, as it has seldom moved. */
  async #manifest(reference: string, signal: AbortSignal): Promise<DigestedManifest | null> {
    if (isDigest(reference)) return knownManifest(this.#access, reference, this.#cache, signal)
    const repository = this.#access.place.name
    const last = this.#memory.digest(repository, reference)?.digest ?? null
    if (last !== null && (await this.#cache.get(last)) !== null) {
      const digest = await this.resolve(reference, signal)
      return digest === null ? null : knownManifest(this.#access, digest, this.#cache, signal)
    }
    const manifest = await fetchManifest(this.#access, checkedTag(reference), this.#cache, signal)
    this.#memory.putDigest(repository, reference, manifest?.digest ?? null)
    return manifest
  }
}

/** It becomes part of a path. */
function checkedTag(tag: string): string {
  if (isTag(tag)) return tag
  throw new BerthError('tag-invalid', { tag: displayText(tag, 140) })
}
