import type { ServiceMetrics, SlotMetrics } from '../../contract/metrics-contract'
import type { HostObservation } from '../../domain/container-observation'
import { MetricsSeries, seriesStepMs } from '../../domain/metrics-series'
import { usageTogether } from '../../domain/metrics-usage'
import { findSlot } from '../../domain/slot-containers'
import type { HostAccess } from '../host-access'
import { type ChangeNotice, createChangeNotice } from '../logs/change-notice'
import type { Clock, DockerClient, Log } from '../ports'
import { followStats } from './follow-stats'
import { MeasuredContainer } from './measured-container'
import { serviceMetrics } from './service-metrics'

/** What measuring needs of the engine. */
export type RecorderParts = { readonly hostAccess: HostAccess; readonly clock: Clock; readonly log: Log }

/** A slot by its name on the board. */
export type RecordedSlot = { readonly hostId: string; readonly slot: string }

type Viewer = {
  readonly viewId: string
  readonly tell: (metrics: SlotMetrics) => void
  /** The newest row that was told, a service. */
  readonly told: Map<string, number>
}

/** A container that is followed in its present run. */
type Followed = { readonly run: string; readonly measured: MeasuredContainer; readonly stop: () => void }

type RecordedService = { readonly name: string; readonly containerIds: readonly string[] }

/** How long streams outlive the last look, so that a glance at another page costs no gap. */
const lingerMs = 20_000
/** Numbers on the screen change no faster. */
const noticeMs = 1_000
/** The first row stands soon, so that a new view is not empty. */
const firstSampleMs = 2_500
/** A slot with more has the others not measured. */
const mostContainers = 100

/**
 * Measures one slot while somebody looks: one stream a running container, whoever looks how often; through restarts and
 * redeploys, which the board's observation tells. What was measured stays for the next look, with a gap between.
 */
export class SlotRecorder {
  private readonly slot: RecordedSlot
  private readonly parts: RecorderParts
  private readonly viewers = new Set<Viewer>()
  private readonly followed = new Map<string, Followed>()
  private readonly series = new Map<string, MetricsSeries>()
  private readonly stops: (() => void)[] = []
  private services: readonly RecordedService[] = []
  private client: DockerClient | null = null
  private running: AbortController | null = null
  private lingering: AbortController | null = null
  private notice: ChangeNotice | null = null

  constructor(slot: RecordedSlot, parts: RecorderParts) {
    this.slot = slot
    this.parts = parts
  }

  /** Nobody looks, and nothing is open. */
  get isIdle(): boolean {
    return this.running === null
  }

  /** Begins to look; the result ends that. The first word comes in the next turn of the event loop. */
  open(viewId: string, tell: (metrics: SlotMetrics) => void): () => void {
    const viewer: Viewer = { viewId, tell, told: new Map() }
    this.viewers.add(viewer)
    this.lingering?.abort()
    this.lingering = null
    // A host that was changed meanwhile has another client, and its old one tells nothing any more.
    if (this.running !== null && this.parts.hostAccess.client(this.slot.hostId) !== this.client) this.stop()
    if (this.running === null) this.start()
    else setImmediate(() => this.viewers.has(viewer) && this.tell(viewer))
    return () => {
      if (!this.viewers.delete(viewer) || this.viewers.size > 0 || this.running === null) return
      this.lingering = new AbortController()
      const { signal } = this.lingering
      this.parts.clock.sleep(lingerMs, signal).then(
        () => this.stop(),
        () => undefined,
      )
    }
  }

  /** Ends every stream at once. */
  stop(): void {
    for (const end of this.stops.splice(0)) end()
    this.lingering?.abort()
    for (const { stop } of this.followed.values()) stop()
    this.followed.clear()
    this.running?.abort()
    this.notice?.close()
    this.running = this.notice = this.client = null
    const nowMs = this.parts.clock.nowMs()
    for (const series of this.series.values()) series.appendGap(nowMs)
  }

  private start(): void {
    const { hostAccess, clock } = this.parts
    const { hostId } = this.slot
    this.client = hostAccess.client(hostId)
    const running = (this.running = new AbortController())
    this.notice = createChangeNotice(() => this.tellAll(), noticeMs, clock)
    const observation = hostAccess.observation(hostId)
    if (observation !== null) this.take(observation)
    this.stops.push(
      hostAccess.onObservation(hostId, (next) => this.take(next)),
      hostAccess.onConnection(hostId, ({ kind }) => kind === 'connected' && this.followAnew(() => true)),
      // `docker update` changes limits.
      hostAccess.onContainerEvent(
        hostId,
        ({ action, id }) => action === 'update' && this.followAnew((one) => one === id),
      ),
    )
    setImmediate(() => this.notice?.changed())
    this.sampleOn(running.signal).catch(() => undefined)
  }

  private take(observation: HostObservation): void {
    const found = findSlot(observation.containers, this.slot.slot)
    const running = (found?.services ?? []).map(({ name, containers }) => ({
      name,
      containers: containers.filter(({ status }) => status === 'running' || status === 'paused'),
    }))
    const wanted = new Map(
      running.flatMap(({ containers }) => containers.map((one) => [one.id, `${one.id} ${String(one.startedAtMs)}`])),
    )
    this.services = running.map(({ name, containers }) => ({ name, containerIds: containers.map(({ id }) => id) }))
    for (const [id, { run }] of this.followed) if (wanted.get(id) !== run) this.unfollow(id)
    for (const [id, run] of wanted) if (!this.followed.has(id)) this.follow(id, run)
    for (const name of this.series.keys()) if (!running.some((each) => each.name === name)) this.series.delete(name)
    this.notice?.changed()
  }

  private follow(id: string, run: string): void {
    if (this.running === null || this.followed.size >= mostContainers) return
    const { hostAccess, clock, log } = this.parts
    const ending = new AbortController()
    const measured = new MeasuredContainer(clock)
    this.followed.set(id, { run, measured, stop: () => ending.abort() })
    const sink = measured.sink(() => this.notice?.changed())
    const client = (): DockerClient => hostAccess.client(this.slot.hostId)
    followStats(id, { client, clock, sink }, ending.signal).catch((error: unknown) => {
      if (!ending.signal.aborted) log('error', 'measuring failed', { error: String(error) })
    })
  }

  private unfollow(id: string): void {
    this.followed.get(id)?.stop()
    this.followed.delete(id)
  }

  /** Tries at once where a pause was on its way, and reads the limits again. */
  private followAnew(isMeant: (id: string) => boolean): void {
    const meant = [...this.followed].filter(([id]) => isMeant(id))
    for (const [id, { run }] of meant) {
      this.unfollow(id)
      this.follow(id, run)
    }
  }

  private async sampleOn(signal: AbortSignal): Promise<void> {
    for (let waitMs = firstSampleMs; ; waitMs = seriesStepMs) {
      await this.parts.clock.sleep(waitMs, signal)
      for (const service of this.services) this.sample(service)
      this.notice?.changed()
    }
  }

  private sample({ name, containerIds }: RecordedService): void {
    const series = this.series.get(name) ?? new MetricsSeries()
    this.series.set(name, series)
    const samples = containerIds.map((id) => this.followed.get(id)?.measured.sample() ?? null)
    const known = samples.filter((sample) => sample !== null)
    const nowMs = this.parts.clock.nowMs()
    if (known.length === 0 || known.length < samples.length) series.appendGap(nowMs)
    else series.append(nowMs, usageTogether(known))
  }

  private tellAll(): void {
    for (const viewer of this.viewers) this.tell(viewer)
  }

  private tell({ viewId, tell, told }: Viewer): void {
    const services = this.services.map(({ name, containerIds }): ServiceMetrics => {
      const series = this.series.get(name)
      const lastMs = series?.lastAtMs ?? 0
      const toldMs = told.get(name) ?? 0
      told.set(name, lastMs)
      // A clock that was set back made rows anew that were told under later times: then all of them are told again.
      const rows = series?.rowsAfter(lastMs < toldMs ? 0 : toldMs) ?? new Float64Array()
      const containers = containerIds.map((id) => this.followed.get(id)?.measured ?? null)
      return { ...serviceMetrics(containers), service: name, rows }
    })
    tell({ viewId, services })
  }
}
