import { compareNames } from './board-patch'
import type { ContainerObservation } from './container-observation'
import { displayText } from './display-text'
import { berthLabels, composeLabels } from './label-names'
import { isTemporaryName } from './temporary-name'

/** The containers of one service of a slot that count, never empty; the newest is last. */
export type ServiceContainers = {
  /** The service's label as it is; `name` is its form for display. */
  readonly label: string
  readonly name: string
  readonly containers: readonly ContainerObservation[]
}

/** A slot as the labels say: one Compose project. Services stand in the order of their names. */
export type SlotContainers = {
  /** The project's label as it is; `name` is its form for display, unique on the host. */
  readonly label: string
  readonly name: string
  readonly services: readonly ServiceContainers[]
}

/**
 * Groups a host's containers into slots, in the order of their names. One-off containers (`compose run`), Berth's own
 * locks and containers without a project don't belong to any; a container with a project and no service makes its slot
 * appear and nothing more. While a deployment has two generations of a service side by side, one of them counts.
 */
export function slotContainers(containers: readonly ContainerObservation[]): readonly SlotContainers[] {
  const members = containers.filter(belongsToSlot)
  const projects = groupBy(members, (container) => label(container, composeLabels.project))
  return withNames(projects).map(({ group, ...slot }) => {
    const inService = group.filter((container) => label(container, composeLabels.service) !== '')
    const services = withNames(groupBy(inService, (container) => label(container, composeLabels.service)))
    return {
      ...slot,
      services: services.map(({ group: all, ...service }) => ({ ...service, containers: presentGeneration(all) })),
    }
  })
}

/** One slot of a host by the name it has on the board; null where there is none. */
export function findSlot(containers: readonly ContainerObservation[], name: string): SlotContainers | null {
  return slotContainers(containers).find((slot) => slot.name === name) ?? null
}

/** Whether a container with these labels is part of a slot: a Compose project's, not a one-off, not a lock. */
export function isSlotMember(labels: Readonly<Record<string, string>>): boolean {
  const isOneOff = (labels[composeLabels.oneOff] ?? '').toLowerCase() === 'true'
  return (labels[composeLabels.project] ?? '') !== '' && !isOneOff && labels[berthLabels.lock] === undefined
}

function belongsToSlot(container: ContainerObservation): boolean {
  return isSlotMember(container.labels)
}

/**
 * A deployment creates the new container beside the old one, under a temporary name. The generation that runs counts,
 * the newer one where both do; where none does, the newest that ever ran, so that a container that only waits for its
 * start changes nothing. Without a temporary name the containers are those of a scaled service, and all count.
 */
function presentGeneration(containers: readonly ContainerObservation[]): readonly ContainerObservation[] {
  const sorted = [...containers].sort((a, b) => a.createdAtMs - b.createdAtMs || compareNames(a.name, b.name))
  if (!sorted.some((container) => isTemporaryName(container.name))) return sorted
  const generations = [...groupBy(sorted, (container) => label(container, berthLabels.deployment)).values()]
  const best = generations.reduce((chosen, next) => (standing(next) >= standing(chosen) ? next : chosen))
  return best
}

function standing(generation: readonly ContainerObservation[]): number {
  if (generation.some((container) => ['running', 'paused', 'restarting'].includes(container.status))) return 2
  return generation.some((container) => container.status !== 'created') ? 1 : 0
}

function label(container: ContainerObservation, name: string): string {
  return container.labels[name] ?? ''
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

/** Labels that look alike once harmless get a number, so that no row ever stands for two things; an honest label keeps its name. */
function withNames<Item>(
  groups: ReadonlyMap<string, Item>,
): readonly { readonly label: string; readonly name: string; readonly group: Item }[] {
  const taken = new Set([...groups.keys()].filter((raw) => displayText(raw, nameLimit) === raw))
  const named = [...groups].map(([raw, group]) => {
    if (taken.has(raw)) return { label: raw, name: raw, group }
    const name = uniqueName(displayText(raw, nameLimit), taken)
    taken.add(name)
    return { label: raw, name, group }
  })
  return named.sort((a, b) => compareNames(a.name, b.name) || (a.name < b.name ? -1 : 1))
}

function uniqueName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 && wanted !== '' ? wanted : `${wanted}(${number})`
    if (!taken.has(name)) return name
  }
}

const nameLimit = 200
