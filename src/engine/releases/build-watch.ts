import type { Board } from '../../domain/board'
import { BerthError } from '../../domain/berth-error'
import { parseImageReference } from '../../domain/image-reference'
import { imageOrigin } from '../../domain/running-image'
import type { TagNow } from '../../domain/new-build'
import type { Clock, Log } from '../ports'
import { mapBounded } from '../registry/map-bounded'
import type { RegistryClient } from '../registry/registry-port'
import type { RegistryWays } from './registry-ways'

/**
 * Asks registries whether the tags that run have moved on: one HEAD a tag however many slots run it, about once a minute,
 * and only while somebody looks. A registry that fails is left alone for longer and longer.
 */
export type BuildWatch = {
  /** What is known of a host's tag now; undefined: not asked, or gone. */
  readonly tagsNow: (hostId: string, repository: string, tag: string) => TagNow | undefined
  /** Somebody looks at the board: keeps the watch going for three minutes. */
  readonly attend: () => void
  readonly close: () => Promise<void>
}

/** What a watch is made of. */
export type BuildWatchParts = {
  readonly ways: Pick<RegistryWays, 'ownerOf' | 'askFor'>
  readonly board: () => Board
  readonly clock: Clock
  readonly log: Log
  /** From 0 to 1, for the jitter. */
  readonly random: () => number
  /** `tagsNow` answers differently for some tag. */
  readonly onChange: () => void
}

const attentionMs = 180_000
const lookEveryMs = 5_000
const askEveryMs = 60_000
const longestPauseMs = 15 * 60_000
const tagsAtOnce = 4

type RunningTag = {
  readonly key: string
  /** See `RegistryWays.ownerOf`. */
  readonly owner: string | null
  /** Connected hosts that run it. */
  readonly hostIds: readonly string[]
  readonly registry: string
  readonly repository: string
  readonly tag: string
}

/** See `BuildWatch`. */
export function createBuildWatch(parts: BuildWatchParts): BuildWatch {
  const { clock } = parts
  const closing = new AbortController()
  const known = new Map<string, TagNow | null>()
  const dueAtMs = new Map<string, number>()
  const pauses = createRegistryPauses(parts)
  let attendedUntilMs = -Infinity
  let working: Promise<void> | null = null

  const ask = async (running: RunningTag, signal: AbortSignal): Promise<void> => {
    const { key, repository, tag, hostIds } = running
    const before = known.get(key)
    const isNew = await parts.ways.askFor(hostIds, repository, async (registry) => {
      const digest = await registry.resolveTag(repository, tag, signal)
      if (digest === before?.digest || (digest === null && before === null)) return false
      const builtAtMs = digest === null ? null : await builtAt(parts.board(), registry, running, digest, signal)
      known.set(key, digest === null ? null : { digest, builtAtMs })
      return true
    })
    if (isNew) parts.onChange()
  }
  const look = async (signal: AbortSignal): Promise<void> => {
    const running = runningTags(parts)
    for (const times of [known, dueAtMs]) {
      for (const key of times.keys()) if (!running.some((one) => one.key === key)) times.delete(key)
    }
    const due = running.filter(({ key }) => (dueAtMs.get(key) ?? 0) <= clock.monotonicMs())
    for (const { key } of due) dueAtMs.set(key, clock.monotonicMs() + jittered(askEveryMs, parts))
    const askUnlessPaused = (one: RunningTag, each: AbortSignal): Promise<void> =>
      pauses.unlessPaused(`${one.owner ?? ''} ${one.registry}`, one.registry, () => ask(one, each), each)
    await mapBounded(due, tagsAtOnce, askUnlessPaused, signal)
  }
  const work = async (): Promise<void> => {
    while (!closing.signal.aborted && clock.monotonicMs() < attendedUntilMs) {
      await look(closing.signal)
      await clock.sleep(lookEveryMs, closing.signal)
    }
  }
  return {
    tagsNow: (hostId, repository, tag) =>
      known.get(keyOf(parts.ways.ownerOf(hostId, repository), repository, tag)) ?? undefined,
    attend: () => {
      attendedUntilMs = clock.monotonicMs() + attentionMs
      working ??= work()
        .catch(() => undefined)
        .finally(() => (working = null))
    },
    close: async () => {
      closing.abort()
      await working
    },
  }
}

async function builtAt(
  board: Board,
  registry: Pick<RegistryClient, 'readImage'>,
  running: RunningTag,
  digest: string,
  signal: AbortSignal,
): Promise<number | null> {
  // What runs is no news, and nobody asks for its date.
  if (isRunning(board, running, digest)) return null
  // Of its date alone anything is made, which is that of the build whatever the platform.
  const image = await registry.readImage(running.repository, digest, 'linux/amd64', signal)
  if (image?.kind !== 'image') return null
  return imageOrigin(image.labels, undefined).builtAtMs ?? image.createdAtMs
}

type RegistryPauses = {
  /** Does the work unless its registry has failed lately. Throws nothing but what a cancel throws. `key` tells registries apart. */
  readonly unlessPaused: (
    key: string,
    registry: string,
    work: () => Promise<void>,
    signal: AbortSignal,
  ) => Promise<void>
}

function createRegistryPauses(parts: BuildWatchParts): RegistryPauses {
  const { clock, log } = parts
  const failing = new Map<string, { readonly failures: number; readonly untilMs: number }>()
  return {
    unlessPaused: async (key, registry, work, signal) => {
      const before = failing.get(key)
      if (before !== undefined && clock.monotonicMs() < before.untilMs) return
      try {
        await work()
        failing.delete(key)
      } catch (error) {
        signal.throwIfAborted()
        const failures = (before?.failures ?? 0) + 1
        const pauseMs = jittered(Math.min(longestPauseMs, askEveryMs * 2 ** failures), parts)
        failing.set(key, { failures, untilMs: clock.monotonicMs() + pauseMs })
        const code = error instanceof BerthError ? error.code : 'internal'
        log('info', 'a registry could not be asked for new builds', { registry, code })
      }
    },
  }
}

function jittered(durationMs: number, { random }: BuildWatchParts): number {
  return durationMs * (0.8 + 0.4 * random())
}

/** The tags that run on connected hosts and came from a registry, each once. */
function runningTags({ board, ways }: BuildWatchParts): readonly RunningTag[] {
  const tags = new Map<string, RunningTag>()
  for (const { host, slots } of board().hosts) {
    if (host.connection.kind !== 'connected') continue
    for (const service of slots.flatMap((slot) => slot.services)) {
      const reference = parseImageReference(service.image)
      if (reference === null || reference.tag === null || service.digest === null) continue
      const { registry, repository, tag } = reference
      const owner = ways.ownerOf(host.id, repository)
      const key = keyOf(owner, repository, tag)
      const hostIds = [...new Set([...(tags.get(key)?.hostIds ?? []), host.id])]
      tags.set(key, { key, owner, hostIds, registry, repository, tag })
    }
  }
  return [...tags.values()]
}

function keyOf(owner: string | null, repository: string, tag: string): string {
  return `${owner ?? ''} ${repository}:${tag}`
}

function isRunning({ hosts }: Board, { owner, repository, tag }: RunningTag, digest: string): boolean {
  return hosts
    .filter(({ host }) => owner === null || host.id === owner)
    .some(({ slots }) =>
      slots.some(({ services }) =>
        services.some(({ image, digest: runs }) => image.startsWith(`${repository}:${tag}`) && runs === digest),
      ),
    )
}
