import type { Reply } from '../../contract/requests'
import type { BranchOption, ReleaseOption } from '../../contract/release-option'
import { orderReleases } from '../../contract/release-order'
import { openAbortScope } from '../abort-scope'
import { createLimiter } from '../limiter'
import type { Clock } from '../ports'
import { listKnown, type ListReleasesParts, readHostImages, readServices, withServices } from './list-releases'
import { createOptionMemory, type OptionMemory } from './option-memory'
import type { ServiceRepository } from './release-sources'

/** What the list of all branches is made of. */
export type ListBranchesParts = ListReleasesParts & {
  /** Slots of a host as the board has them, those of the slots file too. */
  readonly slotNames: (hostId: string) => readonly string[]
  readonly clock: Clock
}

type Branches = Reply<'list-branches'>
type Listed = { readonly release: ReleaseOption; readonly slots: BranchOption['slots'] }

/** Asked for each time somebody opens the palette: who looks for a branch by its name does not wait for a slow host. */
const hostLimitMs = 3_000
const mostHosts = 64
/** Different lists of a host: slots with the same repositories share one. */
const mostListsOfHost = 8
const mostBranches = 5_000
const hostsAtATime = 8

/** See `list-branches`. Remembers what it put together, of the hosts and lists that it was asked for last. */
export function createBranchLists(parts: ListBranchesParts): (signal: AbortSignal) => Promise<Branches> {
  let memories = new Map<string, OptionMemory>()
  return async (signal) => {
    const limited = createLimiter(hostsAtATime)
    const used = new Map<string, OptionMemory>()
    const memoryOf = (key: string): OptionMemory => {
      const memory = memories.get(key) ?? createOptionMemory()
      used.set(key, memory)
      return memory
    }
    const hostIds = parts.hostIds()
    const asked = await Promise.all(
      hostIds.slice(0, mostHosts).map((hostId) => limited(() => askInTime(parts, hostId, memoryOf, signal))),
    )
    signal.throwIfAborted()
    memories = used
    const branches = merged(asked.flatMap((lists) => lists ?? []))
    const hostsNotAsked = hostIds.filter((_, index) => (asked[index] ?? null) === null)
    return {
      branches: branches.slice(0, mostBranches),
      hostsNotAsked,
      leftOut: Math.max(0, branches.length - mostBranches),
    }
  }
}

/** Null: the host did not tell. */
async function askInTime(
  parts: ListBranchesParts,
  hostId: string,
  memoryOf: (key: string) => OptionMemory,
  signal: AbortSignal,
): Promise<readonly Listed[] | null> {
  const scope = openAbortScope(signal)
  parts.clock.sleep(hostLimitMs, scope.signal).then(
    () => scope.abort(),
    () => undefined,
  )
  try {
    if (parts.hostAccess.connection(hostId).kind !== 'connected') return null
    return await listHost(parts, hostId, memoryOf, scope.signal)
  } catch {
    return null
  } finally {
    scope.abort()
    scope.release()
  }
}

async function listHost(
  parts: ListBranchesParts,
  hostId: string,
  memoryOf: (key: string) => OptionMemory,
  signal: AbortSignal,
): Promise<readonly Listed[]> {
  const host = await readHostImages(parts, hostId, signal)
  const groups = [...(await slotsByServices(parts, hostId, signal)).values()].slice(0, mostListsOfHost)
  const lists = await Promise.all(
    groups.map(async ({ slots, services }, index) => {
      const address = { hostId, slot: slots[0] ?? '' }
      const memory = memoryOf(`${hostId}\n${String(index)}`)
      const { releases } = await listKnown(parts, address, withServices(host, services), memory, signal)
      const places = slots.map((slot) => ({ hostId, slot }))
      return releases.map((release) => ({ release, slots: places }))
    }),
  )
  return lists.flat()
}

type SlotGroup = { readonly slots: string[]; readonly services: readonly ServiceRepository[] }

/** A slot whose services can't be told (an unreadable slots file, say) has no list; its own page says why. */
async function slotsByServices(
  parts: ListBranchesParts,
  hostId: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, SlotGroup>> {
  const groups = new Map<string, SlotGroup>()
  for (const slot of parts.slotNames(hostId)) {
    const services = await readServices(parts, { hostId, slot }, signal).catch(() => [])
    signal.throwIfAborted()
    if (services.length === 0) continue
    const key = JSON.stringify([...services].map(({ name, repository }) => `${name} ${repository}`).sort())
    const group = groups.get(key) ?? { slots: [], services }
    group.slots.push(slot)
    groups.set(key, group)
  }
  return groups
}

/** A tag once, with what the first list that knows has to say of it. */
function merged(listed: readonly Listed[]): readonly BranchOption[] {
  const byTag = new Map<
    string,
    { readonly release: ReleaseOption; readonly slots: Set<BranchOption['slots'][number]> }
  >()
  for (const { release, slots } of listed) {
    const known = byTag.get(release.tag)
    const whole = known === undefined ? release : withFacts(known.release, release)
    byTag.set(release.tag, { release: whole, slots: new Set([...(known?.slots ?? []), ...slots]) })
  }
  const ordered = orderReleases(
    [...byTag.values()].map(({ release }) => release),
    'kickoff',
  )
  return ordered.map(({ tag, otherTags, kickoff, version, revision, missing, runsOn }) => {
    const slots = [...(byTag.get(tag)?.slots ?? [])]
    return { tag, otherTags, kickoff, version, revision, missing, runsOn, slots }
  })
}

function withFacts(known: ReleaseOption, other: ReleaseOption): ReleaseOption {
  return {
    ...known,
    kickoff: known.kickoff ?? other.kickoff,
    version: known.version ?? other.version,
    revision: known.revision ?? other.revision,
    builtAtMs: known.builtAtMs ?? other.builtAtMs,
    missing: known.missing.filter((name) => other.missing.includes(name)),
    otherTags: [...new Set([...known.otherTags, ...other.otherTags])],
    runsOn: known.runsOn.length >= other.runsOn.length ? known.runsOn : other.runsOn,
  }
}
