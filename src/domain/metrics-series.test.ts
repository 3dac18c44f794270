import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MetricsSeries, packUsage, seriesSpanMs, seriesStepMs, unpackUsage } from './metrics-series'
import { unknownUsage } from './metrics-usage'

const usage = (cpuCores: number | null) => ({ ...unknownUsage, cpuCores, memoryBytes: 1 })

describe('MetricsSeries', () => {
  test('holds half an hour and no more', () => {
    const series = new MetricsSeries()
    for (let step = 0; step < 1_000; step += 1) series.append(step * seriesStepMs, usage(step))
    expect(series.length).toBe(seriesSpanMs / seriesStepMs + 1)
    expect(series.points('cpuCores').at(-1)).toEqual({ atMs: 999 * seriesStepMs, value: 999 })
  })

  test('stays bounded however many rows come at once', () => {
    const series = new MetricsSeries()
    for (let step = 0; step < 10_000; step += 1) series.append(step, usage(1))
    expect(series.length).toBeLessThan(500)
  })

  test('marks a gap once, and none where nothing was known anyway', () => {
    const series = new MetricsSeries()
    series.appendGap(1)
    expect(series.length).toBe(0)
    series.append(2, usage(1))
    series.appendGap(3)
    series.appendGap(4)
    expect(series.points('cpuCores')).toEqual([
      { atMs: 2, value: 1 },
      { atMs: 3, value: null },
    ])
  })

  test('is the same at the other end however its rows are sent, also when a clock is set back', () => {
    const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }))
    const row = fc.record({ atMs: fc.integer({ min: 1, max: 4_000_000 }), value })
    fc.assert(
      fc.property(fc.array(fc.array(row, { maxLength: 20 }), { maxLength: 20 }), (bursts) => {
        const near = new MetricsSeries()
        const far = new MetricsSeries()
        for (const burst of bursts) {
          for (const each of [...burst].sort((a, b) => a.atMs - b.atMs)) {
            near.append(each.atMs, usage(each.value))
            // Each row is sent before the next one: what the other end has is what went before.
            far.add(near.rowsAfter(Math.min(far.lastAtMs, each.atMs - 1)))
          }
        }
        expect(far.points('cpuCores')).toEqual(near.points('cpuCores'))
        const times = near.points('cpuCores').map(({ atMs }) => atMs)
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      }),
    )
  })

  test('takes blocks of any numbers', () => {
    fc.assert(
      fc.property(fc.float64Array({ maxLength: 100 }), (packed) => {
        const series = new MetricsSeries()
        series.add(packed)
        for (const { atMs } of series.points('memoryBytes')) expect(Number.isFinite(atMs)).toBe(true)
      }),
    )
  })
})

test('a usage comes out of its packed form as it went in', () => {
  const whole = { ...usage(0.25), sentPerSecond: 7 }
  expect(unpackUsage(packUsage(whole))).toEqual(whole)
  expect(unpackUsage([])).toEqual(unknownUsage)
})
