import { describe, expect, it } from 'vitest'
import type { ServiceHealthView } from '../../../src/contract/health-contract'
import type { HealthCheckKind } from '../../../src/domain/health-check'
import { checksInOrder, findCheck, firstShownCheck, nextFailedCheck, stepCheck } from './check-place'

const strip = (
  service: string,
  kinds: readonly HealthCheckKind[],
  http: readonly HealthCheckKind[] = [],
): ServiceHealthView => {
  const checksOf = (source: 'docker' | 'http', own: readonly HealthCheckKind[]) =>
    own.map((kind, index) => ({
      containerId: service,
      source,
      kind,
      durationMs: 1,
      code: 0,
      startedAtMs: 1_000 + index * 1_000 + (source === 'http' ? 500 : 0),
    }))
  const checks = [...checksOf('docker', kinds), ...checksOf('http', http)]
  return { service, probe: null, checks, tallies: [], notes: [], known: [] }
}

describe('walking the checks', () => {
  const all = checksInOrder([
    strip('web', ['passed', 'passed']),
    strip('api', ['passed', 'failed', 'timed-out'], ['failed']),
    strip('admin', []),
  ])
  const names = (place: { service: string; source: string; startedAtMs: number } | null) =>
    place && [place.service, place.source, place.startedAtMs]

  it('goes from failure to failure over all strips and round', () => {
    const first = nextFailedCheck(all, null)
    expect(names(first)).toEqual(['api', 'docker', 2_000])
    const second = nextFailedCheck(all, first)
    expect(names(second)).toEqual(['api', 'docker', 3_000])
    const third = nextFailedCheck(all, second)
    expect(names(third)).toEqual(['api', 'http', 1_500])
    expect(names(nextFailedCheck(all, third))).toEqual(names(first))
    expect(nextFailedCheck(checksInOrder([strip('web', ['passed', 'starting'])]), null)).toBeNull()
  })

  it('goes step by step from strip to strip and stops at the ends', () => {
    expect(names(stepCheck(all, all[1] ?? null, 1))).toEqual(['api', 'docker', 1_000])
    expect(stepCheck(all, all[0] ?? null, -1)).toBe(all[0])
    expect(stepCheck(all, all.at(-1) ?? null, 1)).toBe(all.at(-1))
    expect(names(stepCheck(all, null, 1))).toEqual(['api', 'http', 1_500])
    expect(stepCheck([], null, 1)).toBeNull()
  })

  it('begins with the newest failure, and keeps its place while the strips move on', () => {
    const shown = firstShownCheck(all)
    expect(names(shown)).toEqual(['api', 'docker', 3_000])
    expect(names(firstShownCheck(checksInOrder([strip('web', ['passed', 'passed'])])))).toEqual([
      'web',
      'docker',
      2_000,
    ])
    expect(firstShownCheck([])).toBeNull()
    expect(findCheck(all.slice(3), shown)?.startedAtMs).toBe(3_000)
    expect(findCheck(all.slice(5), shown)).toBeNull()
  })
})
