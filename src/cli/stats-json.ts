import type { ServiceMetrics } from '../contract/metrics-contract'
import { unpackUsage } from '../domain/metrics-series'

/** What a service uses, for scripts; null: not known. `cpu.cores` are processors kept busy, of the `cpu.limit` it may use. */
export function statsJson(service: ServiceMetrics) {
  const usage = unpackUsage(service.now ?? [])
  return {
    service: service.service,
    state: service.state,
    containers: service.containers,
    problem: service.problem?.code ?? null,
    cpu: { cores: usage.cpuCores, limit: service.cores },
    memory: {
      bytes: usage.memoryBytes,
      limitBytes: service.memoryLimitBytes,
      isLimited: service.isMemoryLimited,
    },
    network: { receivedPerSecond: usage.receivedPerSecond, sentPerSecond: usage.sentPerSecond },
    disk: { readPerSecond: usage.readPerSecond, writtenPerSecond: usage.writtenPerSecond },
  }
}
