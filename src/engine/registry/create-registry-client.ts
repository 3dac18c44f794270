import { cancellation } from '../docker/call-scope'
import { createImageFactsCache } from './image-facts-cache'
import { openRegistries } from './open-registries'
import type { RegistryClient, RegistryClientOptions } from './registry-port'
import { RepositoryReader } from './repository-reader'
import { RequestCounts } from './request-counts'
import { TagMemory } from './tag-memory'

/** A client for all registries that are reached the same way. Opens nothing until it is asked. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { cacheDirectory, clock, log } = options
  const counts = new RequestCounts()
  const memory = new TagMemory(clock)
  const cache = createImageFactsCache({ directory: cacheDirectory, clock, log })
  const registries = openRegistries(options, counts)

  const within = async <Result>(
    repository: string,
    signal: AbortSignal,
    work: (reader: RepositoryReader) => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await work(new RepositoryReader(await registries.accessTo(repository, signal), memory, cache))
    } catch (error) {
      throw signal.aborted ? cancellation(signal) : error
    }
  }

  return {
    listTags: (repository, onPage, signal) => within(repository, signal, (reader) => reader.list(onPage, signal)),
    lastTags: (repository) => memory.list(repository),
    resolveTag: (repository, tag, signal) => within(repository, signal, (reader) => reader.resolve(tag, signal)),
    lastDigest: (repository, tag) => memory.digest(repository, tag),
    resolveTags: (repository, tags, onResolved, signal) =>
      within(repository, signal, (reader) => reader.resolveAll(tags, onResolved, signal)),
    readImage: (repository, reference, wanted, signal) =>
      within(repository, signal, (reader) => reader.image(reference, wanted, signal)),
    stats: () => counts.stats(),
    close: async () => {
      registries.close()
      await cache.close()
    },
  }
}
