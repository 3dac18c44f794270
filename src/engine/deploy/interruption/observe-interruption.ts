import { composeLabels, berthLabels } from '../../../domain/label-names'
import { type Interruption, interruptionOf } from '../../../domain/interruption'
import { findSlot, isSlotMember } from '../../../domain/slot-containers'
import type { LedgerAccess } from '../../ledger-access'
import type { DockerClient, ListedContainer } from '../../ports'
import { observeSlot, type SlotObservation } from '../observe-slot'
import { findLock } from '../slot-lock'

/** A slot by its name on the board. */
export type SlotAddress = { readonly hostId: string; readonly slot: string }

/** An interruption as it was seen just now, with what it was seen from. */
export type SeenInterruption = {
  readonly interruption: Interruption
  /** The Compose project, as its label is. */
  readonly project: string
  readonly lock: ListedContainer | null
  readonly observation: SlotObservation
}

/** What looking at an interruption needs. */
export type ObserveParts = { readonly client: DockerClient; readonly ledger: LedgerAccess }

/**
 * Looks at the slot's containers, its lock and the ledger; null where nothing is under way and nothing was left. `isDead`
 * says whether the owner of a lock is known to be dead.
 */
export async function observeInterruption(
  { client, ledger }: ObserveParts,
  { hostId, slot }: SlotAddress,
  isDead: (lock: ListedContainer) => boolean,
  signal: AbortSignal,
): Promise<SeenInterruption | null> {
  const [observation, known] = await Promise.all([
    observeSlot(client, slot, signal),
    // Without its ledger an interruption can still be put back.
    ledger.refresh(hostId, signal).catch(() => ledger.state(hostId)),
  ])
  const project = projectOf(observation, slot)
  const lock = await findLock(client, project, signal)
  const interruption = interruptionOf({
    slot,
    containers: observation.containers,
    lock: lock && { deploymentId: lock.labels[berthLabels.lockDeployment] ?? '', isDead: isDead(lock) },
    intent: known?.open.get(slot)?.begun ?? null,
  })
  return interruption && { interruption, project, lock, observation }
}

function projectOf({ containers }: SlotObservation, slot: string): string {
  const labelled = containers.find(({ labels }) => isSlotMember(labels) && labels[composeLabels.project] === slot)
  return labelled === undefined ? (findSlot(containers, slot)?.label ?? slot) : slot
}
