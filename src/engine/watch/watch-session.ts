import { BerthError, toErrorData } from '../../domain/berth-error'
import { reasonDetails } from '../../domain/error-reasons'
import { isUnsettled } from '../../domain/container-state'
import { berthLabels, composeLabels } from '../../domain/label-names'
import { isSlotMember } from '../../domain/slot-containers'
import { orAborted, runTogether } from '../abort-scope'
import type { Clock, DockerClient, DockerEvent, EngineInfo, Log } from '../ports'
import { createDelayedWork, type Delay, type DelayedWork } from '../delayed-work'
import type { HostLooks } from './host-looks'
import type { HostMemory } from './host-memory'
import type { LockWatch } from './lock-watch'

/** What a session reports while it lasts. */
export type SessionReports = {
  /** The engine answered, events are heard, and everything was looked at. */
  readonly connected: (info: EngineInfo, latencyMs: number, updates: 'live' | 'polled') => void
  /** The host answered just now. */
  readonly heard: () => void
  readonly latency: (latencyMs: number) => void
  /** What is remembered may have changed. */
  readonly changed: () => void
  readonly containerEvent: (event: DockerEvent) => void
}

export type SessionParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
  readonly memory: HostMemory
  readonly looks: HostLooks
  readonly lockWatch: LockWatch
  /** Whether this engine is carrying out a deployment on that slot of the host; null: on any. */
  readonly isDeploying: (slot: string | null) => boolean
  readonly reports: SessionReports
}

const debounceMs = 25
const imageDebounceMs = 300
/**
 * Of what it does itself the engine tells its people anyway; looks at each of its steps would only take the processor from
 * the services that are being stopped and started just then.
 */
const ownDebounceMs = 600
const ownImageDebounceMs = 3_000
/** Once it has ended nobody is kept waiting. */
const ownStepMs = 50
const fullLookEveryMs = 30_000
const pingEveryMs = 5_000
const unsettledEveryMs = 3_000
const pollEveryMs = 5_000
const unsettledAtATime = 20
const heartbeatEveryMs = 5_000

/**
 * One connection to a host, for as long as it holds: throws what broke it. The event stream tells at once that the
 * host went; a ping beside it tells when the host only hangs.
 */
export async function runWatchSession(parts: SessionParts, signal: AbortSignal): Promise<void> {
  const info = await parts.client.connect(signal)
  const latencyMs = await parts.client.ping(signal)
  let markSubscribed: (updates: 'live' | 'polled') => void = () => undefined
  const subscribed = new Promise<'live' | 'polled'>((resolve) => (markSubscribed = resolve))
  await runTogether(signal, [
    (inner) => listenOrPoll(parts, markSubscribed, inner),
    async (inner) => {
      // What happens between the list and the first event would be lost the other way round.
      const updates = await orAborted(subscribed, inner)
      await parts.looks.all(inner)
      parts.reports.connected(info, latencyMs, updates)
      await runTogether(inner, upkeep(parts))
    },
  ])
}

/** What goes on beside the events while the host is connected; none of it ever ends by itself. */
function upkeep({ client, clock, looks, lockWatch, memory, reports }: SessionParts) {
  const every = (periodMs: number, work: (signal: AbortSignal) => Promise<void>) => async (signal: AbortSignal) => {
    for (;;) {
      await clock.sleep(periodMs, signal)
      await work(signal)
    }
  }
  return [
    every(fullLookEveryMs, async (signal) => {
      await looks.all(signal)
      reports.changed()
    }),
    every(pingEveryMs, async (signal) => reports.latency(await client.ping(signal))),
    every(unsettledEveryMs, async (signal) => {
      const unsettled = memory.containers().filter((container) => isUnsettled(container, clock.nowMs()))
      if (unsettled.length === 0) return
      await Promise.all(takeTurns(unsettled, clock.nowMs()).map(({ id }) => looks.one(id, signal)))
      reports.changed()
    }),
    every(heartbeatEveryMs, async (signal) => {
      if (await lockWatch.readHeartbeats(signal)) reports.changed()
    }),
  ]
}

/** Where many are unsettled, each round takes the next ones. */
function takeTurns<Item>(items: readonly Item[], nowMs: number): readonly Item[] {
  if (items.length <= unsettledAtATime) return items
  const first = (Math.floor(nowMs / unsettledEveryMs) * unsettledAtATime) % items.length
  return [...items.slice(first), ...items.slice(0, first)].slice(0, unsettledAtATime)
}

/** Where the way to the host allows no stream more, all is looked at every few seconds instead. */
async function listenOrPoll(
  parts: SessionParts,
  markSubscribed: (updates: 'live' | 'polled') => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    return await listen(parts, () => markSubscribed('live'), signal)
  } catch (error) {
    if (!(error instanceof BerthError) || error.code !== 'streams-full') throw error
  }
  markSubscribed('polled')
  for (;;) {
    await parts.clock.sleep(pollEveryMs, signal)
    await parts.looks.all(signal)
    parts.reports.changed()
  }
}

async function listen(parts: SessionParts, markSubscribed: () => void, signal: AbortSignal): Promise<void> {
  const delayed = createDelayedWork(parts.clock, signal, (key, error) =>
    parts.log('warn', 'look failed', { address: parts.client.address, key, error: toErrorData(error) }),
  )
  try {
    for await (const event of parts.client.events(signal)) {
      markSubscribed()
      parts.reports.heard()
      follow(parts, delayed, event, signal)
    }
    if (!signal.aborted) throw streamEnded(parts.client)
  } finally {
    if (signal.aborted) await delayed.ended()
  }
}

function streamEnded(client: DockerClient): BerthError {
  return new BerthError('host-unreachable', { address: client.address, ...reasonDetails('event-stream-ended') })
}

function follow(parts: SessionParts, delayed: DelayedWork, event: DockerEvent, signal: AbortSignal): void {
  const { isDeploying, looks, memory, reports } = parts
  const lookSoon = (key: string, delay: Delay, look: () => Promise<void>): void =>
    delayed.schedule(key, delay, async () => {
      await look()
      reports.changed()
    })
  if (event.kind === 'image') {
    const delay = isDeploying(null) ? whileDeploying(parts, null, ownImageDebounceMs) : imageDebounceMs
    return lookSoon('images', delay, () => looks.images(signal))
  }
  if (event.kind !== 'container') return
  reports.containerEvent(event)
  if (event.attributes[berthLabels.lock] !== undefined) {
    // A lock's other events are its heartbeat.
    if (lockActions.has(event.action)) lookSoon('locks', debounceMs, () => looks.locks(signal))
    return
  }
  if (!memory.knows(event.id) && !isSlotMember(event.attributes)) return
  const slot = event.attributes[composeLabels.project] ?? null
  switch (memory.step(event.id, { kind: 'event', action: event.action }).response) {
    case 'look':
      noteExit(memory, event)
      // A rename is how a deployment ends: it must be seen before the lock goes.
      if (!isDeploying(slot) || event.action === 'rename') {
        return lookSoon(event.id, debounceMs, () => looks.one(event.id, signal))
      }
      return lookSoon(`${event.id} later`, whileDeploying(parts, slot, ownDebounceMs), () =>
        looks.one(event.id, signal),
      )
    case 'forget':
      return lookSoon('forgotten', debounceMs, async () => undefined)
    case 'nothing':
      return
  }
}

function whileDeploying({ clock, isDeploying }: SessionParts, slot: string | null, longestMs: number): Delay {
  return async (signal) => {
    for (let leftMs = longestMs; leftMs > 0 && isDeploying(slot); leftMs -= ownStepMs) {
      await clock.sleep(ownStepMs, signal)
    }
  }
}

const lockActions: ReadonlySet<string> = new Set(['create', 'destroy', 'rename'])

function noteExit(memory: HostMemory, event: DockerEvent): void {
  const exitCode = Number.parseInt(event.attributes['exitCode'] ?? '', 10)
  if (event.action === 'die' && !Number.isNaN(exitCode)) memory.noteExit(event.id, exitCode)
}
