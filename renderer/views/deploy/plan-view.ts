import type { Plan, PlannedImage, PlannedService } from '../../../src/domain/plan'

/** What a plan comes to, for the dialog's sentences. */
export type PlanSummary = {
  /** Services whose container is replaced, stopped, started or restarted, in the order they are changed. */
  readonly touched: readonly string[]
  /** Services that the plan leaves as they are, for whatever reason. */
  readonly leftAlone: readonly string[]
  /** The platform version before and after, where it changes. */
  readonly version: { readonly from: string; readonly to: string; readonly older: boolean } | null
  /** Images that have to come from a registry. */
  readonly pulls: number
}

/** See `PlanSummary`. */
export function summarizePlan(plan: Plan): PlanSummary {
  const touched = plan.services.filter((service) => isTouched(service))
  return {
    touched: touched.map((service) => service.name),
    leftAlone: plan.services.filter((service) => !isTouched(service)).map((service) => service.name),
    version: versionChange(plan),
    pulls: plan.steps.filter((step) => step.kind === 'pull').length,
  }
}

/** Whether the plan does anything to the service. */
export function isTouched({ change }: PlannedService): boolean {
  switch (change.kind) {
    case 'replace':
    case 'stop':
    case 'start':
    case 'restart':
      return true
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
      return false
  }
}

/** The image that a service runs before the plan. */
export function imageNow({ change }: PlannedService): PlannedImage {
  return change.kind === 'replace' ? change.from : change.image
}

/** What a person reads as an image's version: its tag, or the reference where it has none. */
export function imageName(image: PlannedImage): string {
  return image.tag ?? image.reference
}

function versionChange(plan: Plan): PlanSummary['version'] {
  for (const { change } of plan.services) {
    if (change.kind !== 'replace') continue
    const from = change.from.version
    const to = change.to.version
    if (from === null || to === null || from === to) continue
    return { from, to, older: plan.warnings.some((warning) => warning.kind === 'older-version') }
  }
  return null
}
