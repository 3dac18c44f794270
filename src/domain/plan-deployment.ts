import { deployableServices } from './deployable-slot'
import type { Plan, PlannedChange, PlannedService, PlannedStrategy } from './plan'
import { planChanges } from './plan-changes'
import type { PlanInput } from './plan-input'
import { refuseRequest } from './plan-refusals'
import { planSteps } from './plan-steps'
import { plannedHolds } from './planned-holds'
import { planWarnings } from './plan-warnings'
import { type PlannedPlace, plannedPlaces } from './planned-places'
import { type OrderedService, serviceOrder, stopOrder } from './service-order'

/**
 * Plans an operation on a slot. Pure: the same input gives the same plan. Throws a `BerthError` where the operation is
 * refused; nothing has happened then. `fingerprint` is text; whoever sends it far may hash it.
 */
export function planDeployment(input: PlanInput): Plan {
  const services = deployableServices(input.containers, input.slot)
  refuseRequest(input, services)
  const places = plannedPlaces(services ?? [], input.wanted)
  const changes = planChanges(places, input)
  const ordered = input.operation.kind === 'stop' ? stopOrder(places) : serviceOrder(places)
  const planned = ordered.flatMap((place) => plannedService(place, changes, input))
  const steps = planSteps(planned, places, input)
  const warnings = planWarnings(planned, places, steps, input)
  const { hostId, slot, operation } = input
  const plan = { hostId, slot, operation, services: [...planned], steps: [...steps], warnings: [...warnings] }
  const holds = plannedHolds(planned, places, input)
  return { ...plan, fingerprint: fingerprintOf(plan, places), ...(holds.length > 0 && { holds: [...holds] }) }
}

function plannedService(
  { service: place, after }: OrderedService<PlannedPlace>,
  changes: ReadonlyMap<string, PlannedChange>,
  input: PlanInput,
): readonly PlannedService[] {
  const change = changes.get(place.name)
  if (change === undefined) return []
  const strategy = strategyOf(place, change, input.operation)
  const measured = medianOf(input.downtimesMs.get(place.name) ?? [])
  const expected = expectedDowntimeMs(place, change, strategy)
  const isMeasured = measured !== null && expected !== 0 && change.kind !== 'stop'
  return [
    {
      name: place.name,
      containerId: place.present?.container.id ?? null,
      containerName: place.containerName,
      change,
      settings: place.wanted?.settingsAreKnown === true ? (input.wanted?.source ?? 'carried') : 'carried',
      strategy,
      after: isChange(change) ? after.filter((name) => isChange(changes.get(name))) : [],
      downtimeMs: isMeasured ? measured : expected,
      downtimeIsMeasured: isMeasured,
    },
  ]
}

/** Blue-green needs an old container that serves meanwhile. */
function strategyOf(
  { present, wanted }: PlannedPlace,
  change: PlannedChange,
  operation: PlanInput['operation'],
): PlannedStrategy {
  const asked = operation.kind === 'deploy' ? operation.strategy : undefined
  const carried = { kind: 'recreate', color: null, instead: asked === 'blue-green' ? 'not-set-up' : null } as const
  const strategy = wanted?.strategy ?? carried
  if (strategy.kind !== 'blue-green') return strategy
  const oldRuns = change.kind === 'replace' && present !== null && present.container.status === 'running'
  return oldRuns ? strategy : { ...strategy, kind: 'recreate', instead: 'nothing-runs' }
}

function medianOf(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? null
}

/** Whether anything is done to the service. */
export function isChange(change: PlannedChange | undefined): boolean {
  switch (change?.kind) {
    case 'replace':
    case 'create':
    case 'stop':
    case 'start':
    case 'restart':
    case 'lead-back':
      return true
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
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
function expectedDowntimeMs(
  { present, wanted }: PlannedPlace,
  change: PlannedChange,
  strategy: PlannedStrategy,
): number | null {
  if (change.kind === 'stop') return null
  if (change.kind !== 'replace' && change.kind !== 'restart') return 0
  if (strategy.kind === 'blue-green' || present?.container.status !== 'running') return 0
  const healthCheck = wanted === null ? present.container.healthCheck : wanted.healthCheck
  if (healthCheck === null) return null
  return Math.max(healthCheck.startPeriodMs, healthCheck.intervalMs) + switchMs
}

/** What would be done, as text: the request, and which container gives way to which image. */
function fingerprintOf(
  { hostId, slot, operation, services }: Omit<Plan, 'fingerprint'>,
  places: readonly PlannedPlace[],
): string {
  const settings = new Map(places.map(({ name, wanted }) => [name, wanted?.settingsHash ?? null]))
  return JSON.stringify([
    hostId,
    slot,
    operation.kind,
    operation.kind === 'deploy' ? [operation.tag, operation.recreate] : [],
    operation.kind === 'rollback' ? [operation.releaseId] : [],
    services.map(({ name, containerId, containerName, change, strategy }) => [
      name,
      containerId,
      containerName,
      change.kind,
      'to' in change ? [change.to.reference, change.to.identity, strategy.kind, strategy.color] : [],
      isChange(change) ? (settings.get(name) ?? null) : null,
      change.kind === 'lead-back' ? change.should : null,
    ]),
  ])
}
