import { setMaxListeners } from 'node:events'
import type { LogFilter, LogSource, LogViewState } from '../../contract/log-contract'
import type { HostObservation } from '../../domain/container-observation'
import { logLevels } from '../../domain/log-level'
import { endingPatience, livePatience } from '../../domain/merge-lines'
import type { HostAccess } from '../host-access'
import type { Clock, Log } from '../ports'
import { type ChangeNotice, createChangeNotice } from './change-notice'
import { createLinePump, type LinePump, type PumpedLine } from './line-pump'
import { LogBuffer } from './log-buffer'
import type { LogMemory } from './log-memory'
import { LogTimeline } from './log-timeline'
import { olderLines } from './older-lines'
import { deploymentMarkers, type SlotHistory } from './slot-deployments'
import { type ContainersRead, ViewContainers } from './view-containers'

/** Where a view begins, whether it goes on, and what it shows first; see `open-log`. */
export type LogBeginning = Omit<ContainersRead, 'source'> & {
  readonly evenStart?: boolean
  readonly filter?: LogFilter | null
}

/** What a view is opened with. */
export type LogViewOptions = LogBeginning & { readonly viewId: string; readonly source: LogSource }

/** What a view needs of the engine. `tell` is called at most ten times a second. */
export type LogViewParts = {
  readonly hostAccess: HostAccess
  readonly history: SlotHistory
  readonly memory: LogMemory
  readonly clock: Clock
  readonly log: Log
  readonly tell: (state: LogViewState) => void
}

/** Between two messages of one view's state. */
const noticeMs = 100
/** Deployments of the slot that are marked. */
const mostDeployments = 200

/**
 * One open log: the rows of a slot's services, kept up with Docker until it is closed. Containers that come later
 * are followed as well; the lines of those that go stay.
 */
export class LogView {
  readonly services: string[] = []
  readonly buffer: LogBuffer
  readonly slot: string
  private readonly options: LogViewOptions
  private readonly parts: LogViewParts
  private readonly closing = new AbortController()
  private readonly containers: ViewContainers
  private readonly notice: ChangeNotice
  private readonly pump: LinePump
  private readonly timeline: LogTimeline
  private readonly stops: (() => void)[] = []
  private isReadingOlder = false
  private saving: LogViewState['saving'] = null

  /** Throws `pattern-refused` for the filter it begins with. */
  constructor(options: LogViewOptions, parts: LogViewParts) {
    this.options = options
    this.parts = parts
    this.slot = options.source.slot
    setMaxListeners(0, this.closing.signal)
    this.buffer = new LogBuffer(this.services, parts.clock, () => this.notice.changed())
    if (options.filter !== undefined && options.filter !== null) this.buffer.shown.setFilter(options.filter)
    this.notice = createChangeNotice(() => parts.tell(this.state()), noticeMs, parts.clock)
    const patience = options.follow ? livePatience : endingPatience
    this.pump = createLinePump((lines) => this.put(lines), patience, parts.clock, this.closing.signal)
    const onChange = (): void => this.notice.changed()
    const containerParts = { ...parts, pump: this.pump, onChange }
    this.containers = new ViewContainers(options, this.services, containerParts, this.closing.signal)
    const isEven = options.follow && options.evenStart !== false
    this.timeline = new LogTimeline(this.buffer, () => this.containers.beginnings(), isEven)
  }

  /** Begins to read. Nothing is told before the next turn of the event loop, so that the view's id is known by then. */
  begin(): void {
    const { hostAccess, history } = this.parts
    const { hostId } = this.options.source
    const observation = hostAccess.observation(hostId)
    setImmediate(() => this.notice.changed())
    if (observation !== null) this.take(observation)
    void this.markDeployments()
    if (!this.options.follow && observation !== null) return
    this.stops.push(
      hostAccess.onObservation(hostId, (next) => this.take(next)),
      hostAccess.onContainerEvent(hostId, (event) => this.containers.beat(event.id)),
      hostAccess.onConnection(hostId, () => this.containers.beatAll()),
      history.onChange(hostId, () => void this.markDeployments()),
    )
  }

  state(): LogViewState {
    const { store, shown } = this.buffer
    const timeOf = (number: number): number | null => {
      const at = store.place(number)
      return at === null ? null : at.chunk.atMs(at.index)
    }
    return {
      viewId: this.options.viewId,
      services: [...this.services],
      layout: shown.layout,
      revision: shown.revision,
      first: shown.first,
      count: shown.count,
      held: store.count,
      dropped: store.dropped,
      counts: this.services.map((_, index) => store.countOf(index)),
      levels: logLevels.map((_, index) => store.countOfLevel(index)),
      following: this.options.follow || !this.containers.hasBegun || this.containers.isReading,
      problems: this.containers.problemsNow(),
      older: this.older(),
      filtering: shown.filteringAtMs(),
      filterIsPartial: shown.filterIsPartial,
      saving: this.saving,
      oldestMs: timeOf(store.first),
      newestMs: timeOf(store.end - 1),
    }
  }

  /** Throws `pattern-refused`. */
  filter(filter: LogFilter): void {
    this.buffer.filter(filter)
    this.notice.changed()
  }

  /** Opens or folds the group of a row. */
  fold(number: number, open: boolean): void {
    this.buffer.fold(number, open)
    this.notice.changed()
  }

  /** Rows may have gone without one coming. */
  noteDropped(): void {
    this.notice.changed()
  }

  /** Tells how far a file is; null: none is being written. */
  noteSaving(saving: LogViewState['saving']): void {
    this.saving = saving
    this.notice.changed()
  }

  /** Reads about `olderLines` lines from before those shown. Throws the host's errors; rejects when aborted. */
  async readOlder(signal: AbortSignal): Promise<void> {
    if (this.isReadingOlder || this.older() === 'none') return
    this.isReadingOlder = true
    this.notice.changed()
    try {
      let shown = this.timeline.release()
      while (shown < olderLines && !this.closing.signal.aborted) {
        const older = await this.containers.readOlder(signal)
        if (older === null) break
        this.timeline.addOlder(older.containerId, older.lines)
        shown += this.timeline.release()
      }
    } finally {
      this.isReadingOlder = false
      this.parts.memory.keepWithin()
      this.notice.changed()
    }
  }

  close(): void {
    for (const stop of this.stops.splice(0)) stop()
    this.notice.close()
    this.closing.abort()
    this.buffer.close()
  }

  private older(): LogViewState['older'] {
    if (this.isReadingOlder) return 'reading'
    if (!this.options.follow || this.buffer.store.dropped > 0) return 'none'
    return this.containers.hasOlder() || this.timeline.keepsBack ? 'more' : 'none'
  }

  private take(observation: HostObservation): void {
    const isFirst = !this.containers.hasBegun
    this.containers.take(observation)
    if (!isFirst || this.closing.signal.aborted) return
    const release = this.timeline.releaseWhenKnown(this.parts.clock, () => this.grown(), this.closing.signal)
    // Rejects with the view's end alone.
    release.catch(() => undefined)
  }

  /** The slot's deployments stand among its lines; without the ledger the lines stand alone. */
  private async markDeployments(): Promise<void> {
    const { hostId, slot } = this.options.source
    const { signal } = this.closing
    try {
      const entries = await this.parts.history.deployments(hostId, slot, mostDeployments, signal)
      if (signal.aborted) return
      const newest = this.timeline.addMarkers(deploymentMarkers(entries))
      if (newest.length === 0) return
      this.pump.open(deploymentSource)
      void this.pump.push(newest, signal)
      this.pump.close(deploymentSource)
    } catch (error) {
      if (!signal.aborted) this.parts.log('warn', 'deployments not marked', { error: String(error) })
    }
  }

  private put(lines: readonly PumpedLine[]): void {
    this.timeline.put(lines)
    this.grown()
  }

  private grown(): void {
    this.parts.memory.keepWithin()
    this.notice.changed()
  }
}

/** A source of the pump's beside the containers. */
const deploymentSource = ''
