import { composeLabels, berthLabels } from '../../../domain/label-names'
import { isOldGone } from '../../../domain/interrupted-service'
import { type Interruption, interruptionOf, type InterruptionSources } from '../../../domain/interruption'
import { findSlot, isSlotMember } from '../../../domain/slot-containers'
import type { LedgerAccess } from '../../ledger-access'
import type { DockerClient, ListedContainer } from '../../ports'
import { observeSlot, type SlotObservation } from '../observe-slot'
import { readSettings } from '../kept-settings'
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
  const sources = {
    slot,
    containers: observation.containers,
    lock: lock && { deploymentId: lock.labels[berthLabels.lockDeployment] ?? '', isDead: isDead(lock) },
    intent: known?.open.get(slot)?.begun ?? null,
    kept: new Set<string>(),
  }
  const interruption = await withKept({ client, ledger }, hostId, sources, signal)
  return interruption && { interruption, project, lock, observation }
}

/** What of the old containers is kept is only asked for where one of them is gone. */
async function withKept(
  { ledger }: ObserveParts,
  hostId: string,
  sources: InterruptionSources,
  signal: AbortSignal,
): Promise<Interruption | null> {
  const interruption = interruptionOf(sources)
  const { plan, from } = interruption?.intent ?? {}
  const replaced = plan?.services.flatMap(({ name, change }) => (change.kind === 'replace' ? [name] : [])) ?? []
  const gone = (interruption?.services ?? []).filter((one) => isOldGone(one) && replaced.includes(one.service))
  if (gone.length === 0 || from === null || from === undefined) return interruption
  const kept = await readSettings(ledger, hostId, from.releaseId, signal).catch(() => new Map())
  return interruptionOf({ ...sources, kept: new Set(kept.keys()) })
}

function projectOf({ containers }: SlotObservation, slot: string): string {
  const labelled = containers.find(({ labels }) => isSlotMember(labels) && labels[composeLabels.project] === slot)
  return labelled === undefined ? (findSlot(containers, slot)?.label ?? slot) : slot
}
