import { expect, test } from 'vitest'
import type { HostTest, HostTestState } from '../../../src/contract/host-test'
import { errorData } from '../../../src/domain/berth-error'
import { testOutcome } from './test-outcome'

const passed: HostTestState = { kind: 'passed', tookMs: 1, fact: null }
const failed: HostTestState = { kind: 'failed', tookMs: 1, error: errorData('socket-missing', { address: 'a' }) }
const testWith = (...states: readonly HostTestState[]): HostTest => ({
  target: 'a',
  steps: states.map((state) => ({ kind: 'log-in', via: null, state })),
  hasEnded: true,
  latencyMs: null,
})

test('a test that ended is good only if no step failed', () => {
  expect(testOutcome({ kind: 'ended', test: testWith(passed, passed) })).toBe('good')
  expect(testOutcome({ kind: 'ended', test: testWith(passed, failed, { kind: 'not-run' }) })).toBe('failed')
})

test('one that goes on waits for a person where a step asks', () => {
  expect(testOutcome({ kind: 'running', test: null })).toBe('running')
  expect(testOutcome({ kind: 'running', test: testWith(passed, { kind: 'running' }) })).toBe('running')
  expect(testOutcome({ kind: 'running', test: testWith(passed, { kind: 'asking' }) })).toBe('asking')
})
