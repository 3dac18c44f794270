import { describe, expect, test } from 'vitest'
import { sampleContainer } from '../testing/sample-observation'
import type { ContainerObservation } from './container-observation'
import { defaultGatePolicy, gateError, gateFor, judgeGate } from './gate'
import type { Gate } from './plan'

const health: Gate = { kind: 'health', timeoutMs: 30_000 }
const running: Gate = { kind: 'running', forMs: 10_000 }
const completed: Gate = { kind: 'completed', timeoutMs: 30_000 }
const failedCheck = { startedAtMs: 0, endedAtMs: 1, exitCode: 1, output: 'db DOWN' }

test.each<[string, Gate, Partial<ContainerObservation> | null, number, string]>([
  ['a first pass opens the gate', health, { health: 'healthy' }, 1_000, 'passed'],
  [
    'a failing check inside the limit is waited for',
    health,
    { health: 'starting', checks: [failedCheck] },
    29_000,
    'waiting',
  ],
  ['Docker’s verdict closes it', health, { health: 'unhealthy', checks: [failedCheck] }, 5_000, 'unhealthy'],
  ['a start without end closes it', health, { health: 'starting' }, 30_000, 'too-late'],
  [
    'a healthy verdict of a container that has ended means nothing',
    health,
    { health: 'healthy', status: 'exited' },
    1_000,
    'exited',
  ],
  ['a container that is gone closes it', health, null, 1_000, 'gone'],
  ['staying up for the time opens it', running, {}, 10_000, 'passed'],
  ['a little less does not', running, {}, 9_999, 'waiting'],
  ['a restart closes it, even if it runs again', running, { restarts: 3 }, 10_000, 'restarted'],
  ['waiting for the next restart closes it', running, { status: 'restarting' }, 2_000, 'restarted'],
  ['a container somebody paused is not waited for without end', running, { status: 'paused' }, 30_000, 'too-late'],
  ['work done well opens it', completed, { status: 'exited', exitCode: 0 }, 3_000, 'passed'],
  ['work that failed closes it', completed, { status: 'exited', exitCode: 3 }, 3_000, 'exited'],
  ['work that never ends closes it', completed, {}, 30_000, 'too-late'],
])('%s', (_, gate, changes, elapsedMs, expected) => {
  const observation = changes === null ? null : sampleContainer({ restarts: 2, ...changes })
  const verdict = judgeGate(gate, observation, 2, elapsedMs)
  expect(verdict.kind === 'failed' ? verdict.failure.kind : verdict.kind).toBe(expected)
})

test('the failure carries the output of the check that failed last', () => {
  const passed = { ...failedCheck, exitCode: 0, output: 'ok' }
  const observation = sampleContainer({ health: 'unhealthy', checks: [failedCheck, passed] })
  expect(judgeGate(health, observation, 0, 1)).toEqual({
    kind: 'failed',
    failure: { kind: 'unhealthy', output: 'db DOWN' },
  })
})

describe('the limit', () => {
  const check = { intervalMs: 5_000, timeoutMs: 3_000, startPeriodMs: 40_000, retries: 3 }

  test('is what the check itself allows and a margin', () => {
    expect(gateFor(check, false, defaultGatePolicy)).toEqual({ kind: 'health', timeoutMs: 69_000 })
  })

  test('is never under half a minute and never over ten', () => {
    expect(gateFor({ ...check, startPeriodMs: 0, retries: 1 }, false, defaultGatePolicy)).toEqual(health)
    expect(gateFor({ ...check, startPeriodMs: 3_600_000 }, false, defaultGatePolicy)).toEqual({
      kind: 'health',
      timeoutMs: 600_000,
    })
  })

  test('without a check is how long it must stay up', () => {
    expect(gateFor(null, false, defaultGatePolicy)).toEqual(running)
  })
})

test('memory is named as the cause where it was', () => {
  expect(gateError({ kind: 'exited', exitCode: 137, outOfMemory: true }, 'api').code).toBe('gate-out-of-memory')
  expect(gateError({ kind: 'exited', exitCode: 1, outOfMemory: false }, 'api').data.message).toBe(
    'The container of api ended by itself, exit code 1.',
  )
})
