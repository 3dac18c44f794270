import type { Deployment } from '../domain/deployment'
import type { Operation } from '../domain/operation'
import type { Plan } from '../domain/plan'
import type { SlotActivity } from '../domain/slot-activity'

/** What became of a deployment. `changed` also tells of a new one. */
export type DeploymentChange =
  | { readonly kind: 'changed'; readonly deployment: Deployment }
  | { readonly kind: 'dismissed'; readonly deploymentId: string; readonly hostId: string }

/** What is to be planned, and for whom: a reservation of one's own is no obstacle. */
export type PlanRequest = {
  readonly hostId: string
  readonly slot: string
  readonly operation: Operation
  readonly by: string
}

/**
 * A plan that somebody has seen and confirmed. `over`: the reservation of somebody else that is gone over, and why. `lift`:
 * the holds that are gone over, and why (may be empty); without it, none.
 */
export type RunRequest = PlanRequest & {
  readonly fingerprint: string
  readonly lift?: { readonly holdIds: readonly string[]; readonly reason: string } | null
  readonly over: { readonly reservationId: string; readonly reason: string } | null
}

/** What the engine needs of the part that deploys. */
export type Deployments = {
  /** Observes and plans; changes nothing. */
  readonly plan: (request: PlanRequest, signal: AbortSignal) => Promise<Plan>
  /**
   * Begins to carry out the plan with that fingerprint; resolves with the deployment's id once there is one. The signal
   * ends the waiting for that, not the deployment. Throws `slot-reserved` where somebody else has the slot and `over` does
   * not name that very reservation, and `slot-held` where `lift` does not name every hold of the branch.
   */
  readonly run: (request: RunRequest, signal: AbortSignal) => Promise<string>
  /** Throws `deployment-unknown`. One that has ended is left as it is. */
  readonly cancel: (deploymentId: string) => void
  /** Forgets an ended deployment. Throws `deployment-unknown`. */
  readonly dismiss: (deploymentId: string) => void
  /** All that are remembered, oldest first. */
  readonly deployments: () => readonly Deployment[]
  /** What is under way on a host, by slot name. */
  readonly activities: (hostId: string) => ReadonlyMap<string, SlotActivity>
  /** Whether a deployment of this engine has that id: its lock is not somebody else's. */
  readonly isOwn: (deploymentId: string) => boolean
  /** Called with each change, after `deployments` and `activities` answer with it; the result ends that. */
  readonly onChange: (listener: (change: DeploymentChange) => void) => () => void
  /** Stops working where it is, without putting anything back; resolves when nothing of it is left. */
  readonly close: () => Promise<void>
}
