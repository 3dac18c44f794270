import { setMaxListeners } from 'node:events'
import type { LogSource, LogViewState } from '../../contract/log-contract'
import { type BerthErrorData, errorData } from '../../domain/berth-error'
import { compareNames } from '../../domain/board-patch'
import type { HostObservation } from '../../domain/container-observation'
import type { SplitLine } from '../../domain/line-splitter'
import type { LogMarker } from '../../domain/log-line'
import { logTimestampAt } from '../../domain/log-timestamp'
import type { HostAccess } from '../host-access'
import type { Clock, Log } from '../ports'
import { type ChangeNotice, createChangeNotice } from './change-notice'
import { followContainer, type LineSink } from './follow-container'
import { createLinePump, type LinePump, type PumpedLine } from './line-pump'
import { rowKind } from './log-chunk'
import { LogStore } from './log-store'
import { createPulse, type Pulse } from './pulse'
import { type SlotLogContainer, slotLogContainers } from './slot-log-containers'

/** Where a view begins, and whether it goes on. */
export type LogBeginning = {
  /** Lines a container to begin with; null: all. */
  readonly tail: number | null
  /** The host's clock; older lines are left out. Null: none are. */
  readonly sinceMs: number | null
  readonly follow: boolean
}

/** What a view is opened with. */
export type LogViewOptions = LogBeginning & { readonly viewId: string; readonly source: LogSource }

/** What a view needs of the engine. `tell` is called at most ten times a second. */
export type LogViewParts = {
  readonly hostAccess: HostAccess
  readonly clock: Clock
  readonly log: Log
  readonly tell: (state: LogViewState) => void
}

/** Between two messages of one view's state. */
const noticeMs = 100
/** Indexes of services travel in one byte. */
const mostServices = 255

type Followed = { readonly pulse: Pulse; hasEnded: boolean }

/**
 * One open log: the rows of a slot's services, kept up with Docker until it is closed. Containers that come later
 * are followed as well; the lines of those that go stay.
 */
export class LogView {
  readonly store = new LogStore()
  readonly services: string[] = []
  private readonly options: LogViewOptions
  private readonly parts: LogViewParts
  private readonly closing = new AbortController()
  private readonly followed = new Map<string, Followed>()
  private readonly servicesWithLog = new Set<string>()
  private readonly problems = new Map<string, BerthErrorData>()
  private readonly notice: ChangeNotice
  private readonly pump: LinePump
  private readonly stops: (() => void)[] = []
  private reading = 0
  private hasBegun = false

  constructor(options: LogViewOptions, parts: LogViewParts) {
    this.options = options
    this.parts = parts
    setMaxListeners(0, this.closing.signal)
    this.notice = createChangeNotice(() => parts.tell(this.state()), noticeMs, parts.clock)
    this.pump = createLinePump((lines) => this.put(lines), parts.clock, this.closing.signal)
  }

  /** Begins to read. Nothing is told before the next turn of the event loop, so that the view's id is known by then. */
  begin(): void {
    const { hostAccess } = this.parts
    const { hostId } = this.options.source
    const observation = hostAccess.observation(hostId)
    setImmediate(() => this.notice.changed())
    if (observation !== null) this.take(observation)
    if (!this.options.follow && observation !== null) return
    this.stops.push(
      hostAccess.onObservation(hostId, (next) => this.take(next)),
      hostAccess.onContainerEvent(hostId, (event) => this.followed.get(event.id)?.pulse.beat()),
      hostAccess.onConnection(hostId, () => this.beatAll()),
    )
  }

  state(): LogViewState {
    const { store } = this
    return {
      viewId: this.options.viewId,
      services: [...this.services],
      first: store.first,
      count: store.count,
      dropped: store.first,
      counts: this.services.map((_, index) => store.countOf(index)),
      following: this.options.follow || !this.hasBegun || this.reading > 0,
      problems: [...this.problems.values()].map(({ code, message, details }) => ({
        service: String(details['service'] ?? ''),
        code,
        message,
      })),
    }
  }

  close(): void {
    for (const stop of this.stops.splice(0)) stop()
    this.notice.close()
    this.closing.abort()
    this.store.clear()
  }

  private take(observation: HostObservation): void {
    const { source, follow } = this.options
    if (this.closing.signal.aborted || (this.hasBegun && !follow)) return
    const containers = slotLogContainers(observation.containers, source.slot) ?? []
    const wanted = containers.filter(({ service }) => source.services === null || source.services.includes(service))
    this.addServices([...(source.services ?? []), ...wanted.map(({ service }) => service)])
    for (const container of wanted) if (!this.followed.has(container.id)) this.follow(container)
    this.forgetGone(new Set(observation.containers.map(({ id }) => id)))
    this.hasBegun = true
    this.beatAll()
    this.notice.changed()
  }

  private addServices(names: readonly string[]): void {
    const fresh = [...new Set(names)].filter((name) => !this.services.includes(name)).sort(compareNames)
    this.services.push(...fresh.slice(0, mostServices - this.services.length))
  }

  private follow(container: SlotLogContainer): void {
    const service = this.services.indexOf(container.service)
    if (service < 0) return
    const pulse = createPulse()
    const isLater = this.hasBegun
    const marker: LogMarker = this.servicesWithLog.has(container.service) ? 'replaced' : 'started'
    this.servicesWithLog.add(container.service)
    this.followed.set(container.id, { pulse, hasEnded: false })
    this.pump.open(container.id)
    this.reading += 1
    const { sinceMs } = this.options
    const task = {
      containerId: container.id,
      startedAtMs: container.startedAtMs,
      introduction: isLater ? { marker, detail: container.release } : null,
      tail: isLater ? null : this.options.tail,
      since: sinceMs === null ? null : logTimestampAt(sinceMs).text,
      follow: this.options.follow,
    }
    const { hostAccess, clock } = this.parts
    const client = hostAccess.client(this.options.source.hostId)
    const parts = { client, clock, pulse, sink: this.sinkOf(container, service) }
    followContainer(task, parts, this.closing.signal)
      .catch((error: unknown) => {
        if (!this.closing.signal.aborted) this.parts.log('error', 'log reader failed', { error: String(error) })
      })
      .finally(() => this.ended(container.id))
  }

  /** An unreadable container stays known while it is there: it must not be tried again with each look. */
  private forgetGone(present: ReadonlySet<string>): void {
    for (const [id, { hasEnded }] of this.followed) {
      if (!hasEnded || present.has(id)) continue
      this.followed.delete(id)
      this.problems.delete(id)
    }
  }

  private ended(containerId: string): void {
    const followed = this.followed.get(containerId)
    if (followed !== undefined) followed.hasEnded = true
    this.pump.close(containerId)
    this.reading -= 1
    if (this.reading === 0 && !this.options.follow && !this.closing.signal.aborted) this.pump.finish()
    this.notice.changed()
  }

  private sinkOf(container: SlotLogContainer, service: number): LineSink {
    return {
      lines: (lines, signal) =>
        this.pump.push(
          lines.map((line) => toRow(line, container.id, service)),
          signal,
        ),
      marker: (marker, detail, atMs) => {
        const text = `${marker}\t${detail}`
        const at = logTimestampAt(atMs)
        const row = {
          containerId: container.id,
          timestamp: at.text,
          atMs: at.atMs,
          service,
          kind: rowKind.marker,
          text,
        }
        void this.pump.push([row], this.closing.signal)
      },
      problem: (problem) => this.noteProblem(container, problem),
    }
  }

  private noteProblem(container: SlotLogContainer, problem: BerthErrorData | null): void {
    const known = this.problems.get(container.id)
    if (problem === null ? known === undefined : known?.code === problem.code) return
    // In the words of this view: the service's name, where Docker knows the container's alone.
    const details = { ...problem?.details, service: container.service }
    if (problem === null) this.problems.delete(container.id)
    else this.problems.set(container.id, errorData(problem.code, details))
    this.notice.changed()
  }

  private put(lines: readonly PumpedLine[]): void {
    for (const line of lines) this.store.append(line)
    this.notice.changed()
  }

  private beatAll(): void {
    for (const { pulse } of this.followed.values()) pulse.beat()
  }
}

function toRow(line: SplitLine, containerId: string, service: number): PumpedLine {
  const { timestamp, atMs, text } = line
  return { containerId, timestamp, atMs, service, kind: rowKind[line.stream], text }
}
