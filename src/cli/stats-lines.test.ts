import { describe, expect, it } from 'vitest'
import type { ServiceMetrics } from '../contract/metrics-contract'
import { errorData } from '../domain/berth-error'
import { packUsage } from '../domain/metrics-series'
import { unknownUsage } from '../domain/metrics-usage'
import { statsJson } from './stats-json'
import { statsLines } from './stats-lines'

const mebibyte = 1_048_576
const service = (name: string, changes: Partial<ServiceMetrics> = {}): ServiceMetrics => ({
  service: name,
  state: 'live',
  problem: null,
  containers: 1,
  cores: 2,
  memoryLimitBytes: 1_536 * mebibyte,
  isMemoryLimited: true,
  now: packUsage({
    cpuCores: 1.88,
    memoryBytes: 412 * mebibyte,
    receivedPerSecond: 1_234,
    sentPerSecond: 0,
    readPerSecond: null,
    writtenPerSecond: 5_600_000,
  }),
  rows: new Float64Array(),
  ...changes,
})

describe('statsLines', () => {
  const services = [
    service('api'),
    service('관리', { cores: 1, isMemoryLimited: false, now: packUsage({ ...unknownUsage, memoryBytes: mebibyte }) }),
    service('job', { state: 'stopped', now: null }),
    service('web', {
      state: 'unknown',
      now: null,
      problem: errorData('host-unreachable', { address: 'x', reason: 'cut' }),
    }),
  ]

  it('says what is used, and in words what is not known', () => {
    expect(statsLines(services, 'en')).toEqual([
      'SERVICE  CPU             MEMORY            NETWORK IN / OUT       DISK READ / WRITTEN',
      'api      94% of 2 cores  412 MB of 1.5 GB  1.2 kB/s / 0 B/s       not known / 5.6 MB/s',
      '관리     not known       1 MB, no limit    not known / not known  not known / not known',
      'job      not running',
      'web      not known',
      '  web: x does not answer: cut',
    ])
  })

  it('speaks Korean', () => {
    const lines = statsLines(services, 'ko')
    expect(lines[1]).toContain('94% (코어 2개 중)')
    expect(lines[3]).toContain('실행 중 아님')
  })

  it('is null for scripts where it is not known', () => {
    expect(statsJson(services[1] ?? service(''))).toMatchObject({
      cpu: { cores: null, limit: 1 },
      memory: { bytes: mebibyte, isLimited: false },
      disk: { readPerSecond: null, writtenPerSecond: null },
    })
    expect(statsJson(services[3] ?? service(''))).toMatchObject({ state: 'unknown', problem: 'host-unreachable' })
  })
})
