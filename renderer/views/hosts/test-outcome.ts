import type { HostTest } from '../../../src/contract/host-test'
import type { TestResult } from './use-host-test'

/** A test in one word. */
export type TestOutcome = 'untested' | 'running' | 'asking' | 'good' | 'failed'

/** See `TestOutcome`. A person who is asked comes before all else. */
export function testOutcome(result: TestResult): TestOutcome {
  switch (result.kind) {
    case 'untested':
      return 'untested'
    case 'refused':
      return 'failed'
    case 'running':
      return result.test !== null && hasStep(result.test, 'asking') ? 'asking' : 'running'
    case 'ended':
      return hasStep(result.test, 'failed') ? 'failed' : 'good'
  }
}

function hasStep({ steps }: HostTest, kind: 'asking' | 'failed'): boolean {
  return steps.some(({ state }) => state.kind === kind)
}
