import { BerthError } from '../../domain/berth-error'
import { composeLabels } from '../../domain/label-names'
import { emptyLedgerState, type LedgerState } from '../../domain/ledger/ledger-state'
import type { Plan } from '../../domain/plan'
import type { RunRequest } from '../deployments'
import type { DockerClient } from '../ports'
import type { DeploymentStart } from './execution-parts'
import type { OperationRequest, PlannedOperation } from './plan-operation'
import type { Overruling } from './record-intent'
import { type Lifting, refuseHeld } from './refuse-held'
import { findLock, lockedError } from './slot-lock'

/** A beginning with the knowing yes to whatever stands in the plan's way; else `slot-reserved` or `slot-held`. */
export function freshStart(
  ledger: LedgerState | null,
  request: OperationRequest & Pick<RunRequest, 'over'> & { readonly lift: Lifting | null },
  plan: Plan,
): Extract<DeploymentStart, { kind: 'fresh' }> {
  const { over, lift } = request
  const overruled = overrulingOf(plan, over)
  if (plan.steps.length > 0) refuseHeld(ledger ?? emptyLedgerState, request, lift)
  return { kind: 'fresh', over: overruled, lift }
}

/** The knowing yes to a plan's reservation, if there is one; else `slot-reserved`. A reservation that came after the look at the plan is not gone over by a yes to another one. */
function overrulingOf({ slot, warnings }: Plan, over: RunRequest['over']): Overruling | null {
  const reserved = warnings.find((warning) => warning.kind === 'reserved')
  if (reserved === undefined) return null
  if (over?.reservationId === reserved.reservationId) {
    return { reservationId: over.reservationId, reservedBy: reserved.by, reason: over.reason }
  }
  const { by, untilMs, why } = reserved
  throw new BerthError('slot-reserved', { slot, by, until: new Date(untilMs).toISOString(), why })
}

/** `slot-locked`: a slot that somebody holds is refused before anything is pulled for it; the lock itself is taken later, and decides. */
export async function refuseLocked(
  client: DockerClient,
  { slot }: Pick<OperationRequest, 'slot'>,
  { services }: PlannedOperation,
  signal: AbortSignal,
): Promise<void> {
  const project = services[0]?.container.labels[composeLabels.project] ?? slot
  const lock = await findLock(client, project, signal)
  if (lock !== null) throw lockedError(slot, lock)
}
