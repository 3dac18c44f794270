import { cancellation } from '../docker/call-scope'
import { createImageFactsCache } from './image-facts-cache'
import { openRecollection } from './open-recollection'
import { openRegistries } from './open-registries'
import type { Asker } from './registry-failure'
import type { RegistryClient, RegistryClientOptions } from './registry-port'
import type { RepositoryAccess } from './repository-access'
import { frontDoor, repositoryPlace } from './registry-place'
import { RepositoryReader } from './repository-reader'
import { RequestCounts } from './request-counts'

/** A client for all registries that are reached the same way. Opens nothing until it is asked. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { cacheDirectory, clock, log } = options
  const counts = new RequestCounts()
  const cache = createImageFactsCache({ directory: cacheDirectory, clock, log })
  const recollection = openRecollection(options, cache)
  const { memory } = recollection
  const registries = openRegistries(options, counts)

  const within = async <Result>(
    repository: string,
    signal: AbortSignal,
    work: (reader: RepositoryReader) => Promise<Result>,
  ): Promise<Result> => {
    try {
      const access = await registries.accessTo(repositoryPlace(repository), signal)
      return await work(new RepositoryReader(access, memory, cache))
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
    recall: recollection.recall,
    knock: async (registry, signal) => {
      try {
        return await knock(await registries.accessTo(frontDoor(registry), signal), signal)
      } catch (error) {
        throw signal.aborted ? cancellation(signal) : error
      }
    },
    forgetLogin: (registry) => registries.forgetLogin(registry),
    stats: () => counts.stats(),
    close: async () => {
      registries.close()
      await recollection.close()
      await cache.close()
    },
  }
}

const mostFrontDoorBytes = 64 * 1024

/** What the specification has for finding out whether one is let in (`GET /v2/`). */
async function knock(access: RepositoryAccess, signal: AbortSignal): Promise<Asker> {
  const request = {
    kind: 'front-door',
    method: 'GET',
    path: '/v2/',
    headers: {},
    limitBytes: mostFrontDoorBytes,
  } as const
  const answered = await access.ask(request, signal)
  if (answered.answer.status === 200) return answered.asker
  throw access.refusal(answered)
}
