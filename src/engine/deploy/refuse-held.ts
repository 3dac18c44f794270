import { BerthError } from '../../domain/berth-error'
import { holdsInTheWay } from '../../domain/hold'
import type { LedgerState } from '../../domain/ledger/ledger-state'
import { slotHolds } from '../../domain/ledger/slot-holds'
import type { RunRequest } from '../deployments'

/** What a knowing yes to deploying a held branch names; null: nobody said so. */
export type Lifting = NonNullable<RunRequest['lift']>

/**
 * Throws `slot-held` where the slot was rolled back from the branch that is to be deployed and `lift` does not name every
 * hold of it: one that came after the look at the plan is not gone over by a yes to another one.
 */
export function refuseHeld(
  ledger: LedgerState,
  { slot, operation }: Pick<RunRequest, 'slot' | 'operation'>,
  lift: Lifting | null,
): void {
  if (operation.kind !== 'deploy') return
  const unnamed = holdsInTheWay(slotHolds(ledger, slot), operation).find(
    ({ holdId }) => !lift?.holdIds.includes(holdId),
  )
  if (unnamed === undefined) return
  throw new BerthError('slot-held', { slot, tag: operation.tag, held: unnamed.tag, by: unnamed.by })
}
