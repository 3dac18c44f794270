import { describe, expect, it } from 'vitest'
import type { ServiceView } from '../../../src/domain/board'
import { sampleService } from '../../../src/testing/sample-views'
import { exitReason } from './exit-reason'

const ended = (exitCode: number): ServiceView =>
  sampleService(0, 'api', { state: { kind: 'stopped', exitCode }, exitCode })

describe('why a container ended', () => {
  it('is read from its exit code', () => {
    const codes = [0, 1, 126, 127, 130, 134, 137, 139, 143, 129]
    expect(codes.map((code) => exitReason(ended(code)))).toEqual([
      'exitDone',
      'exitError',
      'exitNotExecutable',
      'exitNotFound',
      'exitInterrupted',
      'exitAborted',
      'exitKilled',
      'exitCrashed',
      'exitAsked',
      'exitSignal',
    ])
  })

  it('is the kernel where the memory ran out, whatever the code', () => {
    const reason = { kind: 'out-of-memory', limitBytes: 512e6 } as const
    const killed = sampleService(0, 'api', { state: { kind: 'unhealthy', reason }, exitCode: 137, outOfMemory: true })
    expect(exitReason(killed)).toBe('exitOutOfMemory')
  })

  it('says nothing of a container that runs, or whose check fails', () => {
    expect(exitReason(sampleService(0, 'api', { exitCode: 137 }))).toBeNull()
    const reason = { kind: 'check-failing', failures: 3, output: '' } as const
    expect(exitReason(sampleService(0, 'api', { state: { kind: 'unhealthy', reason }, exitCode: 1 }))).toBeNull()
  })
})
