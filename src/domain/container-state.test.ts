import { describe, expect, it } from 'vitest'
import { sampleContainer } from '../testing/sample-observation'
import type { ContainerObservation, HealthCheckResult } from './container-observation'
import { containerState, isUnsettled } from './container-state'
import type { ServiceState } from './service-state'

const check = (exitCode: number, output = ''): HealthCheckResult => ({ startedAtMs: 0, endedAtMs: 1, exitCode, output })
const failing = check(1, 'GET /health\n503')
const passing = check(0, 'ok')
const exited = (exitCode: number): ServiceState => ({ kind: 'unhealthy', reason: { kind: 'exited', exitCode } })
const keepsExiting = (exitCode: number | null): ServiceState => ({
  kind: 'unhealthy',
  reason: { kind: 'keeps-exiting', exitCode },
})

const nowMs = 100_000

const table: readonly (readonly [string, Partial<ContainerObservation>, ServiceState])[] = [
  ['runs without a check', {}, { kind: 'running' }],
  ['passes its check', { health: 'healthy', checks: [failing, passing] }, { kind: 'healthy' }],
  ['waits for its first check', { health: 'starting' }, { kind: 'starting', failures: 0 }],
  [
    'fails inside the start period, which Docker does not count',
    { health: 'starting', checks: [failing, failing], failingStreak: 0 },
    { kind: 'starting', failures: 2 },
  ],
  [
    'fails its check',
    { health: 'unhealthy', checks: [passing, failing, failing], failingStreak: 7 },
    { kind: 'unhealthy', reason: { kind: 'check-failing', failures: 7, output: 'GET /health\n503' } },
  ],
  ['is paused, whatever its check said', { status: 'paused', health: 'unhealthy' }, { kind: 'paused' }],
  ['waits for its next restart', { status: 'restarting', exitCode: 3 }, keepsExiting(3)],
  [
    'waits for its next restart after the memory ran out',
    { status: 'restarting', exitCode: 137, outOfMemory: true, memoryLimitBytes: 64 },
    { kind: 'unhealthy', reason: { kind: 'out-of-memory', limitBytes: 64 } },
  ],
  ['came up again just now', { restarts: 2, startedAtMs: nowMs - 5_000, exitCode: 0 }, keepsExiting(null)],
  ['stayed up since its restarts', { restarts: 9, startedAtMs: nowMs - 30_000 }, { kind: 'running' }],
  ['was restarted once', { restarts: 1, startedAtMs: nowMs - 1 }, { kind: 'running' }],
  ['lost a child to the memory limit and goes on', { outOfMemory: true, health: 'healthy' }, { kind: 'healthy' }],
  ['exited with 0', { status: 'exited', exitCode: 0 }, { kind: 'stopped', exitCode: 0 }],
  ['ended by TERM', { status: 'exited', exitCode: 143 }, { kind: 'stopped', exitCode: 143 }],
  ['ended by KILL', { status: 'exited', exitCode: 137 }, { kind: 'stopped', exitCode: 137 }],
  [
    'was killed for its memory',
    { status: 'exited', exitCode: 137, outOfMemory: true, memoryLimitBytes: null },
    { kind: 'unhealthy', reason: { kind: 'out-of-memory', limitBytes: null } },
  ],
  ['failed', { status: 'exited', exitCode: 1 }, exited(1)],
  [
    'stays ended under a policy that restarts whatever ends by itself',
    { status: 'exited', exitCode: 1, restartPolicy: 'unless-stopped' },
    { kind: 'stopped', exitCode: 1 },
  ],
  [
    'could not be started again under such a policy',
    { status: 'exited', exitCode: 127, restartPolicy: 'always', startError: 'no such file' },
    exited(127),
  ],
  [
    'failed until its policy gave up',
    { status: 'exited', exitCode: 2, restartPolicy: 'on-failure', restarts: 3 },
    keepsExiting(2),
  ],
  ['was never started', { status: 'created' }, { kind: 'not-run', error: '' }],
  [
    'could not be started',
    { status: 'created', startError: 'port is\nalready allocated\u202e' },
    { kind: 'not-run', error: 'port is already allocated' },
  ],
  ['is half removed', { status: 'dead', exitCode: 1 }, exited(1)],
]

describe('the state of a container', () => {
  it.each(table)('that %s', (_, facts, expected) => {
    expect(containerState(sampleContainer({ startedAtMs: 10_000, ...facts }), nowMs)).toEqual(expected)
  })

  it('is looked at again where no event would tell of a change', () => {
    const unsettled = (facts: Partial<ContainerObservation>): boolean =>
      isUnsettled(sampleContainer({ startedAtMs: 10_000, ...facts }), nowMs)
    expect(unsettled({ health: 'starting' })).toBe(true)
    expect(unsettled({ health: 'unhealthy' })).toBe(true)
    expect(unsettled({ status: 'restarting' })).toBe(true)
    expect(unsettled({ restarts: 5, startedAtMs: nowMs - 1 })).toBe(true)
    expect(unsettled({ health: 'healthy', restarts: 5 })).toBe(false)
    expect(unsettled({ status: 'exited', health: 'unhealthy' })).toBe(false)
  })

  it('keeps a check’s output short and harmless', () => {
    const output = `\u001b[31m${'x'.repeat(50_000)}`
    const state = containerState(sampleContainer({ health: 'unhealthy', checks: [check(1, output)] }), nowMs)
    if (state.kind !== 'unhealthy' || state.reason.kind !== 'check-failing') throw new Error('not failing')
    expect(state.reason.output.length).toBeLessThanOrEqual(4_096)
    expect(state.reason.output).not.toContain('\u001b')
  })
})
