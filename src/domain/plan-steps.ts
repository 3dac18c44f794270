import { gateFor } from './gate'
import type { DeployableService } from './deployable-slot'
import { oneShotServices } from './deployable-slot'
import { needsPull } from './image-target'
import type { Gate, PlannedService, PlanStep } from './plan'
import type { PlanInput } from './plan-input'

/** The steps of a plan in their order; none at all where no service changes. */
export function planSteps(
  planned: readonly PlannedService[],
  services: readonly DeployableService[],
  input: PlanInput,
): readonly PlanStep[] {
  const gates = expectedGates(services, input)
  const changes = planned.flatMap((service) => serviceSteps(service, gates, input))
  if (changes.length === 0) return []
  const replaced = planned.filter(({ change }) => change.kind === 'replace')
  return [
    ...replaced.flatMap((service) => pullStep(service, input)),
    { kind: 'lock', cause: 'one-deployment-a-slot' },
    ...changes,
    ...replaced.map(({ name }) => ({ kind: 'remove-old', service: name, cause: 'all-gates-passed' }) as const),
    ...replaced.map(({ name }) => ({ kind: 'verify', service: name, cause: 'image-must-be-the-planned-one' }) as const),
    { kind: 'unlock', cause: 'done' },
  ]
}

/**
 * The gate of each service, by name, as its present container tells. A new image may bring another check: the new
 * container's own is what counts when it comes to it.
 */
export function expectedGates(
  services: readonly DeployableService[],
  input: Pick<PlanInput, 'gatePolicy'>,
): ReadonlyMap<string, Gate> {
  const oneShots = oneShotServices(services)
  return new Map(
    services.map(({ name, container }) => [name, gateFor(container.healthCheck, oneShots.has(name), input.gatePolicy)]),
  )
}

function pullStep({ name, change }: PlannedService, input: PlanInput): readonly PlanStep[] {
  const target = input.targets.get(name)
  if (change.kind !== 'replace' || target?.kind !== 'registry' || !needsPull(target)) return []
  const cause = target.onHost === null ? 'image-changes' : 'may-be-newer'
  return [{ kind: 'pull', service: name, reference: target.reference, cause }]
}

function serviceSteps(
  { name: service, change }: PlannedService,
  gates: ReadonlyMap<string, Gate>,
  input: PlanInput,
): readonly PlanStep[] {
  const gate = gates.get(service) ?? gateFor(null, false, input.gatePolicy)
  const gateStep: PlanStep = { kind: 'gate', service, gate, cause: 'must-serve-before-next' }
  switch (change.kind) {
    case 'replace': {
      const same = change.from.identity === change.to.identity && change.from.tag === change.to.tag
      return [
        { kind: 'create', service, cause: same ? 'recreate-asked' : 'image-changes' },
        { kind: 'stop', service, cause: 'makes-room-for-new' },
        { kind: 'start', service, cause: 'replaces-old' },
        gateStep,
      ]
    }
    case 'stop':
      return [{ kind: 'stop', service, cause: 'stop-asked' }]
    case 'start':
      return [{ kind: 'start', service, cause: 'start-asked' }, gateStep]
    case 'restart':
      return [
        { kind: 'stop', service, cause: 'restart-asked' },
        { kind: 'start', service, cause: 'restart-asked' },
        gateStep,
      ]
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
      return []
  }
}
