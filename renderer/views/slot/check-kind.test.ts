import { describe, expect, it } from 'vitest'
import type { CheckView, ServiceView } from '../../../src/domain/board'
import { checkKind, firstShownCheck, nextFailedCheck, stepCheck } from './check-kind'

const check = (exitCode: number, startedAtMs = 50_000): CheckView => ({
  startedAtMs,
  endedAtMs: startedAtMs + 10,
  exitCode,
  output: '',
})
const service = (name: string, exitCodes: readonly number[], changes: Partial<ServiceView> = {}): ServiceView => ({
  name,
  state: { kind: 'healthy' },
  image: '',
  tag: null,
  digest: null,
  revision: null,
  version: null,
  builtAtMs: null,
  kickoff: null,
  health: 'healthy',
  checks: exitCodes.map((exitCode, index) => check(exitCode, 50_000 + index * 1_000)),
  startPeriodMs: null,
  restarts: 0,
  exitCode: null,
  outOfMemory: false,
  containerId: name,
  containerName: name,
  containers: 1,
  createdAtMs: 0,
  startedAtMs: 0,
  finishedAtMs: null,
  ...changes,
})

describe('a health check in the strip', () => {
  it('is passed, failed or timed out by its exit code', () => {
    const web = service('web', [])
    expect([0, 1, -1].map((code) => checkKind(check(code), web))).toEqual(['passed', 'failed', 'timed-out'])
  })

  it('counts as starting before the first pass, within the start period', () => {
    const api = service('api', [1, 0, 1], { startedAtMs: 45_000, startPeriodMs: 60_000 })
    expect(api.checks.map((one) => checkKind(one, api))).toEqual(['starting', 'passed', 'failed'])
    const late = service('api', [1], { startedAtMs: 0, startPeriodMs: 10_000 })
    expect(checkKind(check(1), late)).toBe('failed')
    expect(checkKind(check(1), { ...late, state: { kind: 'starting', failures: 1 } })).toBe('starting')
  })
})

describe('walking the checks', () => {
  const services = [service('web', [0, 0]), service('api', [0, 1, -1]), service('admin', [])]

  it('goes from failure to failure over all services and round', () => {
    const first = nextFailedCheck(services, null)
    expect(first).toEqual({ service: 'api', index: 1 })
    const second = nextFailedCheck(services, first)
    expect(second).toEqual({ service: 'api', index: 2 })
    expect(nextFailedCheck(services, second)).toEqual(first)
    expect(nextFailedCheck([service('web', [0])], null)).toBeNull()
  })

  it('goes step by step from service to service and stops at the ends', () => {
    expect(stepCheck(services, { service: 'web', index: 1 }, 1)).toEqual({ service: 'api', index: 0 })
    expect(stepCheck(services, { service: 'web', index: 0 }, -1)).toEqual({ service: 'web', index: 0 })
    expect(stepCheck(services, { service: 'api', index: 2 }, 1)).toEqual({ service: 'api', index: 2 })
    expect(stepCheck(services, { service: 'api', index: 9 }, 1)).toEqual({ service: 'api', index: 2 })
    expect(stepCheck([service('admin', [])], null, 1)).toBeNull()
  })

  it('begins with the newest failure', () => {
    expect(firstShownCheck(services)).toEqual({ service: 'api', index: 2 })
    expect(firstShownCheck([service('web', [0, 0])])).toEqual({ service: 'web', index: 1 })
    expect(firstShownCheck([service('admin', [])])).toBeNull()
  })
})
