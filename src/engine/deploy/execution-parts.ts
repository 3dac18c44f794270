import type { Release } from '../../domain/ledger/release'
import type { Clock, CredentialSource, DockerClient, DockerEvent, Log } from '../ports'
import type { DeploymentRecord } from './deployment-record'
import type { LockJournal } from './own-locks'
import type { OperationRequest, PlannedOperation, PlanParts } from './plan-operation'
import type { Overruling } from './record-intent'
import type { Lifting } from './refuse-held'
import type { SlotLock } from './slot-lock'
import type { Patience } from './steady-host'

/** Whether a plan is carried out from its beginning, or goes on where its deployment was cut off. */
export type DeploymentStart =
  | { readonly kind: 'fresh'; readonly over: Overruling | null; readonly lift: Lifting | null }
  | {
      readonly kind: 'resume'
      /** The lock that was taken over; it is given back in the end. */
      readonly lock: SlotLock
      /** The images of the intent, by service. */
      readonly imageIds: ReadonlyMap<string, string>
      /** What the intent says that ran before. */
      readonly from: Release | null
    }

/** What carrying out one plan needs. */
export type ExecutionParts = PlanParts & {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly log: Log
  readonly patience: Patience
  readonly journal?: LockJournal
  readonly onContainerEvent: (listener: (event: DockerEvent) => void) => () => void
  readonly record: DeploymentRecord
  readonly request: OperationRequest
  readonly planned: PlannedOperation
  readonly start: DeploymentStart
  /** Aborted by a person, with `cancelled` as its reason. */
  readonly cancelled: AbortSignal
  /** Called when all gates have passed: a cancel comes too late from here on. */
  readonly onNoReturn: () => void
  /** Ends everything where it is. */
  readonly signal: AbortSignal
}
