/** What a container may use at most; null: as much as the host has. */
export type MetricsLimits = {
  /** Processors, fractions too. */
  readonly cpuCores: number | null
  readonly memoryBytes: number | null
}

/** No limits of its own. */
export const unlimited: MetricsLimits = { cpuCores: null, memoryBytes: null }

const usualPeriodMicroseconds = 100_000

/** Reads the limits out of Docker's inspect answer; what is missing or odd counts as no limit. */
export function readLimits(inspect: Readonly<Record<string, unknown>>): MetricsLimits {
  const config = inspect['HostConfig']
  if (typeof config !== 'object' || config === null) return unlimited
  const field = (name: string): unknown => (Object.hasOwn(config, name) ? Reflect.get(config, name) : undefined)
  const nano = positive(field('NanoCpus'))
  const quota = positive(field('CpuQuota'))
  const period = positive(field('CpuPeriod')) ?? usualPeriodMicroseconds
  const candidates = [
    nano === null ? null : positive(nano / 1e9),
    quota === null ? null : positive(quota / period),
    processorsIn(field('CpusetCpus')),
  ].filter((cores) => cores !== null)
  return {
    cpuCores: candidates.length === 0 ? null : Math.min(...candidates),
    memoryBytes: positive(field('Memory')),
  }
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
}

const mostProcessors = 8_192

/** How many processors a list such as `0-3,6` names; null: none, or it is no such list. */
function processorsIn(value: unknown): number | null {
  if (typeof value !== 'string' || value.trim() === '' || value.length > 1_000) return null
  let count = 0
  for (const part of value.split(',')) {
    const [, first, last] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? []
    if (first === undefined) return null
    count += Math.max(0, Number(last ?? first) - Number(first) + 1)
  }
  return count === 0 || count > mostProcessors ? null : count
}
