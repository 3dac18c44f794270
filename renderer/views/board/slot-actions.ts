import type { HostView, SlotView } from '../../../src/domain/board'
import { narrowActivity, openEntry, widenActivity } from '../../stores/activity-store'
import { useBoardStore } from '../../stores/board-store'
import { setHostFilter } from '../../stores/filter-store'
import { focusSlot, openDialog, openView, type SlotAddress } from '../../stores/navigation-store'
import { isOld } from './slot-look'

/** Why a slot can't be deployed to now; null: it can. `read-only`: not from here at all. */
export type DeployBlock = 'read-only' | 'unreachable' | 'locked' | null

/** Whether a host lets one look and change nothing. Before it first answered it is taken for one that can be changed. */
export function isReadOnly(host: Pick<HostView, 'access'>): boolean {
  return host.access === 'read-only'
}

/** See `DeployBlock`. A slot that this engine is deploying to shows its progress instead. */
export function deployBlock(
  slot: Pick<SlotView, 'lock' | 'activity'>,
  host: Pick<HostView, 'connection' | 'access'>,
): DeployBlock {
  if (isReadOnly(host)) return 'read-only'
  if (isOld(host.connection)) return 'unreachable'
  return slot.lock !== null && slot.activity === null ? 'locked' : null
}

/** Opens a slot's page. */
export function openSlot(address: SlotAddress): boolean {
  focusSlot(address)
  openView({ kind: 'slot', hostId: address.hostId, slot: address.slot })
  return true
}

/** Opens the deploy dialog, or the progress of the deployment that is under way; false where neither can be. */
export function deployToSlot(address: SlotAddress, tag: string | null): boolean {
  const found = findSlot(address)
  if (found === null) return false
  focusSlot(address)
  const { slot, host } = found
  if (slot.activity !== null) {
    openDialog({ kind: 'deployment', deploymentId: slot.activity.deploymentId })
    return true
  }
  if (deployBlock(slot, host) !== null) return false
  openDialog({ kind: 'deploy', hostId: address.hostId, slot: address.slot, tag })
  return true
}

/** Opens the plan of the new build that waits for a slot; false where none does, or the slot can't be deployed to. */
export function deployNewBuild(address: SlotAddress): boolean {
  const tag = findSlot(address)?.slot.newBuild?.tag ?? null
  return tag !== null && deployToSlot(address, tag)
}

/** Opens what a slot can be rolled back to; false where it can't be changed now. */
export function rollBackSlot(address: SlotAddress, releaseId: string | null): boolean {
  const found = findSlot(address)
  if (found === null || found.slot.activity !== null || deployBlock(found.slot, found.host) !== null) return false
  focusSlot(address)
  openDialog({ kind: 'rollback', ...address, releaseId })
  return true
}

/** Opens the reservation of a slot; false where its host is out of reach or lets nobody change anything. */
export function reserveSlot(address: SlotAddress): boolean {
  const found = findSlot(address)
  if (found === null || isOld(found.host.connection) || isReadOnly(found.host)) return false
  focusSlot(address)
  openDialog({ kind: 'reserve', ...address })
  return true
}

/** Asks whether what holds a slot is to be lifted; false where nothing is held, or nothing can be changed. */
export function liftSlot(address: SlotAddress): boolean {
  const found = findSlot(address)
  if (found === null || found.slot.holds.length === 0) return false
  if (isOld(found.host.connection) || isReadOnly(found.host)) return false
  focusSlot(address)
  openDialog({ kind: 'lift', ...address })
  return true
}

/** Opens the logs of a slot, or of one of its services; false where there is none. */
export function openLogs(address: SlotAddress, service: string | null): boolean {
  const found = findSlot(address)
  if (found === null || found.slot.services.length === 0) return false
  focusSlot(address)
  const services = service === null ? null : [service]
  openView({ kind: 'logs', target: { ...address, services, sinceMs: null } })
  return true
}

/** Opens what happened on a slot, with one entry unfolded if it is named. */
export function openHistory({ hostId, slot }: SlotAddress, entryId: string | null = null): boolean {
  setHostFilter(hostId)
  widenActivity()
  narrowActivity({ slot })
  openEntry(entryId === null ? null : { hostId, id: entryId })
  openView({ kind: 'activity' })
  return true
}

/** The slot of an address on the board, with its host; null: it is gone. */
export function findSlot(address: SlotAddress): { slot: SlotView; host: HostView } | null {
  const entry = useBoardStore.getState().board.hosts.find(({ host }) => host.id === address.hostId)
  const slot = entry?.slots.find(({ name }) => name === address.slot)
  return entry === undefined || slot === undefined ? null : { slot, host: entry.host }
}
