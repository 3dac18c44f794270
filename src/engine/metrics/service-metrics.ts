import type { ServiceMetrics } from '../../contract/metrics-contract'
import { packUsage } from '../../domain/metrics-series'
import { usageTogether } from '../../domain/metrics-usage'
import type { MeasuredContainer } from './measured-container'

/** What is known of a service now, out of its running containers; null: one that is not measured. */
export function serviceMetrics(
  containers: readonly (MeasuredContainer | null)[],
): Omit<ServiceMetrics, 'service' | 'rows'> {
  const measured = containers.filter((container) => container !== null)
  const isWhole = measured.length === containers.length && measured.every(({ reading }) => reading !== null)
  const problem = measured.find((container) => container.problem !== null)?.problem ?? null
  return {
    state: stateOf(measured, isWhole, problem !== null),
    problem: isWhole ? null : problem,
    containers: containers.length,
    cores: isWhole ? sumOf(measured.map(coresOf)) : null,
    memoryLimitBytes: isWhole ? memoryLimitOf(measured) : null,
    isMemoryLimited: measured.length > 0 && measured.every(({ limits }) => limits.memoryBytes !== null),
    now: isWhole && measured.length > 0 ? packUsage(usageTogether(measured.map((one) => one.now()))) : null,
  }
}

function stateOf(
  measured: readonly MeasuredContainer[],
  isWhole: boolean,
  hasProblem: boolean,
): ServiceMetrics['state'] {
  if (isWhole && measured.length === 0) return 'stopped'
  if (!isWhole) return hasProblem ? 'unknown' : 'measuring'
  return measured.some(({ way }) => way === 'polled') ? 'polled' : 'live'
}

/** The processors it may use: the host's, or its limit where that is less. */
function coresOf({ reading, limits }: MeasuredContainer): number | null {
  const processors = reading?.processors ?? null
  if (processors === null) return limits.cpuCores
  return limits.cpuCores === null ? processors : Math.min(processors, limits.cpuCores)
}

/** Limits add up. Without limits there is one memory for all of them: the host's. */
function memoryLimitOf(measured: readonly MeasuredContainer[]): number | null {
  const each = measured.map(({ reading, limits }) => limits.memoryBytes ?? reading?.memoryLimitBytes ?? null)
  if (measured.every(({ limits }) => limits.memoryBytes !== null)) return sumOf(each)
  const known = each.filter((limit) => limit !== null)
  return known.length < each.length ? null : Math.max(...known)
}

function sumOf(counts: readonly (number | null)[]): number | null {
  if (counts.length === 0) return null
  return counts.reduce<number | null>((sum, next) => (sum === null || next === null ? null : sum + next), 0)
}
