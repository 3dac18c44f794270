import type { LedgerDraft } from '../../domain/ledger/ledger-record'
import { emptyLedgerState, type LedgerState } from '../../domain/ledger/ledger-state'
import { slotHolds } from '../../domain/ledger/slot-holds'
import type { Execution } from './execution'

/**
 * What a deployment that succeeded leaves beside its end: a rollback holds what it went away from; a deploy that went over
 * holds knowingly lifts them. Both stand in its plan, so whoever finishes an interrupted one writes the same.
 */
export function holdDrafts(
  run: Pick<Execution, 'ledger' | 'hostId' | 'plan' | 'deploymentId' | 'record'>,
): LedgerDraft[] {
  const { ledger, hostId, plan, deploymentId, record } = run
  const { by } = record.current()
  const { slot, holds = [] } = plan
  const held = holds.map((tag): LedgerDraft => ({ kind: 'held', by, slot, tag, deploymentId }))
  const state = ledger.state(hostId) ?? emptyLedgerState
  const gone = new Set(plan.warnings.flatMap((warning) => (warning.kind === 'held' ? warning.holdIds : [])))
  const lifted = slotHolds(state, slot).filter(({ holdId }) => gone.has(holdId))
  if (lifted.length === 0) return held
  const [holdIds, tags] = [lifted.map(({ holdId }) => holdId), lifted.map(({ tag }) => tag)]
  return [...held, { kind: 'lifted', by, slot, holdIds, tags, deploymentId, reason: reasonOf(state, deploymentId) }]
}

/** As it was written down when the deployment began. */
function reasonOf({ deployments }: LedgerState, deploymentId: string): string {
  return deployments.find((one) => one.deploymentId === deploymentId)?.begun?.reason ?? ''
}
