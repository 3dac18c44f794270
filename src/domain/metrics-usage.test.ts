import { describe, expect, test } from 'vitest'
import type { MetricsReading } from './metrics-reading'
import { unknownUsage, usageBetween, usageTogether } from './metrics-usage'

const second = 1_000_000_000

const reading = (changes: Partial<MetricsReading> = {}): MetricsReading => ({
  atMs: 10_000,
  cpuNs: 5 * second,
  systemCpuNs: 100 * second,
  processors: 4,
  memoryBytes: 50,
  memoryLimitBytes: 100,
  receivedBytes: 1_000,
  sentBytes: 0,
  readBytes: 0,
  writtenBytes: 10,
  ...changes,
})

describe('usageBetween', () => {
  test('is processors, and bytes a second', () => {
    const later = reading({
      atMs: 12_000,
      // Three processor seconds of the eight that four processors have in two seconds.
      cpuNs: 8 * second,
      systemCpuNs: 108 * second,
      receivedBytes: 3_000,
      writtenBytes: 11,
      memoryBytes: 60,
    })
    expect(usageBetween(reading(), later)).toEqual({
      cpuCores: 1.5,
      memoryBytes: 60,
      receivedPerSecond: 1_000,
      sentPerSecond: 0,
      readPerSecond: 0,
      writtenPerSecond: 0.5,
    })
  })

  test('knows nothing but the memory from a first reading', () => {
    expect(usageBetween(null, reading())).toEqual({ ...unknownUsage, memoryBytes: 50 })
  })

  test('does not know what a counter had that began anew, and knows the others', () => {
    const again = reading({ atMs: 11_000, cpuNs: 1, systemCpuNs: 104 * second, sentBytes: 5 })
    expect(usageBetween(reading(), again)).toMatchObject({ cpuCores: null, receivedPerSecond: 0, sentPerSecond: 5 })
  })

  test('knows no rate between readings of one moment, or where the host’s clock was set back', () => {
    for (const atMs of [10_000, 9_000]) {
      const usage = usageBetween(reading(), reading({ atMs, receivedBytes: 9_000 }))
      expect(usage).toMatchObject({ cpuCores: null, receivedPerSecond: null })
    }
  })
})

test('the usage of several containers is their sum, and not known where one of them does not tell', () => {
  const one = { ...unknownUsage, cpuCores: 0.5, memoryBytes: 10 }
  expect(usageTogether([one, { ...one, cpuCores: null }])).toEqual({ ...unknownUsage, memoryBytes: 20 })
  expect(usageTogether([])).toEqual(unknownUsage)
})
