import type { ContainerObservation } from './container-observation'
import { composeLabels } from './label-names'
import { findSlot, isSlotMember } from './slot-containers'
import { isTemporaryName, lastingName } from './temporary-name'

/** A service as a deployment sees it: the container that gives way, and what an earlier deployment left beside it. */
export type DeployableService = {
  /** The name on the board; `label` is the same as Compose wrote it. */
  readonly name: string
  readonly label: string
  /** The container under its lasting name; where an earlier deployment was cut off after it had removed that one, the new one. */
  readonly container: ContainerObservation
  /** The name that the service's container is to have. */
  readonly containerName: string
  /** How many containers the service has by intent; Berth replaces exactly one. */
  readonly count: number
  /** What it waits for, by label. */
  readonly dependencies: readonly Dependency[]
}

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
  const lasting = sorted.filter((container) => !isTemporaryName(container.name))
  const container = lasting.at(-1) ?? sorted.at(-1)
  if (container === undefined) return null
  return {
    name,
    label,
    container,
    containerName: lastingName(container.name),
    count: Math.max(1, lasting.length),
    dependencies: readDependencies(container.labels[composeLabels.dependsOn] ?? ''),
  }
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
export function oneShotServices(services: readonly DeployableService[]): ReadonlySet<string> {
  const awaited = services.flatMap((service) =>
    service.dependencies.filter(({ condition }) => condition === 'service_completed_successfully'),
  )
  return new Set(awaited.flatMap(({ label }) => services.find((service) => service.label === label)?.name ?? []))
}
