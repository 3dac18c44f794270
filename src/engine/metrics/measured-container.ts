import type { BerthErrorData } from '../../domain/berth-error'
import { type MetricsLimits, unlimited } from '../../domain/metrics-limits'
import type { MetricsReading } from '../../domain/metrics-reading'
import { type MetricsUsage, unknownUsage, usageBetween } from '../../domain/metrics-usage'
import type { Clock } from '../ports'
import type { StatsSink } from './follow-stats'

/** A reading that is older says nothing of now: streams bring one a second, polls one in five. */
const freshMs = 15_000

/** What is known of one container while it is measured. */
export class MeasuredContainer {
  limits: MetricsLimits = unlimited
  way: 'live' | 'polled' = 'live'
  problem: BerthErrorData | null = null
  private readonly clock: Clock
  private atSample: MetricsReading | null = null
  private previous: MetricsReading | null = null
  private latest: MetricsReading | null = null
  private latestMonotonicMs = 0

  constructor(clock: Clock) {
    this.clock = clock
  }

  /** The newest reading; null where there is none of now. */
  get reading(): MetricsReading | null {
    const isFresh = this.clock.monotonicMs() - this.latestMonotonicMs < freshMs
    return isFresh ? this.latest : null
  }

  /** Between the last two readings. */
  now(): MetricsUsage {
    const { reading } = this
    return reading === null ? unknownUsage : usageBetween(this.previous, reading)
  }

  /** Since the last sample, and makes this one the last; null: nothing was read since. */
  sample(): MetricsUsage | null {
    const { atSample, latest } = this
    this.atSample = latest
    if (latest === null || latest === atSample) return null
    return usageBetween(atSample, latest)
  }

  sink(changed: () => void): StatsSink {
    return {
      limits: (limits) => (this.limits = limits),
      reading: (reading, way) => {
        this.way = way
        this.problem = null
        this.previous = reading === null ? null : this.latest
        this.latest = reading
        this.latestMonotonicMs = this.clock.monotonicMs()
        this.atSample ??= reading
        changed()
      },
      problem: (problem) => {
        this.problem = problem
        this.previous = this.latest = this.atSample = null
        changed()
      },
    }
  }
}
