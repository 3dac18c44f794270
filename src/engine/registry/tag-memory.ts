import type { Clock } from '../ports'
import type { KeptDigest, KeptRepository } from './kept-tags'
import type { ResolvedTag, TagList } from './registry-port'

const most = { lists: 200, digests: 20_000 } as const

/**
 * What was listed and resolved, in this run or (see `recall`) an earlier one: shown at once while it is asked for anew.
 * What was put longest ago goes first. `onNews` is told of repositories that more, or something else, is known of.
 */
export class TagMemory {
  readonly #clock: Clock
  readonly #onNews: (repository: string) => void
  readonly #lists = new Map<string, TagList>()
  readonly #digests = new Map<string, ResolvedTag>()

  constructor(clock: Clock, onNews: (repository: string) => void) {
    this.#clock = clock
    this.#onNews = onNews
  }

  /** Takes up what an earlier run kept; what this run knows is newer. */
  recall(repository: string, { list, digests }: KeptRepository): void {
    if (!this.#lists.has(repository)) putBounded(this.#lists, repository, list, most.lists)
    for (const { tag, digest, atMs } of digests) {
      const key = `${repository}:${tag}`
      if (!this.#digests.has(key)) putBounded(this.#digests, key, { digest, atMs }, most.digests)
    }
  }

  /** What is worth keeping for the next run; null: the repository was never listed. */
  toKeep(repository: string): KeptRepository | null {
    const list = this.list(repository)
    if (list === null) return null
    const listed = new Set(list.tags)
    const digests = [...this.#digests].flatMap(([key, { digest, atMs }]): readonly KeptDigest[] => {
      const tag = key.startsWith(`${repository}:`) ? key.slice(repository.length + 1) : ''
      return digest === null || !listed.has(tag) ? [] : [{ tag, digest, atMs }]
    })
    return { list, digests }
  }

  putList(repository: string, list: Omit<TagList, 'atMs'>): TagList {
    const dated = { ...list, atMs: this.#clock.nowMs() }
    putBounded(this.#lists, repository, dated, most.lists)
    this.#onNews(repository)
    return dated
  }

  list(repository: string): TagList | null {
    return this.#lists.get(repository) ?? null
  }

  putDigest(repository: string, tag: string, digest: string | null): void {
    const before = this.digest(repository, tag)?.digest
    putBounded(this.#digests, `${repository}:${tag}`, { digest, atMs: this.#clock.nowMs() }, most.digests)
    if (before !== digest) this.#onNews(repository)
  }

  digest(repository: string, tag: string): ResolvedTag | null {
    return this.#digests.get(`${repository}:${tag}`) ?? null
  }
}

function putBounded<Value>(map: Map<string, Value>, key: string, value: Value, mostEntries: number): void {
  map.delete(key)
  map.set(key, value)
  for (const oldest of map.keys()) {
    if (map.size <= mostEntries) return
    map.delete(oldest)
  }
}
