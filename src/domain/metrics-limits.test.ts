import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLimits, unlimited } from './metrics-limits'

test.each([
  [
    { NanoCpus: 1_500_000_000, Memory: 512 },
    { cpuCores: 1.5, memoryBytes: 512 },
  ],
  [{ CpuQuota: 50_000 }, { cpuCores: 0.5, memoryBytes: null }],
  [
    { CpuQuota: 50_000, CpuPeriod: 25_000, CpusetCpus: '0' },
    { cpuCores: 1, memoryBytes: null },
  ],
  [{ CpusetCpus: '0-3, 6' }, { cpuCores: 5, memoryBytes: null }],
  [{ NanoCpus: 0, CpuQuota: -1, CpusetCpus: '', Memory: 0 }, unlimited],
  [{ CpusetCpus: '3-1,x' }, unlimited],
])('%j', (config, limits) => expect(readLimits({ HostConfig: config })).toEqual(limits))

test('whatever an inspect holds, limits are more than nothing or none at all', () => {
  const value = fc.oneof(fc.jsonValue(), fc.double(), fc.stringMatching(/^[\d,\- ]{0,20}$/))
  const config = fc.dictionary(fc.constantFrom('NanoCpus', 'CpuQuota', 'CpuPeriod', 'CpusetCpus', 'Memory'), value)
  fc.assert(
    fc.property(fc.oneof(config, fc.jsonValue()), (hostConfig) => {
      const { cpuCores, memoryBytes } = readLimits({ HostConfig: hostConfig })
      for (const limit of [cpuCores, memoryBytes]) expect(limit === null || limit > 0).toBe(true)
    }),
  )
})
