import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock } from '../ports'
import type { RegistryArtifact, RegistryImage } from '../registry/registry-port'
import type { RegistryWays, Way } from './registry-ways'

/** How far the question for a repository's tags has come. `failed` keeps the tags that were listed before. */
export type TagsState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'listed'; readonly atMs: number; readonly isWhole: boolean }
  | { readonly kind: 'failed'; readonly atMs: number; readonly error: BerthErrorData }

/** A repository's tags as last told, how sure that is, and from where its registry is asked. */
export type KnownTags = { readonly tags: readonly string[]; readonly state: TagsState; readonly way: Way }

/** A repository as a host names it. */
export type HostRepository = { readonly hostId: string; readonly repository: string }

/** A tag of a repository, for a host's platform (`linux/amd64`). */
export type WantedTag = HostRepository & { readonly tag: string; readonly platform: string }

/** What a tag was when it was last asked for; null: there was no such tag. */
export type DescribedTag = RegistryImage | RegistryArtifact | null

/**
 * What the registries say of repositories, kept for all slots together: a repository is asked once however many look at
 * it, and once more for each host that it is asked from. `onChange` tells which repositories more is known of; it may be told often.
 */
export type RepositoryWatch = {
  /** What is known now. Where that is older than a quarter of a minute, or a failure, the registry is asked meanwhile. */
  readonly look: (asked: HostRepository) => KnownTags
  /** Once the registry has answered, well or not, by the last way there is. Throws `cancelled` alone. */
  readonly asked: (asked: HostRepository, signal: AbortSignal) => Promise<KnownTags>
  /** Asks what tags are, a few at a time; again only after a quarter of a minute. What fails stays as it was known. */
  readonly describe: (wanted: readonly WantedTag[], signal: AbortSignal) => Promise<void>
  /** Undefined: never asked. */
  readonly described: (wanted: WantedTag) => DescribedTag | undefined
  readonly close: () => void
}

/** What a watch is made of. */
export type RepositoryWatchParts = {
  readonly ways: RegistryWays
  readonly clock: Clock
  readonly onChange: (repositories: readonly string[]) => void
}

/** Lists younger than this are not asked for again. */
const freshForMs = 15_000
const mostDescribed = 6_000

type Listing = { known: KnownTags; atMs: number; asking: Promise<void> | null }

/** See `RepositoryWatch`. */
export function createRepositoryWatch({ ways, clock, onChange }: RepositoryWatchParts): RepositoryWatch {
  const closing = new AbortController()
  const listings = new Map<string, Listing>()
  const descriptions = createTagDescriptions({ ways, clock, onChange })

  const list = async (repository: string, listing: Listing): Promise<void> => {
    const { way, tags: before } = listing.known
    try {
      const { tags, end, atMs } = await ways.ask(way, repository, (registry) =>
        registry.listTags(repository, () => undefined, closing.signal),
      )
      listing.known = { tags, state: { kind: 'listed', atMs, isWhole: end === 'all' }, way }
    } catch (error) {
      listing.known = { tags: before, state: { kind: 'failed', atMs: clock.nowMs(), error: toErrorData(error) }, way }
    }
    listing.atMs = clock.monotonicMs()
    listing.asking = null
    if (!closing.signal.aborted) onChange([repository])
  }
  const listingOf = (way: Way, repository: string): Listing => {
    const key = `${way ?? ''} ${repository}`
    const known = listings.get(key)
    if (known !== undefined) return known
    const fresh: Listing = { known: { tags: [], state: { kind: 'asking' }, way }, atMs: -Infinity, asking: null }
    listings.set(key, fresh)
    return fresh
  }
  const begin = ({ hostId, repository }: HostRepository, retries: boolean): Listing => {
    const listing = listingOf(ways.wayOf(hostId, repository), repository)
    // A failure is told too, and whoever hears of it looks again: without a pause that would go round and round.
    const isGood = (listing.known.state.kind === 'listed' || !retries) && isFresh(clock, listing.atMs)
    if (!isGood && !closing.signal.aborted) listing.asking ??= list(repository, listing)
    return listing
  }
  return {
    look: (asked) => begin(asked, false).known,
    asked: async (asked, signal) => {
      const first = begin(asked, true)
      await orAborted(first.asking ?? Promise.resolve(), signal)
      // Where this machine did not reach the registry, the host is the other way.
      const last = ways.wayOf(asked.hostId, asked.repository) === first.known.way ? first : begin(asked, true)
      await orAborted(last.asking ?? Promise.resolve(), signal)
      return last.known
    },
    describe: async (wanted, signal) => {
      const scope = openAbortScope(closing.signal, signal)
      await descriptions.describe(wanted, scope.signal)
      scope.release()
      signal.throwIfAborted()
    },
    described: descriptions.described,
    close: () => closing.abort(),
  }
}

type TagDescriptions = Pick<RepositoryWatch, 'described'> & {
  /** Rejects with nothing: what fails stays as it was known. */
  readonly describe: (wanted: readonly WantedTag[], signal: AbortSignal) => Promise<void>
}

function createTagDescriptions({ ways, clock, onChange }: RepositoryWatchParts): TagDescriptions {
  const described = new Map<string, { readonly found: DescribedTag; readonly atMs: number }>()
  const remember = (way: Way, wanted: WantedTag, found: DescribedTag): void => {
    const key = keyOf(way, wanted)
    described.delete(key)
    described.set(key, { found, atMs: clock.monotonicMs() })
    if (described.size > mostDescribed) described.delete(described.keys().next().value ?? '')
    onChange([wanted.repository])
  }
  const read = async (wanted: WantedTag, signal: AbortSignal): Promise<void> => {
    const { hostId, repository, tag, platform } = wanted
    await ways.askFor([hostId], repository, async (registry, way) =>
      remember(way, wanted, await registry.readImage(repository, tag, platform, signal)),
    )
  }
  const lookUp = (wanted: WantedTag) => {
    return described.get(keyOf(ways.wayOf(wanted.hostId, wanted.repository), wanted))
  }
  return {
    describe: async (wanted, signal) => {
      const old = wanted.filter((one) => !isFresh(clock, lookUp(one)?.atMs))
      await Promise.allSettled(old.map((one) => read(one, signal)))
    },
    described: (wanted) => lookUp(wanted)?.found,
  }
}

function isFresh(clock: Clock, atMs = -Infinity): boolean {
  return clock.monotonicMs() - atMs < freshForMs
}

function keyOf(way: Way, { repository, tag, platform }: WantedTag): string {
  return `${way ?? ''} ${repository}:${tag} ${platform}`
}
