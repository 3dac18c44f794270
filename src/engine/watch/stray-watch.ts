import { BerthError, toErrorData } from '../../domain/berth-error'
import type { HostConnection } from '../../domain/board'
import type { StrayUpstream } from '../../domain/drift'
import { composeLabels } from '../../domain/label-names'
import { sameData } from '../../domain/same-data'
import { isSlotMember } from '../../domain/slot-containers'
import { openAbortScope, orAborted } from '../abort-scope'
import type { FindStrays } from '../deploy/switch-over/find-strays'
import type { LookedAfter } from '../deploy/switch-over/looked-after'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { Clock, DockerClient, Log } from '../ports'
import { concernsProxy } from './concerns-proxy'

/**
 * Knows which proxies do not lead to the containers that run. Looks at a slot where something about it changed, and now
 * and then, as a file can be edited without a sign; one slot of a host after the other, so that a slow host delays none
 * but itself.
 */
export type StrayWatch = {
  /** What was found on a host, by slot. */
  readonly strays: (hostId: string) => ReadonlyMap<string, readonly StrayUpstream[]>
  /** Something about a host changed: its containers, its connection, its ledger, or what is done to its slots. */
  readonly changed: (hostId: string) => void
  /** Resolves when no look is under way or asked for. */
  readonly settled: (signal: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

export type StrayWatchParts = {
  readonly hostAccess: HostAccess
  readonly ledger: Pick<LedgerAccess, 'state'>
  readonly findStrays: FindStrays
  readonly clock: Clock
  readonly log: Log
  /** What this engine itself is doing, by slot. */
  readonly activities: (hostId: string) => ReadonlyMap<string, unknown>
  /** `strays` answers differently for the host. */
  readonly onChange: (hostId: string) => void
}

/** What a burst of changes is waited for: a deployment's end has many. */
const settleMs = 250
const lookEveryMs = 120_000
/** A host that takes longer is asked again at the next sign. */
const deadlineMs = 20_000

type WatchedSlot = { readonly basis: string; lookedAfter: readonly LookedAfter[] }
type WatchedHost = {
  readonly client: DockerClient
  readonly slots: Map<string, WatchedSlot>
  readonly due: Set<string>
  working: Promise<void> | null
  strays: ReadonlyMap<string, readonly StrayUpstream[]>
  readonly stop: () => void
}

/** See `StrayWatch`. */
export function createStrayWatch(parts: StrayWatchParts): StrayWatch {
  const { hostAccess, clock } = parts
  const hosts = new Map<string, WatchedHost>()
  const closing = new AbortController()
  const works = (): readonly Promise<void>[] => [...hosts.values()].flatMap(({ working }) => working ?? [])
  const ask = (hostId: string, host: WatchedHost, slot: string): void => {
    host.due.add(slot)
    host.working ??= work(parts, hostId, host, closing.signal)
  }
  const hostOf = (hostId: string): WatchedHost => {
    const known = hosts.get(hostId)
    const client = hostAccess.client(hostId)
    if (known?.client === client) return known
    // At another address now.
    known?.stop()
    const host: WatchedHost = {
      client,
      slots: new Map(),
      due: new Set(),
      working: null,
      strays: new Map(),
      stop: hostAccess.onContainerEvent(hostId, (event) => {
        for (const [slot, { lookedAfter }] of host.slots) {
          if (lookedAfter.some(({ spec }) => concernsProxy(event, spec.container, slot))) ask(hostId, host, slot)
        }
      }),
    }
    hosts.set(hostId, host)
    return host
  }
  lookEvery(clock, closing.signal, () => {
    for (const [hostId, host] of hosts) {
      if (connectionOf(hostAccess, hostId)?.kind !== 'connected') continue
      for (const [slot, { lookedAfter }] of host.slots) if (lookedAfter.length > 0) ask(hostId, host, slot)
    }
  })
  return {
    strays: (hostId) => hosts.get(hostId)?.strays ?? new Map(),
    changed: (hostId) => {
      const bases = slotBases(parts, hostId)
      if (closing.signal.aborted || bases === null) return
      const host = hostOf(hostId)
      for (const slot of host.slots.keys()) if (!bases.has(slot)) host.slots.delete(slot)
      tellChange(parts, hostId, host)
      for (const [slot, basis] of bases) {
        const known = host.slots.get(slot)
        if (known?.basis === basis) continue
        host.slots.set(slot, { basis, lookedAfter: known?.lookedAfter ?? [] })
        if (basis !== beingChanged) ask(hostId, host, slot)
      }
    },
    settled: async (signal) => {
      await orAborted(Promise.all(works()), signal)
    },
    close: async () => {
      closing.abort(new BerthError('cancelled'))
      for (const { stop } of hosts.values()) stop()
      await Promise.all(works())
    },
  }
}

const beingChanged = 'being changed'

/**
 * What each slot of the published file is now, as far as it decides where a proxy should lead; another text is a reason
 * to look. Null: nothing is known, or the host is out of reach.
 */
function slotBases(
  { hostAccess, ledger, activities }: StrayWatchParts,
  hostId: string,
): ReadonlyMap<string, string> | null {
  const connection = connectionOf(hostAccess, hostId)
  if (connection?.kind !== 'connected') return null
  const observation = hostAccess.observation(hostId)
  const state = ledger.state(hostId)
  if (observation === null || state === null) return null
  const [newest] = state.settings
  if (newest === undefined) return new Map()
  const own = activities(hostId)
  return new Map(
    newest.slots.map(({ name }) => {
      if (own.has(name) || observation.locks.some(({ project }) => project === name)) return [name, beingChanged]
      const members = observation.containers.filter(
        ({ labels }) => isSlotMember(labels) && labels[composeLabels.project] === name,
      )
      const seen = members.map(({ id, status, startedAtMs }) => [id, status, startedAtMs])
      return [name, JSON.stringify([connection.sinceMs, newest.version, newest.checksum, seen])]
    }),
  )
}

/** Null: the host is not on the board any more. */
function connectionOf(hostAccess: HostAccess, hostId: string): HostConnection | null {
  try {
    return hostAccess.connection(hostId)
  } catch {
    return null
  }
}

async function work(parts: StrayWatchParts, hostId: string, host: WatchedHost, signal: AbortSignal): Promise<void> {
  try {
    await parts.clock.sleep(settleMs, signal)
    for (const slot of host.due) {
      host.due.delete(slot)
      await look(parts, hostId, host, slot, signal).catch((error: unknown) => {
        signal.throwIfAborted()
        parts.log('warn', 'proxies not looked at', { hostId, slot, error: toErrorData(error).message })
      })
    }
  } catch {
    // The engine closes.
  } finally {
    host.working = null
  }
}

async function look(
  parts: StrayWatchParts,
  hostId: string,
  host: WatchedHost,
  slot: string,
  signal: AbortSignal,
): Promise<void> {
  const { hostAccess, clock, findStrays } = parts
  const asked = host.slots.get(slot)
  if (asked === undefined || asked.basis === beingChanged) return
  const containers = hostAccess.observation(hostId)?.containers ?? []
  const lookedAfter = await withDeadline(clock, signal, (inner) =>
    findStrays({ hostId, client: host.client, slot, containers }, inner),
  )
  const watched = host.slots.get(slot)
  // What was changed meanwhile is looked at again when that is over.
  if (watched === undefined || watched.basis === beingChanged) return
  watched.lookedAfter = lookedAfter
  tellChange(parts, hostId, host)
}

function tellChange({ onChange }: StrayWatchParts, hostId: string, host: WatchedHost): void {
  const strays = new Map(
    [...host.slots].map(([name, one]) => [name, one.lookedAfter.flatMap(({ stray }) => stray ?? [])]),
  )
  if (sameData([...strays], [...host.strays])) return
  host.strays = strays
  onChange(hostId)
}

async function withDeadline<Result>(
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const scope = openAbortScope(signal)
  const over = openAbortScope(signal)
  clock.sleep(deadlineMs, over.signal).then(
    () =>
      scope.abort(new BerthError('docker-timeout', { operation: 'look after proxies', seconds: deadlineMs / 1_000 })),
    () => undefined,
  )
  try {
    return await work(scope.signal)
  } finally {
    over.abort()
    over.release()
    scope.release()
  }
}

function lookEvery(clock: Clock, signal: AbortSignal, work: () => void): void {
  const wait = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(lookEveryMs, signal)
      work()
    }
  }
  // Ends with the signal, and only so.
  wait().catch(() => undefined)
}
