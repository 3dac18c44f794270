import { displayText } from '../display-text'
import type { Hold } from '../hold'
import { isTag } from '../image-reference'
import type { LedgerState } from './ledger-state'

/** What is held on a slot, newest first, texts harmless for display. What is no tag can't be deployed, and is left out. */
export function slotHolds(ledger: LedgerState, slot: string): readonly Hold[] {
  const records = ledger.holds.get(slot) ?? []
  return records
    .filter(({ tag }) => isTag(tag))
    .map(({ recordId, tag, by, atMs, deploymentId }) => ({
      holdId: recordId,
      tag,
      by: displayText(by, 64),
      sinceMs: atMs,
      deploymentId: displayText(deploymentId, 64),
    }))
}
