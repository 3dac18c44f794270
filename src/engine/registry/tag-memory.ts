import type { Clock } from '../ports'
import type { ResolvedTag, TagList } from './registry-port'

const most = { lists: 200, digests: 20_000 } as const

/** What was listed and resolved in this run: shown at once while it is asked for anew. What was put longest ago goes first. */
export class TagMemory {
  readonly #clock: Clock
  readonly #lists = new Map<string, TagList>()
  readonly #digests = new Map<string, ResolvedTag>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  putList(repository: string, list: Omit<TagList, 'atMs'>): TagList {
    const dated = { ...list, atMs: this.#clock.nowMs() }
    putBounded(this.#lists, repository, dated, most.lists)
    return dated
  }

  list(repository: string): TagList | null {
    return this.#lists.get(repository) ?? null
  }

  putDigest(repository: string, tag: string, digest: string | null): void {
    putBounded(this.#digests, `${repository}:${tag}`, { digest, atMs: this.#clock.nowMs() }, most.digests)
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
