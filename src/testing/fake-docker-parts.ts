import { BerthError } from '../domain/berth-error'
import type { FakeCalls } from './fake-docker-calls'
import type { FakeState } from './fake-docker-state'

/** What the operations of a fake engine work with. */
export type FakeParts = {
  readonly address: string
  readonly state: FakeState
  readonly calls: FakeCalls
  readonly nextNumber: () => number
}

/** What Docker says no to. */
export function refused(operation: string, reason: string, status: number): BerthError {
  return new BerthError('docker-refused', { operation, reason, status })
}
