import type { ServiceMetrics, SlotMetrics } from '../../../src/contract/metrics-contract'
import { BerthError, type BerthErrorData, toErrorData } from '../../../src/domain/berth-error'
import { MetricsSeries, unpackUsage } from '../../../src/domain/metrics-series'
import { type MetricsUsage, unknownUsage } from '../../../src/domain/metrics-usage'
import type { Client } from '../../client'

/** What is known of one service. `series` stays the same object and grows; the rest is new with each word of the engine. */
export type ServiceFigures = Omit<ServiceMetrics, 'now' | 'rows'> & {
  readonly now: MetricsUsage
  readonly series: MetricsSeries
}

/** A look at a slot as it stands, by service; `error`: why there is none. */
export type MetricsSnapshot = {
  readonly services: ReadonlyMap<string, ServiceFigures>
  readonly error: BerthErrorData | null
}

/** Nothing was told yet. */
export const emptyMetrics: MetricsSnapshot = { services: new Map(), error: null }

/**
 * One look at a slot's metrics. It lasts from `start` to what `start` answers with; a new engine is asked anew. What was
 * told stays over a pause, and the engine tells the rest.
 */
export class MetricsSession {
  readonly #client: Client
  readonly #slot: { readonly hostId: string; readonly slot: string }
  readonly #listeners = new Set<() => void>()
  #snapshot = emptyMetrics
  #viewId = ''
  #looking = new AbortController()

  constructor(client: Client, slot: { readonly hostId: string; readonly slot: string }) {
    this.#client = client
    this.#slot = slot
  }

  /** Begins to look; answers with how to end it. */
  start(): () => void {
    const stops = [
      this.#client.on('metrics-changed', (metrics) => this.#take(metrics)),
      this.#client.onConnected(() => void this.#look()),
    ]
    void this.#look()
    return () => {
      for (const stop of stops) stop()
      this.#looking.abort()
      this.#viewId = ''
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): MetricsSnapshot => this.#snapshot

  /** The request lasts as long as the look: it ends with an error, or when it is given up. */
  async #look(): Promise<void> {
    this.#looking.abort()
    const looking = (this.#looking = new AbortController())
    this.#viewId = crypto.randomUUID()
    try {
      await this.#client.request('watch-metrics', { viewId: this.#viewId, ...this.#slot }, looking.signal)
    } catch (thrown) {
      if (looking.signal.aborted || (thrown instanceof BerthError && thrown.code === 'cancelled')) return
      this.#update({ ...this.#snapshot, error: toErrorData(thrown) })
    }
  }

  #take({ viewId, services }: SlotMetrics): void {
    if (viewId !== this.#viewId) return
    const figures = services.map(({ now, rows, ...rest }): [string, ServiceFigures] => {
      const series = this.#snapshot.services.get(rest.service)?.series ?? new MetricsSeries()
      series.add(rows)
      return [rest.service, { ...rest, now: now === null ? unknownUsage : unpackUsage(now), series }]
    })
    this.#update({ services: new Map(figures), error: null })
  }

  #update(snapshot: MetricsSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}
