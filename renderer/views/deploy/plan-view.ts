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
      return false
  }
}

/** The image that a service runs before the plan; null: it has none yet. */
export function imageNow({ change }: PlannedService): PlannedImage | null {
  switch (change.kind) {
    case 'replace':
      return change.from
    case 'create':
      return null
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
    case 'stop':
    case 'start':
    case 'restart':
    case 'lead-back':
      return change.image
  }
}

/** The image that a service gets; null where it keeps the one it has. */
export function imageAfter({ change }: PlannedService): PlannedImage | null {
  return change.kind === 'replace' || change.kind === 'create' ? change.to : null
}

/** What people know the release by that a rollback goes back to: the revision, or the tag, of what changes first. */
export function rollbackTarget(plan: Plan): string {
  const to = plan.services.flatMap((service) => imageAfter(service) ?? [])[0]
  return to?.revision?.slice(0, 7) ?? to?.tag ?? ''
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
