import { BerthError } from '../../domain/berth-error'
import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import { slotHolds } from '../../domain/ledger/slot-holds'
import type { LedgerAccess } from '../ledger-access'

/** What is to be held once more. `by` is who asks. */
export type HoldAgainRequest = {
  readonly hostId: string
  readonly slot: string
  readonly holds: readonly { readonly tag: string; readonly deploymentId: string }[]
  readonly by: string
}

/** Holds what a rollback of this slot had held. What is held by now, by whomever, is as it was wanted. */
export async function holdAgain(
  ledger: LedgerAccess,
  { hostId, slot, holds, by }: HoldAgainRequest,
  signal: AbortSignal,
): Promise<void> {
  const state = await ledger.refresh(hostId, signal)
  const isOfSlot = (id: string): boolean =>
    state.deployments.some((one) => one.deploymentId === id && one.slot === slot)
  const unknown = holds.find(({ deploymentId }) => !isOfSlot(deploymentId))
  if (unknown !== undefined) throw new BerthError('bad-request', { field: 'holds', reason: 'no rollback of this slot' })
  const present = new Set(slotHolds(state, slot).map(({ tag }) => tag))
  const drafts = holds
    .filter(({ tag }) => !present.has(tag))
    .map(({ tag, deploymentId }): LedgerDraft => ({ kind: 'held', by, slot, tag, deploymentId }))
  if (drafts.length > 0) await ledger.append(hostId, drafts, signal)
}
