import { BerthError, toErrorData } from '../../domain/berth-error'
import { oneShotServices } from '../../domain/deployable-slot'
import type { DeploymentResult } from '../../domain/deployment'
import { composeLabels } from '../../domain/label-names'
import type { PlannedService } from '../../domain/plan'
import { isChange } from '../../domain/plan-deployment'
import { openAbortScope } from '../abort-scope'
import type { Clock, CredentialSource, DockerClient, DockerEvent, Log } from '../ports'
import { containerChanges } from './container-changes'
import type { DeploymentRecord } from './deployment-record'
import type { Execution } from './execution'
import { expectUntouched, finishSwitch } from './finish-switch'
import { type OperationRequest, planAgain, type PlannedOperation, type PlanParts } from './plan-operation'
import { restartService, startService, stopService } from './power-service'
import { pullImages } from './pull-images'
import { resultOfFailure, resultOfStoppedHalfWay } from './failure-result'
import { runByDependency } from './run-by-dependency'
import { settleLeftovers } from './settle-leftovers'
import { type SlotLock, takeLock } from './slot-lock'
import { type Patience, type SteadyHost, steadyHost } from './steady-host'
import { replaceService } from './switch-service'

/** What carrying out one plan needs. */
export type ExecutionParts = PlanParts & {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly log: Log
  readonly patience: Patience
  readonly onContainerEvent: (listener: (event: DockerEvent) => void) => () => void
  readonly record: DeploymentRecord
  readonly request: OperationRequest
  readonly planned: PlannedOperation
  /** Aborted by a person, with `cancelled` as its reason. */
  readonly cancelled: AbortSignal
  /** Called when all gates have passed: a cancel comes too late from here on. */
  readonly onNoReturn: () => void
  /** Ends everything where it is. */
  readonly signal: AbortSignal
}

/** Carries out a plan and says how it ended, and so what users get now. Never throws. */
export async function executePlan(parts: ExecutionParts): Promise<DeploymentResult> {
  const { clock, patience, signal, record } = parts
  let held: SlotLock | null = null
  const host = steadyHost({ clock, patience, signal, beforeChange: async (inner) => held?.check(inner) })
  const scope = openAbortScope(parts.cancelled, signal)
  try {
    const imageIds = await pullImages({ ...parts, ...parts.planned }, scope.signal)
    scope.signal.throwIfAborted()
    const lock = await record.step('lock', null, () => takeSlot(parts, host))
    held = lock
    return await holding(parts, host, lock, () => underLock(parts, host, lock, imageIds))
  } catch (error) {
    return resultBeforeAnything(parts, error)
  } finally {
    scope.release()
  }
}

function resultBeforeAnything({ cancelled, log }: ExecutionParts, error: unknown): DeploymentResult {
  if (cancelled.aborted) return { kind: 'cancelled' }
  const data = toErrorData(error)
  if (data.code === 'internal') log('error', 'deployment refused by a fault', { error: data.message })
  return { kind: 'refused', error: data }
}

function takeSlot(
  { client, clock, log, planned, record, request, signal }: ExecutionParts,
  host: SteadyHost,
): Promise<SlotLock> {
  const { id, by } = record.current()
  const { operation, slot } = request
  const reason = operation.kind === 'deploy' ? `deploy ${operation.tag}` : operation.kind
  const project = projectOf(planned)
  return takeLock({ client, host, clock, log }, { project, slot, owner: by, reason, deploymentId: id }, signal)
}

function projectOf({ services, plan }: PlannedOperation): string {
  return services[0]?.container.labels[composeLabels.project] ?? plan.slot
}

/** Runs the work and then gives the lock back, whatever came of it. A lock that can't be given back stands still and is told of. */
async function holding(
  { log, record }: ExecutionParts,
  host: SteadyHost,
  lock: SlotLock,
  work: () => Promise<DeploymentResult>,
): Promise<DeploymentResult> {
  try {
    return await work()
  } finally {
    // Removing by ID can be repeated: it never hits another's lock.
    const release = (): Promise<void> => record.step('unlock', null, () => host.read((inner) => lock.release(inner)))
    await release().catch((error: unknown) =>
      log('warn', 'slot not unlocked', { lock: lock.id.slice(0, 12), error: toErrorData(error).message }),
    )
  }
}

async function underLock(
  parts: ExecutionParts,
  host: SteadyHost,
  lock: SlotLock,
  imageIds: ReadonlyMap<string, string>,
): Promise<DeploymentResult> {
  const interruption = openAbortScope(parts.cancelled, lock.lost, parts.signal)
  const run = executionOf(parts, host, imageIds, interruption.signal)
  try {
    const stillPlanned = await confirmPlan(parts, run)
    if (stillPlanned.kind === 'refused') return stillPlanned.result
    return await carryOut(parts, run)
  } catch (error) {
    return await resultOfStoppedHalfWay(run, error)
  } finally {
    interruption.release()
  }
}

function executionOf(
  parts: ExecutionParts,
  host: SteadyHost,
  imageIds: ReadonlyMap<string, string>,
  interrupted: AbortSignal,
): Execution {
  const { plan, targets, services } = parts.planned
  return {
    ...parts,
    deploymentId: parts.record.current().id,
    host,
    changes: containerChanges(parts.client, host),
    plan,
    targets,
    imageIds,
    oneShots: oneShotServices(services),
    interrupted,
    journal: [],
  }
}

type Confirmation = { readonly kind: 'confirmed' } | { readonly kind: 'refused'; readonly result: DeploymentResult }

/** Looks at the slot again now that nobody else changes it: what a cut-off deployment left is cleared up, and the plan must be the same. */
async function confirmPlan(parts: ExecutionParts, run: Execution): Promise<Confirmation> {
  const again = (): Promise<PlannedOperation> =>
    run.host.read((signal) => planAgain(parts, parts.request, parts.planned, signal))
  try {
    const seen = await again()
    const now = (await settleLeftovers(run, seen.services)) ? await again() : seen
    if (now.plan.fingerprint !== run.plan.fingerprint) {
      throw new BerthError('plan-outdated', { slot: parts.request.slot })
    }
    run.interrupted.throwIfAborted()
    return { kind: 'confirmed' }
  } catch (error) {
    return { kind: 'refused', result: resultBeforeAnything(parts, error) }
  }
}

async function carryOut(parts: ExecutionParts, run: Execution): Promise<DeploymentResult> {
  try {
    const changed = run.plan.services.filter(({ change }) => isChange(change))
    await runByDependency(
      changed,
      (service, interrupted) => changeService({ ...run, interrupted }, service),
      run.interrupted,
    )
    await expectUntouched(run, projectOf(parts.planned))
    run.interrupted.throwIfAborted()
    parts.onNoReturn()
  } catch (error) {
    return resultOfFailure(run, error, parts.cancelled.aborted)
  }
  await finishSwitch(run)
  return { kind: 'succeeded' }
}

function changeService(run: Execution, service: PlannedService): Promise<void> {
  switch (service.change.kind) {
    case 'replace':
      return replaceService(run, service)
    case 'start':
      return startService(run, service)
    case 'stop':
      return stopService(run, service)
    case 'restart':
      return restartService(run, service)
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
      return Promise.resolve()
  }
}
