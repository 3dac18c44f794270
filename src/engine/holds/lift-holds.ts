import { displayText } from '../../domain/display-text'
import { slotHolds } from '../../domain/ledger/slot-holds'
import type { LedgerAccess } from '../ledger-access'

/** Which holds of a slot a person lifts, and why (may be empty). `by` is who asks. */
export type LiftRequest = {
  readonly hostId: string
  readonly slot: string
  readonly holdIds: readonly string[]
  readonly reason: string
  readonly by: string
}

/**
 * Lifts the holds that are still there; answers with how many were. What somebody else lifted just now is as it was wanted,
 * and a hold that came since is another one and stays.
 */
export async function liftHolds(
  ledger: LedgerAccess,
  { hostId, slot, holdIds, reason, by }: LiftRequest,
  signal: AbortSignal,
): Promise<number> {
  const open = slotHolds(await ledger.refresh(hostId, signal), slot).filter(({ holdId }) => holdIds.includes(holdId))
  if (open.length === 0) return 0
  const lifted = { holdIds: open.map(({ holdId }) => holdId), tags: open.map(({ tag }) => tag) }
  await ledger.append(
    hostId,
    [{ kind: 'lifted', by, slot, ...lifted, deploymentId: '', reason: displayText(reason) }],
    signal,
  )
  return open.length
}
