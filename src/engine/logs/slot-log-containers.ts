import type { ContainerObservation } from '../../domain/container-observation'
import { composeLabels } from '../../domain/label-names'
import { parseImageReference } from '../../domain/image-reference'
import { displayText } from '../../domain/display-text'
import { findSlot, isSlotMember } from '../../domain/slot-containers'

/** A container whose log belongs to a slot, with its service's name as the board shows it. */
export type SlotLogContainer = {
  readonly id: string
  readonly service: string
  readonly startedAtMs: number | null
  readonly createdAtMs: number
  /** Its image's tag, or what it was created by where that has none; harmless for display. */
  readonly release: string
}

/**
 * All containers of a slot, both generations while a deployment has two side by side, in the order they were created.
 * Null where the host has no such slot.
 */
export function slotLogContainers(
  containers: readonly ContainerObservation[],
  slotName: string,
): readonly SlotLogContainer[] | null {
  const slot = findSlot(containers, slotName)
  if (slot === null) return null
  const names = new Map(slot.services.map((service) => [service.label, service.name]))
  return containers
    .filter((container) => isSlotMember(container.labels) && container.labels[composeLabels.project] === slot.label)
    .flatMap((container) => {
      const service = names.get(container.labels[composeLabels.service] ?? '')
      return service === undefined ? [] : [{ ...container, service, release: releaseOf(container) }]
    })
    .map(({ id, service, startedAtMs, createdAtMs, release }) => ({ id, service, startedAtMs, createdAtMs, release }))
    .sort((a, b) => a.createdAtMs - b.createdAtMs)
}

function releaseOf(container: ContainerObservation): string {
  const tag = parseImageReference(container.imageReference)?.tag
  return displayText(tag ?? container.imageReference, 128)
}
