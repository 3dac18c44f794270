import type { Clock, DockerClient } from '../ports'
import type { OperationRequest, PlannedOperation } from './plan-operation'

/** Plans that were made a moment ago, with the images and settings that were found for them. */
export type RecentPlans = {
  readonly remember: (client: DockerClient, request: OperationRequest, planned: PlannedOperation) => void
  /** Null where the same was not asked of the same connection just now. */
  readonly find: (client: DockerClient, request: OperationRequest) => Recent | null
}

/** `isOfThisMoment`: nobody saw the plan before they said yes; the look under the lock is the next that means something. */
export type Recent = { readonly planned: PlannedOperation; readonly isOfThisMoment: boolean }

type RecentPlan = { readonly atMs: number; readonly client: DockerClient; readonly planned: PlannedOperation }

/** Longer ago, a tag may have moved and a settings file been published: then all of it is asked again. */
const freshMs = 10_000
/** What a person needs at least to read a plan. */
const momentMs = 500
const mostPlans = 8

/** See `RecentPlans`. Who says yes at once need not wait until registries and private settings were asked twice. */
export function createRecentPlans(clock: Pick<Clock, 'monotonicMs'>): RecentPlans {
  const plans = new Map<string, RecentPlan>()
  return {
    remember: (client, request, planned) => {
      const key = keyOf(request)
      plans.delete(key)
      plans.set(key, { atMs: clock.monotonicMs(), client, planned })
      const [oldest] = plans.keys()
      if (plans.size > mostPlans && oldest !== undefined) plans.delete(oldest)
    },
    find: (client, request) => {
      const plan = plans.get(keyOf(request))
      if (plan === undefined || plan.client !== client) return null
      const ageMs = clock.monotonicMs() - plan.atMs
      return ageMs <= freshMs ? { planned: plan.planned, isOfThisMoment: ageMs <= momentMs } : null
    },
  }
}

function keyOf({ hostId, slot, operation, by }: OperationRequest): string {
  return JSON.stringify([hostId, slot, by, operation])
}
