import { fault, type Field } from './field'
import { readSection, type Section } from './read-section'
import { readBytes, readInteger, readNumber, readText, readWord } from './read-values'
import type { ResourceLimits } from './service-spec'

/** The service's own keys of this kind. */
export const resourceKeys = [
  'mem_limit',
  'mem_reservation',
  'memswap_limit',
  'cpus',
  'cpu_shares',
  'cpu_quota',
  'cpu_period',
  'cpuset',
  'pids_limit',
] as const

const most = Number.MAX_SAFE_INTEGER

/** `mem_limit`, `cpus`, … and `deploy.resources`; the same thing said differently in both places is a fault. */
export function readResources(own: Section<(typeof resourceKeys)[number]>, deploy: Field | undefined): ResourceLimits {
  const deployed = readDeploy(deploy)
  return {
    memoryBytes: one(own.mem_limit, readBytes(own.mem_limit), deployed.memoryBytes),
    memoryReservationBytes: one(own.mem_reservation, readBytes(own.mem_reservation), deployed.memoryReservationBytes),
    memorySwapBytes: readBytes(own.memswap_limit, true),
    cpus: one(own.cpus, readNumber(own.cpus, 0, 4_096), deployed.cpus),
    cpuShares: readInteger(own.cpu_shares, 0, 262_144),
    cpuQuotaMicroseconds: readInteger(own.cpu_quota, 0, most),
    cpuPeriodMicroseconds: readInteger(own.cpu_period, 0, most),
    cpuset: readText(own.cpuset),
    pids: one(own.pids_limit, readInteger(own.pids_limit, -1, most), deployed.pids),
  }
}

type Deployed = Pick<ResourceLimits, 'memoryBytes' | 'memoryReservationBytes' | 'cpus' | 'pids'>

function readDeploy(deploy: Field | undefined): Deployed {
  const { replicas, mode, resources } = readSection(deploy, {
    supported: ['replicas', 'mode', 'resources'],
    refused: Object.fromEntries(swarmKeys.map((key) => [key, 'deploy-key-unsupported'] as const)),
  })
  const count = readInteger(replicas, 0, most)
  if (replicas !== undefined && count !== null && count !== 1) fault(replicas, 'replicas-unsupported')
  readWord(mode, ['replicated'])
  const { limits, reservations } = readSection(resources, { supported: ['limits', 'reservations'] })
  const limit = readSection(limits, { supported: ['cpus', 'memory', 'pids'] })
  const reserved = readSection(reservations, {
    supported: ['memory'],
    refused: {
      cpus: 'deploy-key-unsupported',
      devices: 'key-unsupported',
      generic_resources: 'deploy-key-unsupported',
    },
  })
  return {
    memoryBytes: readBytes(limit.memory),
    memoryReservationBytes: readBytes(reserved.memory),
    cpus: readNumber(limit.cpus, 0, 4_096),
    pids: readInteger(limit.pids, -1, most),
  }
}

const swarmKeys = ['endpoint_mode', 'labels', 'placement', 'restart_policy', 'rollback_config', 'update_config']

function one(own: Field | undefined, ownValue: number | null, deployed: number | null): number | null {
  if (own !== undefined && ownValue !== null && deployed !== null && ownValue !== deployed) fault(own, 'limit-twice')
  return ownValue ?? deployed
}
