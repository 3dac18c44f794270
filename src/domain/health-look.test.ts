import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleContainer } from '../testing/sample-observation'
import type { ContainerObservation, HealthCheckResult } from './container-observation'
import { dockerChecks } from './health-check'
import { type HealthLook, recordEvent, recordLook } from './health-look'
import { type ServiceHealth, unknownHealth } from './service-health'

const healthCheck = { intervalMs: 1_000, timeoutMs: 1_000, startPeriodMs: 0, retries: 3 }
const checkAt = (startedAtMs: number, exitCode = 0): HealthCheckResult => ({
  startedAtMs,
  endedAtMs: startedAtMs + 20,
  exitCode,
  output: exitCode === 0 ? 'ok' : 'db DOWN',
})

type Changes = Partial<ContainerObservation>
const look = (atMs: number, changes: Changes, isContinuous = true): HealthLook => {
  const container = sampleContainer({ healthCheck, health: 'healthy', createdAtMs: 0, startedAtMs: 0, ...changes })
  return { atMs, isContinuous, containers: [{ container, checks: dockerChecks(container, hide) }] }
}
const hide = (text: string): string => text.replaceAll('hunter2', '•')
const record = (...looks: readonly HealthLook[]): ServiceHealth => looks.reduce(recordLook, unknownHealth)
const startsOf = ({ checks }: ServiceHealth): readonly number[] => checks.map(({ startedAtMs }) => startedAtMs)
const kindsOf = ({ checks }: ServiceHealth): readonly string[] => checks.map(({ kind }) => kind)

describe('looks at a container that Docker keeps five results of', () => {
  it('make one strip without doubles, and never claim to know what they missed', () => {
    const history = fc.array(fc.integer({ min: 1_000, max: 9_000 }), { minLength: 1, maxLength: 60 })
    const lookAfter = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(history, lookAfter, (gaps, looks) => {
        const all: HealthCheckResult[] = []
        for (const gapMs of gaps) all.push(checkAt((all.at(-1)?.startedAtMs ?? 0) + gapMs + 20))
        let done = 0
        let health = unknownHealth
        const shown = new Set<number>()
        for (const [more, isContinuous] of looks) {
          done = Math.min(all.length, done + more)
          const checks = all.slice(0, done).slice(-5)
          for (const { startedAtMs } of checks) shown.add(startedAtMs)
          health = recordLook(health, look((checks.at(-1)?.endedAtMs ?? 0) + 1, { checks }, isContinuous))
        }
        expect(startsOf(health)).toEqual([...shown].sort((a, b) => a - b))
        const missed = all.slice(0, done).filter(({ startedAtMs }) => !shown.has(startedAtMs))
        const isKnown = (atMs: number): boolean =>
          health.known.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs <= untilMs)
        expect(missed.filter(({ startedAtMs }) => isKnown(startedAtMs))).toEqual([])
        expect(health.known.every(({ fromMs }, index) => fromMs > (health.known[index - 1]?.untilMs ?? -1))).toBe(true)
      }),
    )
  })

  it('join where the next five follow on the last known one, and leave a gap where they do not', () => {
    const five = (fromMs: number): readonly HealthCheckResult[] =>
      [0, 1, 2, 3, 4].map((n) => checkAt(fromMs + n * 1_000))
    const joined = record(look(5_000, { checks: five(500) }), look(9_900, { checks: five(5_500) }))
    expect(joined.known).toEqual([{ fromMs: 500, untilMs: 9_900 }])
    const apart = record(look(5_000, { checks: five(500) }), look(60_000, { checks: five(55_500) }))
    expect(apart.known).toEqual([
      { fromMs: 500, untilMs: 5_000 },
      { fromMs: 55_500, untilMs: 60_000 },
    ])
  })

  it('know a container without a check for as long as its events were heard', () => {
    const none: Changes = { healthCheck: null, health: 'none' }
    const looks = [look(1_000, none), look(31_000, none), look(90_000, none, false)]
    expect(record(...looks).known).toEqual([
      { fromMs: 1_000, untilMs: 31_000 },
      { fromMs: 90_000, untilMs: 90_000 },
    ])
  })
})

describe('a check', () => {
  it('is starting before the first pass of the run that it belongs to, failed or timed out after', () => {
    const checks = [checkAt(500, 1), checkAt(10_500, 1), checkAt(11_500, -1), checkAt(12_500), checkAt(13_500, -1)]
    const health = record(
      look(14_000, { checks, startedAtMs: 10_000, healthCheck: { ...healthCheck, startPeriodMs: 9_000 } }),
    )
    expect(kindsOf(health)).toEqual(['failed', 'starting', 'starting', 'passed', 'timed-out'])
  })

  it('keeps what it wrote without secrets and controls', () => {
    const output = '\u001b[31mlogin with hunter2 failed\u202e\n'
    const health = record(look(1_000, { checks: [{ ...checkAt(500, 1), output }] }))
    expect(health.checks[0]?.output).toBe('login with • failed')
  })
})

describe('what happens to a container', () => {
  const run: Changes = { startedAtMs: 1_000, restarts: 0 }
  const again: Changes = { startedAtMs: 61_000, finishedAtMs: 60_000, restarts: 1, exitCode: 137, outOfMemory: true }
  const limit: Changes = { memoryLimitBytes: 536_870_912 }

  it('is told of once, though events and looks both know of it', () => {
    const events = [
      { action: 'oom', atMs: 60_010 },
      { action: 'die', atMs: 60_020 },
    ].map((event) => ({ containerId: 'dev1-web', exitCode: 137, limitBytes: 536_870_912, ...event }))
    for (const order of [events, [...events].reverse()]) {
      const first = recordLook(unknownHealth, look(2_000, { ...run, ...limit }))
      const told = order.reduce(recordEvent, first)
      const { notes } = recordLook(told, look(62_000, { ...again, ...limit }))
      expect(notes).toMatchObject([
        { kind: 'exited', exitCode: 137, outOfMemory: true, limitBytes: 536_870_912, atMs: 60_020 },
        { kind: 'restarted', times: 1, atMs: 61_000 },
      ])
    }
  })

  it('is found by a look where no event was heard, and each exit of a crash loop by its event', () => {
    const found = record(look(2_000, run), look(62_000, { ...again, restarts: 4 }, false))
    expect(found.notes).toMatchObject([
      { kind: 'exited', exitCode: 137, outOfMemory: true, atMs: 60_000 },
      { kind: 'restarted', times: 4 },
    ])
    const died = [100, 300, 700].map((atMs) => ({
      action: 'die',
      containerId: 'dev1-web',
      exitCode: 1,
      limitBytes: null,
      atMs: 60_000 + atMs,
    }))
    expect(died.reduce(recordEvent, found).notes.filter(({ kind }) => kind === 'exited')).toHaveLength(3)
  })

  it('counts a restart that Docker counts before the next run begins, and no verdict of an ended container', () => {
    const ended: Changes = {
      ...again,
      startedAtMs: 1_000,
      status: 'restarting',
      health: 'unhealthy',
      checks: [checkAt(500)],
    }
    const { notes } = record(look(2_000, run), look(60_500, ended), look(62_000, again))
    expect(notes).toMatchObject([{ kind: 'exited' }, { kind: 'restarted', times: 1 }])
  })

  it('says that a process was killed where the container went on', () => {
    const killed = { action: 'oom', atMs: 60_000, containerId: 'dev1-web', exitCode: null, limitBytes: 100 }
    const { notes } = recordEvent(record(look(2_000, run)), killed)
    expect(notes).toEqual([{ kind: 'process-killed', atMs: 60_000, containerId: 'dev1-web', limitBytes: 100 }])
  })

  it('names what took its place, and verdicts once', () => {
    const other: Changes = { id: 'new', createdAtMs: 70_000, startedAtMs: 71_000, health: 'starting' }
    const failing: Changes = { ...other, health: 'unhealthy', checks: [checkAt(72_000, 1)] }
    const replaced = record(look(2_000, run), look(71_500, other), look(73_000, failing), look(74_000, failing))
    const told = {
      action: 'health_status: unhealthy',
      atMs: 72_030,
      containerId: 'new',
      exitCode: null,
      limitBytes: null,
    }
    expect(recordEvent(replaced, told).notes).toMatchObject([
      { kind: 'replaced', atMs: 71_000, release: 'kickoff-240510-dashboard' },
      { kind: 'unhealthy', atMs: 72_020 },
    ])
  })
})
