import { describe, expect, it } from 'vitest'
import { sampleService } from '../testing/sample-views'
import type { ServiceView } from './board'
import type { RecordedCheck } from './health-check'
import type { HealthNote } from './health-note'
import { failingCheck, healthBeginning, healthCause, tellingLines } from './health-reason'
import { describeHealthCause, describeHealthNote } from './describe-health'
import { type ServiceHealth, unknownHealth } from './service-health'

const containerId = 'c'
const service = (state: ServiceView['state'], changes: Partial<ServiceView> = {}): ServiceView => ({
  ...sampleService(100_000, 'api', { containerId, createdAtMs: 0, ...changes }),
  state,
})
const check = (startedAtMs: number, kind: RecordedCheck['kind'], source: RecordedCheck['source'] = 'docker') => ({
  containerId,
  source,
  kind,
  startedAtMs,
  durationMs: 5,
  code: 1,
  output: `at ${startedAtMs}`,
})
const health = (changes: Partial<ServiceHealth>): ServiceHealth => ({ ...unknownHealth, ...changes })
const failing = service({ kind: 'unhealthy', reason: { kind: 'check-failing', failures: 3, output: '' } })
const exit = (atMs: number, outOfMemory = false): HealthNote => ({
  kind: 'exited',
  atMs,
  containerId,
  exitCode: 137,
  limitBytes: 536_870_912,
  told: true,
  outOfMemory,
})

describe('why a check fails', () => {
  const checks = [check(1_000, 'passed'), check(2_000, 'failed'), check(3_000, 'timed-out'), check(4_000, 'failed')]

  it('began with the first failure after the last pass, surely where nothing was missed before', () => {
    const known = health({ checks, known: [{ fromMs: 500, untilMs: 5_000 }] })
    const cause = healthCause(failing, known)
    if (cause === null) throw new Error('no cause')
    expect(healthBeginning(cause, failing, known)).toEqual({
      beganAtMs: 2_000,
      isBeginningKnown: true,
      cameWithIt: false,
    })
    expect(failingCheck(cause, failing, known)?.output).toBe('at 4000')
    const gap = health({ checks, known: [{ fromMs: 1_500, untilMs: 5_000 }] })
    expect(healthBeginning(cause, failing, gap).isBeginningKnown).toBe(false)
  })

  it('came with the container where it never passed in it', () => {
    const own = health({ checks: checks.slice(1), known: [{ fromMs: 0, untilMs: 5_000 }] })
    const cause = healthCause(failing, own)
    expect(cause && healthBeginning(cause, failing, own)).toMatchObject({ beganAtMs: 2_000, cameWithIt: true })
  })

  it('is the HTTP probe where Docker is content', () => {
    const probed = health({ checks: [check(1_000, 'passed'), check(2_000, 'failed', 'http')] })
    expect(healthCause(service({ kind: 'healthy' }), probed)).toEqual({ kind: 'probe-failing', failures: 1 })
    expect(healthCause(service({ kind: 'healthy' }), health({ checks }))).toBeNull()
  })
})

describe('why a service keeps exiting', () => {
  it('was its memory, though Docker has forgotten, counted since it was last well', () => {
    const notes: readonly HealthNote[] = [
      exit(1_000),
      { kind: 'healthy', atMs: 2_000, containerId },
      exit(3_000),
      exit(4_000, true),
    ]
    const looping = service({ kind: 'unhealthy', reason: { kind: 'keeps-exiting', exitCode: null } })
    const cause = healthCause(looping, health({ notes }))
    expect(cause).toEqual({ kind: 'out-of-memory', limitBytes: 536_870_912, exits: 2 })
    expect(cause && describeHealthCause(cause, 'en')).toBe('It was killed by the kernel: over its 512 MB, 2 times')
    expect(cause && describeHealthCause(cause, 'ko')).toBe('메모리 한도 512 MB 초과로 커널이 종료시킴(2회)')
    expect(cause && healthBeginning(cause, looping, health({ notes })).beganAtMs).toBe(3_000)
  })
})

describe('the lines that tell', () => {
  const line = (text: string, atMs = 0) => ({ atMs, text })

  it('are the last errors with their stack, cut, and plain lines only where there are none', () => {
    const frames = Array.from({ length: 40 }, (_, index) => line(`\tat com.shop.Search.find(Search.java:${index})`))
    const lines = [line('INFO ready'), line('ERROR db DOWN'), ...frames, line('INFO still here'), line('ERROR again')]
    const { logLines, areErrors } = tellingLines(lines)
    expect(areErrors).toBe(true)
    expect(logLines.map(({ text }) => text.slice(0, 12))).toEqual([
      'ERROR db DOW',
      ...Array.from({ length: 6 }, () => '\tat com.shop'),
      'ERROR again',
    ])
    const quiet = Array.from({ length: 9 }, (_, index) => line(`INFO ${index}`))
    expect(tellingLines(quiet)).toEqual({ logLines: quiet.slice(-6), areErrors: false })
  })
})

it('exit codes and kills read as plain words in both languages', () => {
  expect(describeHealthNote(exit(1, true), 'en')).toBe('killed by the kernel: over its 512 MB')
  expect(describeHealthNote(exit(1), 'ko')).toBe('제때 끝나지 않아 강제 종료됨(종료 코드 137)')
  const byHost: HealthNote = { kind: 'process-killed', atMs: 1, containerId, limitBytes: null }
  expect(describeHealthNote(byHost, 'en')).toContain('the host was out of memory')
})
