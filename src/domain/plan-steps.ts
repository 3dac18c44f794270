import { gateFor } from './gate'
import { oneShotServices } from './deployable-slot'
import { createReference, needsPull } from './image-target'
import type { Gate, PlannedService, PlanStep } from './plan'
import type { PlanInput } from './plan-input'
import type { PlannedPlace } from './planned-places'

/** The steps of a plan in their order; none at all where no service changes. */
export function planSteps(
  planned: readonly PlannedService[],
  places: readonly PlannedPlace[],
  input: PlanInput,
): readonly PlanStep[] {
  const gates = expectedGates(places, input)
  const led = new Set(places.flatMap(({ name, wanted }) => (wanted?.hasSwitchOver === true ? [name] : [])))
  const ahead = planned.flatMap(createAheadStep)
  const changes = planned.flatMap((service) => serviceSteps(service, gates, led.has(service.name), input))
  if (changes.length === 0) return []
  const made = planned.filter(({ change }) => change.kind === 'replace' || change.kind === 'create')
  const replaced = made.filter(({ change }) => change.kind === 'replace')
  const names = made.length === 0 ? [] : [...(input.wanted?.prepare ?? [])]
  const prepare: PlanStep[] = names.length === 0 ? [] : [{ kind: 'prepare', names, cause: 'named-by-slots-file' }]
  return [
    ...made.flatMap((service) => pullStep(service, input)),
    { kind: 'lock', cause: 'one-deployment-a-slot' },
    { kind: 'record', cause: 'way-back' },
    ...prepare,
    ...ahead,
    ...changes,
    ...replaced.map(({ name }) => ({ kind: 'remove-old', service: name, cause: 'all-gates-passed' }) as const),
    ...made.map(({ name }) => ({ kind: 'verify', service: name, cause: 'image-must-be-the-planned-one' }) as const),
    { kind: 'unlock', cause: 'done' },
  ]
}

/**
 * The gate of each service, by name, as its present container or the slots file tells. A new image may bring another
 * check: the new container's own is what counts when it comes to it.
 */
export function expectedGates(
  places: readonly PlannedPlace[],
  input: Pick<PlanInput, 'gatePolicy'>,
): ReadonlyMap<string, Gate> {
  const oneShots = oneShotServices(places)
  return new Map(
    places.map(({ name, present, wanted }) => {
      const check = wanted === null ? present?.container.healthCheck : wanted.healthCheck
      return [name, gateFor(check ?? null, oneShots.has(name), input.gatePolicy)]
    }),
  )
}

function pullStep({ name, change }: PlannedService, input: PlanInput): readonly PlanStep[] {
  const target = input.targets.get(name)
  const isMade = change.kind === 'replace' || change.kind === 'create'
  if (!isMade || target?.kind !== 'registry' || !needsPull(target)) return []
  const cause = target.onHost === null ? 'image-changes' : 'may-be-newer'
  return [{ kind: 'pull', service: name, reference: createReference(target), cause }]
}

/**
 * Whether a service's new container is made before anything is stopped: what can't be made is found out while everything
 * serves. One that is replaced blue-green is made and started in its turn.
 */
export function isMadeAhead({ change, strategy }: Pick<PlannedService, 'change' | 'strategy'>): boolean {
  return change.kind === 'create' || (change.kind === 'replace' && strategy.kind === 'recreate')
}

function createAheadStep(planned: PlannedService): readonly PlanStep[] {
  const { name: service, change } = planned
  if (!isMadeAhead(planned)) return []
  return [{ kind: 'create', service, cause: change.kind === 'replace' ? change.cause : 'service-is-new' }]
}

function serviceSteps(
  { name: service, change, strategy }: PlannedService,
  gates: ReadonlyMap<string, Gate>,
  hasSwitchOver: boolean,
  input: PlanInput,
): readonly PlanStep[] {
  const gate = gates.get(service) ?? gateFor(null, false, input.gatePolicy)
  const gateStep: PlanStep = { kind: 'gate', service, gate, cause: 'must-serve-before-next' }
  const leadOver: readonly PlanStep[] = hasSwitchOver ? [{ kind: 'switch-over', service, cause: 'serves-now' }] : []
  switch (change.kind) {
    case 'replace':
      return strategy.kind === 'blue-green'
        ? blueGreenSteps(service, change.cause, gateStep, hasSwitchOver)
        : [
            { kind: 'stop', service, cause: 'makes-room-for-new' },
            { kind: 'start', service, cause: 'replaces-old' },
            gateStep,
            ...leadOver,
          ]
    case 'create':
      return [{ kind: 'start', service, cause: 'service-is-new' }, gateStep, ...leadOver]
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
    case 'lead-back':
      return [{ kind: 'switch-over', service, cause: 'leads-elsewhere' }]
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
      return []
  }
}

type ReplacementCause = Extract<PlannedService['change'], { kind: 'replace' }>['cause']

function blueGreenSteps(
  service: string,
  cause: ReplacementCause,
  gate: PlanStep,
  hasSwitchOver: boolean,
): readonly PlanStep[] {
  const leadOver: readonly PlanStep[] = [
    { kind: 'switch-over', service, cause: 'serves-now' },
    { kind: 'drain', service, cause: 'requests-in-flight' },
  ]
  return [
    { kind: 'create', service, cause },
    { kind: 'start', service, cause: 'runs-beside-old' },
    gate,
    { kind: 'aliases', service, cause: 'serves-now' },
    ...(hasSwitchOver ? leadOver : []),
    { kind: 'stop', service, cause: 'nobody-uses-it' },
  ]
}
