import { type BerthErrorData, toErrorData } from '../../domain/berth-error'
import { parseImageReference, registryName } from '../../domain/image-reference'
import { openAbortScope, orAborted } from '../abort-scope'
import type { Clock } from '../ports'
import type { RecalledRepository, RegistryArtifact, RegistryImage } from '../registry/registry-port'
import type { RegistryWays, Way } from './registry-ways'

/**
 * How far the question for a repository's tags has come. `kept`: an earlier run listed them, and they are asked for anew.
 * `failed` keeps the tags that were listed before, at `listedAtMs`; null: there are none.
 */
export type TagsState =
  | { readonly kind: 'asking' }
  | { readonly kind: 'kept'; readonly atMs: number; readonly isWhole: boolean }
  | { readonly kind: 'listed'; readonly atMs: number; readonly isWhole: boolean }
  | {
      readonly kind: 'failed'
      readonly atMs: number
      readonly error: BerthErrorData
      readonly listedAtMs: number | null
    }

/** A repository's tags as last told, how sure that is, and from where its registry is asked. */
export type KnownTags = { readonly tags: readonly string[]; readonly state: TagsState; readonly way: Way }

/** A repository as a host names it. */
export type HostRepository = { readonly hostId: string; readonly repository: string }

/** A tag of a repository, for a host's platform (`linux/amd64`). */
export type WantedTag = HostRepository & { readonly tag: string; readonly platform: string }

/** What a tag was when it was last asked for; null: there was no such tag. */
export type DescribedTag = RegistryImage | RegistryArtifact | null

/** What a tag was. `keptAtMs`: when an earlier run asked for it; null: this run did. */
export type TagDescription = { readonly found: DescribedTag; readonly keptAtMs: number | null }

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
  /** The same for all the tags of a repository, and from when it is. */
  readonly descriptions: (asked: HostRepository, platform: string) => (tag: string) => TagDescription | undefined
  /** Takes up what earlier runs kept on disk of repositories, each once; asks no registry. */
  readonly recall: (asked: readonly HostRepository[], platform: string, signal: AbortSignal) => Promise<void>
  /** Who one is at a registry has changed: whoever looks at a repository of it next has it asked again. */
  readonly renew: (registry: string) => void
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

type Listing = {
  known: KnownTags
  atMs: number
  asking: Promise<void> | null
  recalling: Promise<void> | null
}

/** See `RepositoryWatch`. */
export function createRepositoryWatch(parts: RepositoryWatchParts): RepositoryWatch {
  const { ways } = parts
  const closing = new AbortController()
  const { listingOf, begin, renew } = createTagListings(parts, closing.signal)
  const descriptions = createTagDescriptions(parts)

  const recall = async ({ hostId, repository }: HostRepository, listing: Listing, platform: string): Promise<void> => {
    const kept = await ways.recall(hostId, repository, platform).catch(() => null)
    if (kept === null) return
    const { tags, end, atMs } = kept.list
    const { state, way } = listing.known
    const isWhole = end === 'all'
    if (state.kind === 'asking') listing.known = { tags, state: { kind: 'kept', atMs, isWhole }, way }
    for (const image of kept.images) descriptions.recall({ hostId, repository, platform, tag: image.tag }, image)
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
    descriptions: descriptions.descriptions,
    recall: async (asked, platform, signal) => {
      const recalling = asked.map((one) => {
        const listing = listingOf(ways.wayOf(one.hostId, one.repository), one.repository)
        listing.recalling ??= recall(one, listing, platform)
        return listing.recalling
      })
      await orAborted(Promise.all(recalling), signal)
    },
    renew,
    close: () => closing.abort(),
  }
}

type TagListings = Pick<RepositoryWatch, 'renew'> & {
  /** What is known of a repository by one way; new where nothing is. */
  readonly listingOf: (way: Way, repository: string) => Listing
  /** The same by the way of now, asked for anew where it is old; where it failed, too, if `retries`. */
  readonly begin: (asked: HostRepository, retries: boolean) => Listing
}

function createTagListings({ ways, clock, onChange }: RepositoryWatchParts, closing: AbortSignal): TagListings {
  const listings = new Map<string, Listing>()
  let renewals = 0
  const list = async (repository: string, listing: Listing): Promise<void> => {
    const { way } = listing.known
    const renewalsBefore = renewals
    try {
      const { tags, end, atMs } = await ways.ask(way, repository, (registry) =>
        registry.listTags(repository, () => undefined, closing),
      )
      listing.known = { tags, state: { kind: 'listed', atMs, isWhole: end === 'all' }, way }
    } catch (error) {
      // Read anew: what an earlier run kept may have come meanwhile.
      const { tags, state } = listing.known
      const failed = { kind: 'failed', atMs: clock.nowMs(), error: toErrorData(error) } as const
      listing.known = { tags, state: { ...failed, listedAtMs: listedAtMs(state) }, way }
    }
    // What was asked for as somebody else is no answer any more.
    listing.atMs = renewals === renewalsBefore ? clock.monotonicMs() : -Infinity
    listing.asking = null
    if (!closing.aborted) onChange([repository])
  }
  const listingOf = (way: Way, repository: string): Listing => {
    const key = `${way ?? ''} ${repository}`
    const there = listings.get(key)
    if (there !== undefined) return there
    const known: KnownTags = { tags: [], state: { kind: 'asking' }, way }
    const fresh: Listing = { known, atMs: -Infinity, asking: null, recalling: null }
    listings.set(key, fresh)
    return fresh
  }
  const begin = ({ hostId, repository }: HostRepository, retries: boolean): Listing => {
    const listing = listingOf(ways.wayOf(hostId, repository), repository)
    // A failure is told too, and whoever hears of it looks again: without a pause that would go round and round.
    const isGood = (listing.known.state.kind === 'listed' || !retries) && isFresh(clock, listing.atMs)
    if (!isGood && !closing.aborted) listing.asking ??= list(repository, listing)
    return listing
  }
  const renew = (registry: string): void => {
    renewals += 1
    const repositories = outdate(listings, registry)
    if (repositories.length > 0) onChange(repositories)
  }
  return { listingOf, begin, renew }
}

/** Has the lists of a registry's repositories count as old; which they are. */
function outdate(listings: ReadonlyMap<string, Listing>, registry: string): readonly string[] {
  const repositories = new Set<string>()
  for (const [key, listing] of listings) {
    const repository = key.slice(key.indexOf(' ') + 1)
    if (registryName(parseImageReference(repository)?.registry ?? '') !== registry) continue
    listing.atMs = -Infinity
    repositories.add(repository)
  }
  return [...repositories]
}

/** When the tags that are shown were listed. */
function listedAtMs(state: TagsState): number | null {
  switch (state.kind) {
    case 'asking':
      return null
    case 'kept':
    case 'listed':
      return state.atMs
    case 'failed':
      return state.listedAtMs
  }
}

type TagDescriptions = Pick<RepositoryWatch, 'described' | 'descriptions'> & {
  /** Takes up what was heard in an earlier run; what this run heard is newer. */
  readonly recall: (wanted: WantedTag, kept: RecalledRepository['images'][number]) => void
  /** Rejects with nothing: what fails stays as it was known. */
  readonly describe: (wanted: readonly WantedTag[], signal: AbortSignal) => Promise<void>
}

/** `atMs`: the monotonic clock. */
type Description = TagDescription & { readonly atMs: number }

function createTagDescriptions({ ways, clock, onChange }: RepositoryWatchParts): TagDescriptions {
  const described = new Map<string, Description>()
  const put = (key: string, description: Description): void => {
    described.delete(key)
    described.set(key, description)
    if (described.size > mostDescribed) described.delete(described.keys().next().value ?? '')
  }
  const remember = (way: Way, wanted: WantedTag, found: DescribedTag): void => {
    put(keyOf(way, wanted), { found, atMs: clock.monotonicMs(), keptAtMs: null })
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
    // The way is the same for all of them, and costs more to tell than to look one up.
    descriptions: ({ hostId, repository }, platform) => {
      const way = ways.wayOf(hostId, repository)
      return (tag) => described.get(keyOf(way, { repository, tag, platform }))
    },
    recall: (wanted, { found, atMs }) => {
      if (lookUp(wanted) !== undefined) return
      put(keyOf(ways.wayOf(wanted.hostId, wanted.repository), wanted), { found, atMs: -Infinity, keptAtMs: atMs })
    },
  }
}

function isFresh(clock: Clock, atMs = -Infinity): boolean {
  return clock.monotonicMs() - atMs < freshForMs
}

function keyOf(way: Way, { repository, tag, platform }: Omit<WantedTag, 'hostId'>): string {
  return `${way ?? ''} ${repository}:${tag} ${platform}`
}
