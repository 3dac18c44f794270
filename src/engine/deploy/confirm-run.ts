import { BerthError, toErrorData } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { berthLabels } from '../../domain/label-names'
import type { Execution } from './execution'
import type { ExecutionParts } from './execution-parts'
import { giveBackPolicies } from './give-back-policies'
import { keepLastLogs } from './keep-last-log'
import { tagRolledBack } from './kept-images'
import { planAgain, type PlannedOperation } from './plan-operation'
import { bringTargets } from './pull-images'
import { recordIntent } from './record-intent'
import { type Lifting, refuseHeld } from './refuse-held'
import { settleLeftovers, type SettleParts } from './settle-leftovers'
import { leaders } from './switch-over/switch-over'

/** A run that may begin to change the slot, or why none may. */
export type Confirmation =
  | { readonly kind: 'confirmed'; readonly run: Execution }
  | { readonly kind: 'refused'; readonly result: DeploymentResult }

/** Nothing has been changed until this is through: what fails here is a refusal. */
export async function confirmRun(parts: ExecutionParts, run: Execution): Promise<Confirmation> {
  const { start } = parts
  try {
    if (start.kind === 'resume') {
      const [finished, targets] = await Promise.all([finishedServices(run), bringTargets(run)])
      return { kind: 'confirmed', run: { ...run, finished, targets } }
    }
    const looks = [confirmPlan(parts, run), refuseHeldNow(parts, run, start.lift)] as const
    // Nothing of it may go on when the lock is given back; what is held is told before what else differs.
    await Promise.allSettled(looks)
    await looks[1]
    const confirmed = await looks[0]
    await tagRolledBack(run)
    return { kind: 'confirmed', run: { ...confirmed, ...(await recordIntent(confirmed, start)) } }
  } catch (error) {
    return { kind: 'refused', result: resultBeforeAnything(parts, error) }
  }
}

/** Looks at the slot again now that nobody else changes it: what a cut-off deployment left is cleared up, and the plan must be the same. */
async function confirmPlan(parts: ExecutionParts, run: Execution): Promise<Execution> {
  const again = (): Promise<PlannedOperation> =>
    run.host.read((signal) => planAgain(parts, parts.request, parts.planned, signal))
  const seen = await again()
  const keepLastLog: SettleParts['keepLastLog'] = (deploymentId, removed) =>
    keepLastLogs({ ...run, deploymentId }, [removed])
  const cleared = await settleLeftovers({ ...run, keepLastLog, leaders: leaders(run) }, seen.services)
  const now = cleared ? await again() : seen
  await giveBackPolicies(run, now.services)
  if (now.plan.fingerprint !== run.plan.fingerprint) throw new BerthError('plan-outdated', { slot: parts.request.slot })
  run.interrupted.throwIfAborted()
  return { ...run, services: now.services, images: now.observation.images }
}

/** A colleague may have rolled back between the look at the plan and the lock: their hold counts. */
async function refuseHeldNow({ request }: ExecutionParts, run: Execution, lift: Lifting | null): Promise<void> {
  if (request.operation.kind !== 'deploy') return
  const ledger = await run.host.read((signal) => run.ledger.refresh(request.hostId, signal))
  refuseHeld(ledger, request, lift)
}

/** Services whose new container has its lasting name: their old ones are gone for good. */
async function finishedServices(run: Execution): Promise<ReadonlyMap<string, string>> {
  const label = `${berthLabels.deployment}=${run.deploymentId}`
  const own = await run.host.read((signal) => run.client.listContainers(label, signal))
  return new Map(
    run.plan.services.flatMap(({ name, containerName }) => {
      const done = own.find((container) => container.name === containerName)
      return done === undefined ? [] : [[name, done.id] as const]
    }),
  )
}

/** How a deployment ends that has changed nothing. */
export function resultBeforeAnything({ cancelled, log }: ExecutionParts, error: unknown): DeploymentResult {
  if (cancelled.aborted) return { kind: 'cancelled' }
  const data = toErrorData(error)
  if (data.code === 'internal') log('error', 'deployment refused by a fault', { error: data.message })
  return { kind: 'refused', error: data }
}
