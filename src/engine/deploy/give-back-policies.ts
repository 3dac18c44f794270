import type { DeployableService } from '../../domain/deployable-slot'
import type { Execution } from './execution'

/**
 * Gives back the restart policies that a deployment which was cut off took from containers that are still there. Where its
 * new containers were pruned, only the intent knows them; it counts until the slot's next deployment is recorded.
 */
export async function giveBackPolicies(run: Execution, services: readonly DeployableService[]): Promise<void> {
  const { ledger, hostId, plan, changes } = run
  const last = ledger.state(hostId)?.deployments.find(({ slot }) => slot === plan.slot) ?? null
  const begun = last?.ended === null ? last.begun : null
  if (begun === null) return
  for (const { name, container } of services) {
    const policy = begun.restartPolicies[name]
    const isOld = begun.plan?.services.some(({ containerId }) => containerId === container.id) === true
    if (policy === undefined || policy.name === 'no' || !isOld || container.restartPolicy !== 'no') continue
    await changes.setRestartPolicy(container.id, policy)
  }
}
