import { memorySize } from '../../../src/domain/memory-size'
import type { MetricName } from '../../../src/domain/metrics-usage'
import { formatBytes, formatShare } from '../../format/size'

/**
 * A value in words: processors as the share of those there are (`cores` null: in processors), memory by 1,024 as limits
 * are written, the rest in bytes a second.
 */
export function metricText(name: MetricName, value: number, cores: number | null): string {
  switch (name) {
    case 'cpuCores':
      return cores === null ? value.toFixed(2) : formatShare(value / cores)
    case 'memoryBytes':
      return memorySize(value)
    case 'receivedPerSecond':
    case 'sentPerSecond':
    case 'readPerSecond':
    case 'writtenPerSecond':
      return `${formatBytes(value)}/s`
  }
}

/** A number of processors with at most two places: `2`, `0.25`. */
export function coresText(cores: number): string {
  return String(Math.round(cores * 100) / 100)
}
