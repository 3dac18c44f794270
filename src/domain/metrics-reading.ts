/**
 * What a container's control groups had counted at one moment, as Docker tells it. Counters only grow while the
 * container runs, and begin anew with its next run. Null: the host does not say.
 */
export type MetricsReading = {
  /** The host's clock. */
  readonly atMs: number
  /** Processor time of all its processes, nanoseconds. */
  readonly cpuNs: number | null
  /** Processor time of the whole host, idle time too, over all processors, nanoseconds. */
  readonly systemCpuNs: number | null
  /** Processors the host has on. */
  readonly processors: number | null
  /** Without what the kernel would give back at once, as `docker stats` counts it. */
  readonly memoryBytes: number | null
  /** The container's limit; the host's memory where it has none. */
  readonly memoryLimitBytes: number | null
  readonly receivedBytes: number | null
  readonly sentBytes: number | null
  readonly readBytes: number | null
  readonly writtenBytes: number | null
}

/**
 * Reads one answer of `GET /containers/{id}/stats`, of control groups v1 and v2, whatever is missing in it. Null: the
 * container does not run (Docker then answers with zeros at its zero time), or what came is no such answer.
 */
export function readStatsAnswer(answer: unknown): MetricsReading | null {
  const atMs = timeOf(fieldOf(answer, 'read'))
  if (atMs === null) return null
  const cpu = fieldOf(answer, 'cpu_stats')
  const memory = fieldOf(answer, 'memory_stats')
  const operations = fieldOf(fieldOf(answer, 'blkio_stats'), 'io_service_bytes_recursive')
  return {
    atMs,
    cpuNs: countOf(fieldOf(fieldOf(cpu, 'cpu_usage'), 'total_usage')),
    systemCpuNs: countOf(fieldOf(cpu, 'system_cpu_usage')),
    processors: processorsOf(cpu),
    memoryBytes: memoryOf(memory),
    memoryLimitBytes: positive(countOf(fieldOf(memory, 'limit'))),
    ...networkOf(fieldOf(answer, 'networks')),
    readBytes: bytesOf(operations, 'read'),
    writtenBytes: bytesOf(operations, 'write'),
  }
}

function processorsOf(cpu: unknown): number | null {
  const online = positive(countOf(fieldOf(cpu, 'online_cpus')))
  if (online !== null) return online
  // Engines that don't count them still list one number a processor.
  const each = fieldOf(fieldOf(cpu, 'cpu_usage'), 'percpu_usage')
  return Array.isArray(each) ? positive(each.length) : null
}

/** Docker's own formula: what is used, less the pages of files that nobody touched lately (v1, else v2). */
function memoryOf(memory: unknown): number | null {
  const used = countOf(fieldOf(memory, 'usage'))
  if (used === null) return null
  const stats = fieldOf(memory, 'stats')
  const idle = countOf(fieldOf(stats, 'total_inactive_file')) ?? countOf(fieldOf(stats, 'inactive_file')) ?? 0
  return idle < used ? used - idle : used
}

/** Over all its networks. A container in the host's network has none of its own. */
function networkOf(networks: unknown): Pick<MetricsReading, 'receivedBytes' | 'sentBytes'> {
  const each = isObject(networks) ? Object.values(networks) : []
  return {
    receivedBytes: sumOf(each.map((network) => countOf(fieldOf(network, 'rx_bytes')))),
    sentBytes: sumOf(each.map((network) => countOf(fieldOf(network, 'tx_bytes')))),
  }
}

/** Over all devices. The kernel spells the operations as it likes (`Read`, `read`); a missing list means that it counts nothing. */
function bytesOf(operations: unknown, wanted: string): number | null {
  if (!Array.isArray(operations)) return null
  const counts = operations
    .filter((operation) => String(fieldOf(operation, 'op')).toLowerCase() === wanted)
    .map((operation) => countOf(fieldOf(operation, 'value')))
  return counts.length === 0 ? 0 : sumOf(counts)
}

function sumOf(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null)
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0)
}

function timeOf(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : NaN
  return atMs > 0 ? atMs : null
}

/** Docker counts in 64 bits. What is more is no count, and a sum of such would be infinite. */
const mostCount = 2 ** 64

function countOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= mostCount ? value : null
}

function positive(count: number | null): number | null {
  return count === null || count === 0 ? null : count
}

function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
