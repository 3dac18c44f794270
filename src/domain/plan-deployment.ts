import type { DeployableService } from './deployable-slot'
import { deployableServices } from './deployable-slot'
import type { Plan, PlannedChange, PlannedService } from './plan'
import { planChanges } from './plan-changes'
import type { PlanInput } from './plan-input'
import { refuseRequest } from './plan-refusals'
import { planSteps } from './plan-steps'
import { planWarnings } from './plan-warnings'
import { type OrderedService, serviceOrder, stopOrder } from './service-order'

/**
 * Plans an operation on a slot. Pure: the same input gives the same plan. Throws a `BerthError` where the operation is
 * refused; nothing has happened then. `fingerprint` is text; whoever sends it far may hash it.
 */
export function planDeployment(input: PlanInput): Plan {
  const services = deployableServices(input.containers, input.slot)
  refuseRequest(input, services)
  const known = services ?? []
  const changes = planChanges(known, input)
  const ordered = input.operation.kind === 'stop' ? stopOrder(known) : serviceOrder(known)
  const planned = ordered.flatMap((place) => plannedService(place, changes))
  const steps = planSteps(planned, known, input)
  const warnings = planWarnings(planned, known, steps, input)
  const { hostId, slot, operation } = input
  const plan = { hostId, slot, operation, services: [...planned], steps: [...steps], warnings: [...warnings] }
  return { ...plan, fingerprint: fingerprintOf(plan) }
}

function plannedService(
  { service, after }: OrderedService,
  changes: ReadonlyMap<string, PlannedChange>,
): readonly PlannedService[] {
  const change = changes.get(service.name)
  if (change === undefined) return []
  return [
    {
      name: service.name,
      containerId: service.container.id,
      containerName: service.containerName,
      change,
      after: isChange(change) ? after.filter((name) => isChange(changes.get(name))) : [],
      downtimeMs: expectedDowntimeMs(service, change),
    },
  ]
}

/** Whether the service's containers are touched at all. */
export function isChange(change: PlannedChange | undefined): boolean {
  switch (change?.kind) {
    case 'replace':
    case 'stop':
    case 'start':
    case 'restart':
      return true
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case undefined:
      return false
  }
}

/** What stopping, creating and starting take together on an idle host. */
const switchMs = 1_000

/**
 * From the stop to the first passed check: Docker checks first after one interval; a start period, where one is
 * declared, is what its author expects a start to take. Without a check nobody can tell when it answers.
 */
function expectedDowntimeMs({ container }: DeployableService, change: PlannedChange): number | null {
  if (change.kind === 'stop') return null
  if (change.kind !== 'replace' && change.kind !== 'restart') return 0
  if (container.status !== 'running') return 0
  if (container.healthCheck === null) return null
  return Math.max(container.healthCheck.startPeriodMs, container.healthCheck.intervalMs) + switchMs
}

/** What would be done, as text: the request, and which container gives way to which image. */
function fingerprintOf({ hostId, slot, operation, services }: Omit<Plan, 'fingerprint'>): string {
  return JSON.stringify([
    hostId,
    slot,
    operation.kind,
    operation.kind === 'deploy' ? [operation.tag, operation.recreate] : [],
    services.map(({ name, containerId, containerName, change }) => [
      name,
      containerId,
      containerName,
      change.kind,
      change.kind === 'replace' ? [change.to.reference, change.to.identity] : [],
    ]),
  ])
}
