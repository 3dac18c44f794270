import type { StepProgress } from '../../domain/deployment'
import type { Release, ReleaseService } from '../../domain/ledger/release'
import type { Plan, PlannedImage, PlannedService, PlanStep } from '../../domain/plan'
import { createDice } from './dice'
import { type ServiceName, services as serviceNames } from './kickoffs'

/** What a deployment of the past set out to do. */
export type PastPlan = {
  readonly hostId: string
  readonly slot: string
  readonly tag: string
  readonly from: Release | null
  readonly to: Release
}

/** The plan as it would have been made then: each service whose image changes is replaced, web after api. */
export function pastPlan({ hostId, slot, tag, from, to }: PastPlan): Plan {
  const services = to.services.map((service) => planned(service, from))
  const changed = services.filter(({ change }) => change.kind !== 'unchanged').map(({ name }) => name)
  const pulls = to.services.filter(({ service }) => changed.includes(service))
  const each = (kind: 'remove-old' | 'verify'): PlanStep[] =>
    changed.map((service) =>
      kind === 'verify'
        ? { kind, service, cause: 'image-must-be-the-planned-one' }
        : { kind, service, cause: 'all-gates-passed' },
    )
  return {
    hostId,
    slot,
    operation: { kind: 'deploy', tag, services: null, recreate: 'changed' },
    services,
    steps: [
      ...pulls.map(({ service, reference }): PlanStep => ({
        kind: 'pull',
        service,
        reference,
        cause: 'image-changes',
      })),
      { kind: 'lock', cause: 'one-deployment-a-slot' },
      { kind: 'record', cause: 'way-back' },
      ...changed.flatMap(switchSteps),
      ...each('remove-old'),
      ...each('verify'),
      { kind: 'unlock', cause: 'done' },
    ],
    warnings: [],
    fingerprint: to.releaseId,
  }
}

/** How long each step took, and which one failed: the gate of that service. */
export function pastSteps(plan: Plan, startedAtMs: number, failedService: ServiceName | null): readonly StepProgress[] {
  const failedIndex = plan.steps.findIndex((step) => step.kind === 'gate' && step.service === failedService)
  const dice = createDice(plan.fingerprint)
  let atMs = startedAtMs
  return plan.steps.map((step, index) => {
    if (failedIndex !== -1 && index > failedIndex) return { state: 'not-run', startedAtMs: null, endedAtMs: null }
    const beganAtMs = atMs
    atMs += Math.round((stepTakesMs[step.kind] ?? 60) * (0.7 + dice()))
    return { state: index === failedIndex ? 'failed' : 'done', startedAtMs: beganAtMs, endedAtMs: atMs }
  })
}

const stepTakesMs: Partial<Readonly<Record<PlanStep['kind'], number>>> = {
  pull: 3_400,
  stop: 1_100,
  start: 320,
  gate: 6_100,
}

/** How long all of it took. */
export function pastDurationMs(steps: readonly StepProgress[], startedAtMs: number): number {
  return Math.max(...steps.map(({ endedAtMs }) => endedAtMs ?? 0)) - startedAtMs
}

function planned(service: ReleaseService, from: Release | null): PlannedService {
  const before = from?.services.find((one) => one.service === service.service) ?? null
  const isSame = before?.imageId === service.imageId
  const waits = service.service === 'web' && serviceNames.includes('api')
  return {
    name: service.service,
    containerId: before?.containerId ?? null,
    containerName: service.containerName,
    change: changeOf(before, service, isSame),
    settings: 'carried',
    strategy: { kind: 'recreate', color: null, instead: null },
    after: waits ? ['api'] : [],
    downtimeMs: isSame ? 0 : 7_000,
    downtimeIsMeasured: true,
  }
}

function changeOf(before: ReleaseService | null, service: ReleaseService, isSame: boolean): PlannedService['change'] {
  const to = plannedImage(service)
  if (isSame) return { kind: 'unchanged', image: to }
  if (before === null) return { kind: 'create', to, source: 'registry' }
  return { kind: 'replace', from: plannedImage(before), to, source: 'registry', cause: 'image-changes' }
}

function plannedImage({ reference, tag, revision, version, digest, imageId }: ReleaseService): PlannedImage {
  return { reference, tag, revision, version, identity: digest ?? imageId }
}

function switchSteps(service: string): readonly PlanStep[] {
  return [
    { kind: 'create', service, cause: 'image-changes' },
    { kind: 'stop', service, cause: 'makes-room-for-new' },
    { kind: 'start', service, cause: 'replaces-old' },
    { kind: 'gate', service, gate: { kind: 'health', timeoutMs: 35_000 }, cause: 'must-serve-before-next' },
  ]
}
