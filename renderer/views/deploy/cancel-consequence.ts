import type { Deployment } from '../../../src/domain/deployment'

/**
 * What a cancel would do at this moment. `none-changed`: nothing was stopped yet. `put-back`: the named services run
 * the new version or are being replaced, and get their old containers back.
 */
export type CancelConsequence =
  | { readonly kind: 'none-changed' }
  | { readonly kind: 'put-back'; readonly services: readonly string[] }
  | { readonly kind: 'under-way' }

/** See `CancelConsequence`; `under-way` once the deployment is cancelled or puts back already. */
export function cancelConsequence(deployment: Deployment): CancelConsequence {
  if (deployment.phase !== 'running') return { kind: 'under-way' }
  const begun = deployment.plan.steps.flatMap((step, index) => {
    const changes = step.kind === 'stop' || step.kind === 'start'
    const waits = (deployment.steps[index]?.state ?? 'waiting') === 'waiting'
    return changes && !waits ? [step.service] : []
  })
  const services = [...new Set([...deployment.switched, ...begun])]
  return services.length === 0 ? { kind: 'none-changed' } : { kind: 'put-back', services }
}
