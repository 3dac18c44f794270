import { BerthError, toErrorData } from '../../domain/berth-error'
import type { ContainerObservation, HostObservation } from '../../domain/container-observation'
import { dockerChecks, type RecordedCheck } from '../../domain/health-check'
import { type HealthEvent, type HealthLook, recordEvent, recordLook } from '../../domain/health-look'
import { addChecks, boundHealth } from '../../domain/service-health'
import { slotContainers } from '../../domain/slot-containers'
import { orAborted } from '../abort-scope'
import { createDelayedWork } from '../delayed-work'
import { createHostTime, type HostTime } from '../ledger/host-time'
import type { Clock, DockerClient, DockerEvent, Log } from '../ports'
import type { HostState } from '../watch/host-state'
import { type ContainerSecrets, createContainerSecrets } from './container-secrets'
import { createHealthKeeper, type HealthKeeper, type HealthKeeperParts } from './health-keeper'
import { createQuickLooks } from './quick-looks'

/** Records the health of one host's services for as long as it is watched. */
export type HostHealth = Pick<HealthKeeper, 'services'> &
  Pick<ContainerSecrets, 'hiderOf'> & {
    readonly client: DockerClient
    /** The host's clock, as last compared. */
    readonly nowMs: () => number
    /** The host stands otherwise now: what was observed is recorded. */
    readonly take: (state: HostState) => void
    readonly takeEvent: (event: DockerEvent) => void
    readonly addProbe: (slot: string, service: string, check: RecordedCheck) => void
    /** Resolves when all that was observed so far is recorded. */
    readonly settled: (signal: AbortSignal) => Promise<void>
    /** Writes what is not written yet. */
    readonly close: () => Promise<void>
  }

export type HostHealthParts = Omit<HealthKeeperParts, 'delayed' | 'hostNowMs'> & {
  readonly client: DockerClient
  readonly clock: Clock
  readonly log: Log
}

/** See `HostHealth`. */
export function recordHostHealth(parts: HostHealthParts): HostHealth {
  const { client, clock, log } = parts
  const closing = new AbortController()
  const { signal } = closing
  const secrets = createContainerSecrets(client, log)
  const delayed = createDelayedWork(clock, signal, (key, error) =>
    log('warn', 'health not followed', { address: client.address, key, error: toErrorData(error) }),
  )
  const hostTime = createHostTime(client, clock)
  const keeper = createHealthKeeper({ ...parts, delayed, hostNowMs: hostTime.nowMs })
  const recorder = createRecorder({ clock, log, keeper, secrets, hostTime }, signal)
  const quick = createQuickLooks({ client, clock, delayed, signal, onLook: (seen) => recorder.see(seen, true) })
  const watch = watchStates(recorder.see)
  return {
    client,
    nowMs: hostTime.nowMs,
    take: (state) => quick.follow(watch(state)),
    takeEvent: (event) => recorder.hear(eventOf(event)),
    services: keeper.services,
    addProbe: (slot, service, check) => {
      if (signal.aborted) return
      keeper.change(slot, service, (health) => boundHealth(addChecks(health, [check]), hostTime.nowMs()))
    },
    hiderOf: secrets.hiderOf,
    settled: recorder.settled,
    close: async () => {
      closing.abort(new BerthError('cancelled'))
      await Promise.all([delayed.ended(), recorder.ended()])
      await keeper.save()
    },
  }
}

/** `atMs`: this machine's monotonic clock. */
type Observed = { readonly observation: HostObservation; readonly atMs: number; readonly isContinuous: boolean }
type Place = { readonly slot: string; readonly service: string; readonly limitBytes: number | null }

type Recorder = {
  readonly see: (observation: HostObservation, isContinuous: boolean) => void
  readonly hear: (event: HealthEvent) => void
  readonly settled: (signal: AbortSignal) => Promise<void>
  readonly ended: () => Promise<void>
}

type RecorderParts = {
  readonly clock: Clock
  readonly log: Log
  readonly keeper: HealthKeeper
  readonly secrets: ContainerSecrets
  readonly hostTime: HostTime
}

/** Takes in what is seen and heard one after the other; of what is seen meanwhile the newest counts. */
function createRecorder({ clock, log, keeper, secrets, hostTime }: RecorderParts, signal: AbortSignal): Recorder {
  let places: ReadonlyMap<string, Place> = new Map()
  const events: HealthEvent[] = []
  let observed: Observed | null = null
  let working: Promise<void> | null = null

  const work = async (): Promise<void> => {
    await keeper.loaded
    for (;;) {
      for (const event of events.splice(0)) takeEvent(event, places, keeper)
      const next: Observed | null = observed
      observed = null
      if (next === null) return
      const present = placesOf(next.observation)
      await secrets.learn([...present.keys()], signal)
      // Results carry the host's times; where it does not tell its own, the last comparison has to do.
      await hostTime.compare(signal).catch(() => signal.throwIfAborted())
      places = present
      const agoMs = clock.monotonicMs() - next.atMs
      recordServices({ ...next, atMs: Math.round(hostTime.nowMs() - agoMs) }, keeper, secrets)
    }
  }
  const wake = (): void => {
    if (signal.aborted || working !== null) return
    working = work()
      .catch((error: unknown) => {
        if (!signal.aborted) log('error', 'health not recorded', { error: toErrorData(error) })
      })
      .finally(() => {
        working = null
        if (observed !== null || events.length > 0) wake()
      })
  }
  return {
    see: (observation, isContinuous) => {
      const isWhole = observed === null || observed.isContinuous
      observed = { observation, atMs: clock.monotonicMs(), isContinuous: isContinuous && isWhole }
      wake()
    },
    hear: (event) => {
      if (!places.has(event.containerId)) return
      events.push(event)
      wake()
    },
    settled: async (waiting) => {
      await orAborted(keeper.loaded, waiting)
      while (working !== null) await orAborted(working, waiting)
    },
    ended: async () => {
      await keeper.loaded
      await working
    },
  }
}

function takeEvent(event: HealthEvent, places: ReadonlyMap<string, Place>, keeper: HealthKeeper): void {
  const place = places.get(event.containerId)
  if (place === undefined) return
  const { slot, service, limitBytes } = place
  keeper.change(slot, service, (health) => recordEvent(health, { ...event, limitBytes }))
}

function recordServices({ observation, ...look }: Observed, keeper: HealthKeeper, secrets: ContainerSecrets): void {
  for (const { name: slot, services } of slotContainers(observation.containers)) {
    for (const { name: service, containers } of services) {
      const seen = withChecks(containers, secrets)
      if (seen !== null) keeper.change(slot, service, (health) => recordLook(health, { ...look, containers: seen }))
    }
  }
}

/** A container that did not change is the same object in the next look: its texts are gone through once. */
const checksOf = new WeakMap<ContainerObservation, readonly RecordedCheck[]>()

/** Null where the secrets of one of them are not known yet: the next look brings the same results. */
function withChecks(
  containers: readonly ContainerObservation[],
  { hiderOf }: ContainerSecrets,
): HealthLook['containers'] | null {
  const looked = containers.flatMap((container) => {
    const hide = hiderOf(container.id)
    if (hide === null) return []
    const checks = checksOf.get(container) ?? dockerChecks(container, hide)
    checksOf.set(container, checks)
    return [{ container, checks }]
  })
  return looked.length === containers.length ? looked : null
}

function placesOf({ containers }: HostObservation): ReadonlyMap<string, Place> {
  return new Map(
    slotContainers(containers).flatMap(({ name: slot, services }) =>
      services.flatMap(({ name: service, containers: own }) =>
        own.map(({ id, memoryLimitBytes }) => [id, { slot, service, limitBytes: memoryLimitBytes }] as const),
      ),
    ),
  )
}

/** Passes each new observation on; answers with the present one while the host is connected. */
function watchStates(see: Recorder['see']) {
  let last: HostObservation | null = null
  let isContinuous = false
  return ({ connection, observation }: HostState): HostObservation | null => {
    if (connection.kind !== 'connected') {
      isContinuous = false
      return null
    }
    if (observation !== null && observation !== last) {
      see(observation, isContinuous)
      isContinuous = true
    }
    last = observation
    return observation
  }
}

function eventOf({ action, id, timeMs, attributes }: DockerEvent): HealthEvent {
  const exitCode = Number.parseInt(attributes['exitCode'] ?? '', 10)
  return { action, atMs: timeMs, containerId: id, exitCode: Number.isNaN(exitCode) ? null : exitCode, limitBytes: null }
}
