import type { Deployment, DeploymentResult } from '../../domain/deployment'
import { deployableServices } from '../../domain/deployable-slot'
import { releaseOf } from '../../domain/found-release'
import type { Release } from '../../domain/ledger/release'
import type { Execution } from './execution'
import { holdDrafts } from './hold-drafts'
import { pruneKept } from './kept-images'
import { observeSlot } from './observe-slot'

/** What the ledger keeps of a failing check's output and of a container's last words. */
const longestText = 4_096

/**
 * Writes into the ledger how the deployment ended. It has ended, whatever becomes of this: a ledger that can't be written
 * is told to the log, and the next one to look finds the intent without an end.
 */
export async function recordResult(run: Execution, result: DeploymentResult): Promise<void> {
  const { ledger, hostId, plan, record, deploymentId, signal } = run
  const { by, startedAtMs, steps, pulls } = record.current()
  const nowMs = ledger.hostNowMs(hostId)
  try {
    const release = await releaseLeft(run, result)
    await ledger.append(
      hostId,
      [
        ...(result.kind === 'succeeded' ? holdDrafts(run) : []),
        {
          kind: 'deployment-ended',
          by,
          slot: plan.slot,
          deploymentId,
          result: shortened(result),
          steps,
          startedAtMs: nowMs - (run.clock.nowMs() - startedAtMs),
          endedAtMs: nowMs,
          downtimeMs: Object.fromEntries(run.downtimesMs),
          pulledBytes: pulledBytes(pulls),
          release,
        },
      ],
      signal,
    )
    if (release !== null) await pruneKept(run)
  } catch (error) {
    run.log('error', 'end of the deployment not recorded', { deployment: deploymentId, error: String(error) })
  }
}

/** What the slot serves now, where a deploy or rollback brought it there. */
async function releaseLeft(run: Execution, result: DeploymentResult): Promise<Release | null> {
  const { plan, client, ledger, hostId, deploymentId } = run
  const brings = plan.operation.kind === 'deploy' || plan.operation.kind === 'rollback'
  if (!brings || result.kind !== 'succeeded') return null
  const slot = await run.host.read((signal) => observeSlot(client, plan.slot, signal))
  const services = deployableServices(slot.containers, plan.slot) ?? []
  const identity = { releaseId: deploymentId, servedFromMs: ledger.hostNowMs(hostId) }
  return releaseOf(services, identity, { ...run, slot: plan.slot, images: slot.images })
}

function shortened(result: DeploymentResult): DeploymentResult {
  if (result.kind !== 'put-back' && result.kind !== 'down') return result
  return { ...result, failingOutput: result.failingOutput.slice(0, longestText), log: result.log.slice(-longestText) }
}

function pulledBytes(pulls: Deployment['pulls']): number {
  const layers = pulls.flatMap((pull) => pull.layers).filter(({ state }) => state !== 'exists')
  return layers.reduce((sum, { totalBytes }) => sum + totalBytes, 0)
}
