import type { Plan, PlannedImage, PlannedService } from './plan'

/** What was learnt of the image that a service is to run. */
type LearntImage = {
  readonly service: string
  readonly to: { readonly revision: string | null; readonly version: string | null }
}

/**
 * A plan for people to read: what the plan itself could not know of its new images (labels of what is still to be
 * pulled) is filled in. What the plan says stands; the fingerprint stays, as nothing else would be done.
 */
export function describedPlan(plan: Plan, learnt: readonly LearntImage[]): Plan {
  const byService = new Map(learnt.map(({ service, to }) => [service, to]))
  return { ...plan, services: plan.services.map((service) => described(service, byService.get(service.name))) }
}

function described(service: PlannedService, learnt: LearntImage['to'] | undefined): PlannedService {
  const { change } = service
  if (learnt === undefined || (change.kind !== 'replace' && change.kind !== 'create')) return service
  const { revision, version } = change.to
  const to: PlannedImage = {
    ...change.to,
    revision: revision ?? learnt.revision,
    version: version ?? learnt.version,
  }
  return { ...service, change: { ...change, to } }
}
