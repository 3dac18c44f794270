import type { ReleaseOption } from '../../contract/release-option'
import type { DeploymentResult } from '../../domain/deployment'
import type { HistoryEntry, LedgerState } from '../../domain/ledger/ledger-state'

type RanHere = NonNullable<ReleaseOption['ranHere']>

/** How the last deployment of each tag on a slot ended; one that was refused has not been there. */
export function ranHere(ledger: LedgerState | null, slot: string): (tag: string) => RanHere | null {
  const byTag = new Map<string, RanHere>()
  for (const entry of ledger?.deployments ?? []) {
    const operation = entry.begun?.operation ?? null
    if (entry.slot !== slot || operation?.kind !== 'deploy' || byTag.has(operation.tag)) continue
    const outcome = outcomeOf(entry, ledger?.open.get(slot) === entry)
    if (outcome !== null) byTag.set(operation.tag, { deploymentId: entry.deploymentId, atMs: entry.atMs, outcome })
  }
  return (tag) => byTag.get(tag) ?? null
}

/** Null: nothing came of it, or nobody knows yet. */
function outcomeOf({ ended }: HistoryEntry, isOpen: boolean): RanHere['outcome'] | null {
  if (ended === null) return isOpen ? null : 'interrupted'
  return ended.result === null ? null : outcomes[ended.result.kind]
}

const outcomes: Readonly<Record<DeploymentResult['kind'], RanHere['outcome'] | null>> = {
  succeeded: 'succeeded',
  refused: null,
  'put-back': 'failed',
  cancelled: 'cancelled',
  down: 'failed',
}
