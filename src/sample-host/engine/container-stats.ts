import { type Container, isRunning } from './container'
import type { Fields } from './fields'
import type { World } from './world'

const nanosecondsPerMs = 1_000_000

/** One answer of `GET /containers/{id}/stats` in the form of control groups v2: what the container's program is said to use, a little uneven. */
export function measuredContainer(world: World, container: Container): Fields {
  const named = { name: `/${container.name}`, id: container.id }
  if (!isRunning(container) || container.startedAtMs === null) return { ...stillStats, ...named }
  const { processorShare, memoryBytes } = container.image.program.load
  const ranMs = Date.now() - container.startedAtMs
  // The integral of a load that swings around its share: counters only grow.
  const busyMs = processorShare * (ranMs + 6_000 * Math.sin(ranMs / 9_000))
  const usage = Math.round(memoryBytes * (1 + 0.06 * Math.sin(ranMs / 23_000)))
  const traffic = Math.round(ranMs * processorShare * 900)
  return {
    ...named,
    read: new Date().toISOString(),
    preread: new Date(Date.now() - 1_000).toISOString(),
    pids_stats: { current: 19 },
    num_procs: 0,
    storage_stats: {},
    cpu_stats: cpuOf(world, busyMs, ranMs),
    precpu_stats: cpuOf(world, Math.max(0, busyMs - 1_000 * processorShare), Math.max(0, ranMs - 1_000)),
    memory_stats: { usage, limit: limitOf(world, container), stats: { inactive_file: Math.round(usage / 20) } },
    blkio_stats: {
      io_service_bytes_recursive: [
        { major: 8, minor: 0, op: 'read', value: 12_000_000 },
        { major: 8, minor: 0, op: 'write', value: Math.round(ranMs * 40) },
      ],
    },
    networks: { eth0: { rx_bytes: traffic, tx_bytes: traffic * 3 } },
  }
}

function cpuOf({ processors }: World, busyMs: number, ranMs: number): Fields {
  const total = Math.max(0, Math.round(busyMs * nanosecondsPerMs))
  return {
    cpu_usage: { total_usage: total, usage_in_kernelmode: Math.round(total / 4), usage_in_usermode: total },
    system_cpu_usage: Math.round(ranMs * processors * nanosecondsPerMs),
    online_cpus: processors,
    throttling_data: { periods: 0, throttled_periods: 0, throttled_time: 0 },
  }
}

function limitOf({ memoryBytes }: World, { hostConfig }: Container): number {
  const limit = hostConfig['Memory']
  return typeof limit === 'number' && limit > 0 ? limit : memoryBytes
}

/** What Docker says of a container that does not run. */
const stillStats: Fields = {
  read: '0001-01-01T00:00:00Z',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: {},
  num_procs: 0,
  storage_stats: {},
  cpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }, throttling_data: {} },
  precpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0, usage_in_usermode: 0 }, throttling_data: {} },
  memory_stats: {},
  blkio_stats: { io_service_bytes_recursive: null },
}
