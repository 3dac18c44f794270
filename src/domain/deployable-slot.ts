import type { ContainerObservation } from './container-observation'
import { composeLabels } from './label-names'
import { findSlot, isSlotMember } from './slot-containers'
import { isLeftBehind, lastingName } from './temporary-name'

/** A service as a deployment sees it: the container that gives way, and what an earlier deployment left beside it. */
export type DeployableService = {
  /** The name on the board; `label` is the same as Compose wrote it. */
  readonly name: string
  readonly label: string
  /**
   * The container that stands for the service. Where a deployment was cut off, two generations may be there: the one
   * under its lasting name counts, unless it stands still while the other serves.
   */
  readonly container: ContainerObservation
  /** Containers of a deployment that was cut off (or of one under way), and the old one of a service that the new one serves. */
  readonly others: readonly ContainerObservation[]
  /** The name that the service's container is to have. */
  readonly containerName: string
  /** How many containers the service has by intent; Berth replaces exactly one. */
  readonly count: number
  /** What it waits for, by label. */
  readonly dependencies: readonly Dependency[]
}

/** What the order of services is made of. */
export type OrderableService = Pick<DeployableService, 'name' | 'label' | 'dependencies'>

/** One entry of Compose's `depends_on` label. */
export type Dependency = { readonly label: string; readonly condition: string }

/** A slot's services, by name; null where the host has no such slot. */
export function deployableServices(
  containers: readonly ContainerObservation[],
  slot: string,
): readonly DeployableService[] | null {
  const found = findSlot(containers, slot)
  if (found === null) return null
  const members = containers.filter(
    (container) => isSlotMember(container.labels) && container.labels[composeLabels.project] === found.label,
  )
  return found.services.flatMap(({ name, label }) => {
    const own = members.filter((container) => container.labels[composeLabels.service] === label)
    return deployableService(name, label, own) ?? []
  })
}

function deployableService(
  name: string,
  label: string,
  own: readonly ContainerObservation[],
): DeployableService | null {
  const sorted = [...own].sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1))
  const lasting = sorted.filter((container) => !isLeftBehind(container))
  const temporary = sorted.filter(isLeftBehind)
  const serving = lasting.some(isUp) ? undefined : temporary.filter(serves).at(-1)
  const container = serving ?? lasting.at(-1) ?? temporary.at(-1)
  if (container === undefined) return null
  const isScaled = lasting.length > 1
  return {
    name,
    label,
    container,
    others: isScaled ? temporary : sorted.filter((other) => other !== container),
    containerName: isLeftBehind(container) ? lastingName(container.name) : container.name,
    count: Math.max(1, lasting.length),
    dependencies: readDependencies(container.labels[composeLabels.dependsOn] ?? ''),
  }
}

/** Whether Docker has the container running, or about to: one that keeps exiting is up. */
export function isUp(container: ContainerObservation): boolean {
  return container.status === 'running' || container.status === 'restarting' || container.status === 'paused'
}

function serves({ status, health }: ContainerObservation): boolean {
  return status === 'running' && (health === 'healthy' || health === 'none')
}

/** Reads `api:service_healthy:false,db:service_started:true`; what can't be read is left out. */
export function readDependencies(text: string): readonly Dependency[] {
  return text
    .slice(0, 10_000)
    .split(',')
    .flatMap((entry) => {
      const [label = '', condition = ''] = entry.trim().split(':')
      return label === '' ? [] : [{ label, condition }]
    })
}

/** Services that do their work once and end: those another one waits for to complete. */
export function oneShotServices(services: readonly OrderableService[]): ReadonlySet<string> {
  const awaited = services.flatMap((service) =>
    service.dependencies.filter(({ condition }) => condition === 'service_completed_successfully'),
  )
  return new Set(awaited.flatMap(({ label }) => services.find((service) => service.label === label)?.name ?? []))
}
