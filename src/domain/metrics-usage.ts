import type { MetricsReading } from './metrics-reading'

/** What is measured of a container or a service, in the order in which it travels. Null: not known. */
export const metricNames = [
  'cpuCores',
  'memoryBytes',
  'receivedPerSecond',
  'sentPerSecond',
  'readPerSecond',
  'writtenPerSecond',
] as const

/** See `metricNames`. */
export type MetricName = (typeof metricNames)[number]

/**
 * What is used: processors (1.5: one and a half of them busy), memory, and bytes a second of network and block devices,
 * over the time between two readings.
 */
export type MetricsUsage = Readonly<Record<MetricName, number | null>>

/** Nothing is known. */
export const unknownUsage: MetricsUsage = {
  cpuCores: null,
  memoryBytes: null,
  receivedPerSecond: null,
  sentPerSecond: null,
  readPerSecond: null,
  writtenPerSecond: null,
}

/**
 * What was used between two readings of one container. Without an earlier one, only memory is known. A counter that is
 * lower than before belongs to another run: what it had before is not known.
 */
export function usageBetween(before: MetricsReading | null, now: MetricsReading): MetricsUsage {
  const seconds = before === null ? 0 : (now.atMs - before.atMs) / 1_000
  const rate = (name: 'receivedBytes' | 'sentBytes' | 'readBytes' | 'writtenBytes'): number | null => {
    const grown = grownBy(before?.[name] ?? null, now[name])
    return grown === null || seconds <= 0 ? null : grown / seconds
  }
  return {
    cpuCores: cpuBetween(before, now),
    memoryBytes: now.memoryBytes,
    receivedPerSecond: rate('receivedBytes'),
    sentPerSecond: rate('sentBytes'),
    readPerSecond: rate('readBytes'),
    writtenPerSecond: rate('writtenBytes'),
  }
}

/** Docker's own formula: its share of all processor time there was, times the processors. */
function cpuBetween(before: MetricsReading | null, now: MetricsReading): number | null {
  const own = grownBy(before?.cpuNs ?? null, now.cpuNs)
  const whole = grownBy(before?.systemCpuNs ?? null, now.systemCpuNs)
  if (own === null || whole === null || whole === 0 || now.processors === null) return null
  return Math.min(now.processors, (own / whole) * now.processors)
}

function grownBy(before: number | null, now: number | null): number | null {
  return before === null || now === null || now < before ? null : now - before
}

/** The usage of several containers together. What one of them does not tell is not known of all. */
export function usageTogether(usages: readonly MetricsUsage[]): MetricsUsage {
  const [first, ...more] = usages
  if (first === undefined) return unknownUsage
  return more.reduce<MetricsUsage>(
    (sum, next) => mapUsage((name) => (sum[name] === null || next[name] === null ? null : sum[name] + next[name])),
    first,
  )
}

/** A usage made of one value a metric. */
export function mapUsage(value: (name: MetricName, index: number) => number | null): MetricsUsage {
  return Object.fromEntries(metricNames.map((name, index) => [name, value(name, index)])) as MetricsUsage
}
