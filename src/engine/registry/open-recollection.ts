import { setMaxListeners } from 'node:events'
import { toErrorData } from '../../domain/berth-error'
import { createDelayedWork } from '../delayed-work'
import type { ImageFactsCache } from './image-facts-cache'
import { openKeptTags } from './kept-tags'
import { knownImage } from './known-image'
import type { RecalledRepository, RegistryClient, RegistryClientOptions } from './registry-port'
import { TagMemory } from './tag-memory'

/** What a client remembers of tags, over its end. */
export type Recollection = Pick<RegistryClient, 'recall'> & {
  readonly memory: TagMemory
  /** Writes what is not written yet; nothing is written afterwards. */
  readonly close: () => Promise<void>
}

const saveDelayMs = 2_000

/** See `Recollection`. Without a folder it ends with the run. */
export function openRecollection(
  { cacheDirectory, clock, log, keptFor = 'here' }: RegistryClientOptions,
  cache: ImageFactsCache,
): Recollection {
  const closing = new AbortController()
  // One wait for each repository.
  setMaxListeners(0, closing.signal)
  const delayed = createDelayedWork(clock, closing.signal, () => undefined)
  const kept = cacheDirectory === null ? null : openKeptTags({ directory: cacheDirectory, from: keptFor, clock })
  const unsaved = new Set<string>()
  const save = async (repository: string): Promise<void> => {
    const known = memory.toKeep(repository)
    if (kept === null || !unsaved.delete(repository) || known === null) return
    try {
      await kept.write(repository, known)
    } catch (error) {
      log('warn', 'cannot keep the tags of a repository', { repository, error: toErrorData(error) })
    }
  }
  const memory = new TagMemory(clock, (repository) => {
    unsaved.add(repository)
    delayed.schedule(repository, saveDelayMs, () => save(repository))
  })
  const recall = async (repository: string, platform: string): Promise<RecalledRepository | null> => {
    const found = (await kept?.read(repository)) ?? null
    if (found === null) return null
    memory.recall(repository, found)
    const images = await Promise.all(
      found.digests.map(async ({ tag, digest, atMs }) => ({
        tag,
        atMs,
        found: await knownImage(cache, digest, platform),
      })),
    )
    return {
      list: found.list,
      images: images.flatMap((image) => (image.found === null ? [] : [{ ...image, found: image.found }])),
    }
  }
  return {
    memory,
    recall,
    close: async () => {
      closing.abort()
      await delayed.ended()
      await Promise.all([...unsaved].map(save))
    },
  }
}
