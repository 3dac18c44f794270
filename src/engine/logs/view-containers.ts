import type { LogSource, LogViewState } from '../../contract/log-contract'
import { toErrorData } from '../../domain/berth-error'
import { compareNames } from '../../domain/board-patch'
import type { ContainerObservation, HostObservation } from '../../domain/container-observation'
import type { LogMarker } from '../../domain/log-line'
import { logTimestampAt } from '../../domain/log-timestamp'
import type { HostAccess } from '../host-access'
import type { Clock, Log } from '../ports'
import { ContainerBeginning } from './container-beginning'
import { containerMarkers } from './container-markers'
import { ContainerProblems } from './container-problems'
import { createContainerSink, rowOfLine } from './container-sink'
import { followContainer, type LineSink } from './follow-container'
import type { LinePump, PumpedLine } from './line-pump'
import { readOlderLines } from './older-lines'
import { createPulse, type Pulse } from './pulse'
import { type SlotLogContainer, slotLogContainers } from './slot-log-containers'

/** What is read of each container; see `open-log`. */
export type ContainersRead = {
  readonly source: LogSource
  /** Lines to begin with; null: all. Of containers that come later all are read. */
  readonly tail: number | null
  /** The host's clock; older lines are left out. Null: none are. */
  readonly sinceMs: number | null
  /** The same; newer lines are left out. */
  readonly untilMs?: number | null
  readonly follow: boolean
}

/** What following containers needs. */
export type ViewContainersParts = {
  readonly hostAccess: HostAccess
  readonly clock: Clock
  readonly log: Log
  readonly pump: LinePump
  /** Problems or readers have come or gone. */
  readonly onChange: () => void
}

/** Lines of one container from before those that were held. */
export type OlderOfContainer = { readonly containerId: string; readonly lines: readonly PumpedLine[] }

/** Indexes of services travel in one byte, and the last of them means none. */
const mostServices = 255
type Followed = {
  readonly container: SlotLogContainer
  readonly service: number
  readonly pulse: Pulse
  readonly beginning: ContainerBeginning
  readonly sink: LineSink
  seen: ContainerObservation | null
  hasEnded: boolean
}

/**
 * The containers of one view: those of the slot's services, each followed into the pump for as long as it is there.
 * Those that come later are followed as well.
 */
export class ViewContainers {
  /** Whether the slot was looked at. */
  hasBegun = false
  private readonly read: ContainersRead
  private readonly services: string[]
  private readonly parts: ViewContainersParts
  private readonly signal: AbortSignal
  private readonly followed = new Map<string, Followed>()
  private readonly servicesWithLog = new Set<string>()
  private readonly problems = new ContainerProblems()
  private reading = 0

  /** `services` grows with those that are found. All ends with the signal. */
  constructor(read: ContainersRead, services: string[], parts: ViewContainersParts, signal: AbortSignal) {
    this.read = read
    this.services = services
    this.parts = parts
    this.signal = signal
  }

  /** Whether any log is being read. */
  get isReading(): boolean {
    return this.reading > 0
  }

  beginnings(): readonly ContainerBeginning[] {
    return [...this.followed.values()].map(({ beginning }) => beginning)
  }

  /** As the view's state tells them. */
  problemsNow(): LogViewState['problems'] {
    return this.problems.now()
  }

  /** Whether Docker may have lines of before those held. */
  hasOlder(): boolean {
    return this.leastKnown() !== null
  }

  /**
   * Reads lines of the container whose lines go back least; null where no container has more. Throws the host's errors;
   * a container that can't be read any more has none.
   */
  async readOlder(signal: AbortSignal): Promise<OlderOfContainer | null> {
    const next = this.leastKnown()
    if (next === null) return null
    const { container, service, beginning } = next
    const client = this.parts.hostAccess.client(this.read.source.hostId)
    try {
      const lines = await readOlderLines(container.id, beginning, { client, clock: this.parts.clock }, signal)
      beginning.noteOlder(lines)
      return { containerId: container.id, lines: lines.map((line) => rowOfLine(line, container.id, service)) }
    } catch (error) {
      const { code } = toErrorData(error)
      if (code !== 'container-gone' && code !== 'log-unreadable') throw error
      beginning.hasMore = false
      return { containerId: container.id, lines: [] }
    }
  }

  /** What a look at the host has found. */
  take(observation: HostObservation): void {
    const { source, follow } = this.read
    if (this.signal.aborted || (this.hasBegun && !follow)) return
    const containers = slotLogContainers(observation.containers, source.slot) ?? []
    const wanted = containers.filter(({ service }) => source.services === null || source.services.includes(service))
    this.addServices([...(source.services ?? []), ...wanted.map(({ service }) => service)])
    for (const container of wanted) if (!this.followed.has(container.id)) this.follow(container)
    for (const container of observation.containers) this.markContainer(container)
    this.forgetGone(new Set(observation.containers.map(({ id }) => id)))
    this.hasBegun = true
    this.beatAll()
    this.parts.onChange()
  }

  /** Something may have happened to a container. */
  beat(containerId: string): void {
    this.followed.get(containerId)?.pulse.beat()
  }

  /** Something may have happened to all of them. */
  beatAll(): void {
    for (const { pulse } of this.followed.values()) pulse.beat()
  }

  private addServices(names: readonly string[]): void {
    const fresh = [...new Set(names)].filter((name) => !this.services.includes(name)).sort(compareNames)
    this.services.push(...fresh.slice(0, mostServices - this.services.length))
  }

  private follow(container: SlotLogContainer): void {
    const service = this.services.indexOf(container.service)
    if (service < 0) return
    const followed = this.newFollowed(container, service)
    const isLater = this.hasBegun
    const marker: LogMarker = this.servicesWithLog.has(container.service) ? 'replaced' : 'started'
    this.servicesWithLog.add(container.service)
    this.followed.set(container.id, followed)
    this.parts.pump.open(container.id)
    this.reading += 1
    const { sinceMs, untilMs } = this.read
    const task = {
      containerId: container.id,
      startedAtMs: container.startedAtMs,
      introduction: isLater ? { marker, detail: container.release } : null,
      tail: isLater ? null : this.read.tail,
      since: sinceMs === null ? null : logTimestampAt(sinceMs).text,
      until: untilMs === null || untilMs === undefined ? null : logTimestampAt(untilMs).text,
      follow: this.read.follow,
    }
    const { hostAccess, clock, log } = this.parts
    const client = hostAccess.client(this.read.source.hostId)
    const parts = { client, clock, pulse: followed.pulse, sink: followed.sink }
    followContainer(task, parts, this.signal)
      .catch((error: unknown) => {
        if (!this.signal.aborted) log('error', 'log reader failed', { error: String(error) })
      })
      .finally(() => this.ended(container.id))
  }

  private newFollowed(container: SlotLogContainer, service: number): Followed {
    const { clock, pump, onChange } = this.parts
    const { tail, sinceMs } = this.read
    const beginning = this.hasBegun
      ? new ContainerBeginning(null, null, clock.monotonicMs())
      : new ContainerBeginning(tail, sinceMs, clock.monotonicMs())
    const onProblem: LineSink['problem'] = (problem) => {
      if (this.problems.note(container, problem)) onChange()
    }
    const sink = createContainerSink({ container, service, beginning }, { pump, clock, onProblem }, this.signal)
    return { container, service, pulse: createPulse(), beginning, sink, seen: null, hasEnded: false }
  }

  /** An unreadable container stays known while it is there: it must not be tried again with each look. */
  private forgetGone(present: ReadonlySet<string>): void {
    for (const [id, { hasEnded }] of this.followed) {
      if (!hasEnded || present.has(id)) continue
      this.followed.delete(id)
      this.problems.forget(id)
    }
  }

  private ended(containerId: string): void {
    const followed = this.followed.get(containerId)
    if (followed !== undefined) followed.hasEnded = true
    followed?.beginning.settle()
    this.parts.pump.close(containerId)
    this.reading -= 1
    if (this.reading === 0 && !this.read.follow && !this.signal.aborted) this.parts.pump.finish()
    this.parts.onChange()
  }

  private markContainer(now: ContainerObservation): void {
    const followed = this.followed.get(now.id)
    if (followed === undefined || followed.hasEnded) return
    const markers = followed.seen === null ? [] : containerMarkers(followed.seen, now)
    for (const { marker, detail, atMs } of markers) followed.sink.marker(marker, detail, atMs)
    followed.seen = now
  }

  /** The container whose lines go back least, of those of which Docker may have more. */
  private leastKnown(): Followed | null {
    let least: Followed | null = null
    for (const one of this.followed.values()) {
      if (!one.beginning.hasMore) continue
      if (least === null || one.beginning.missingBeforeMs > least.beginning.missingBeforeMs) least = one
    }
    return least
  }
}
