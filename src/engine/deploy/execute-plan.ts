import { toErrorData } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { composeLabels } from '../../domain/label-names'
import type { Operation } from '../../domain/operation'
import type { Plan } from '../../domain/plan'
import { openAbortScope } from '../abort-scope'
import { confirmRun, resultBeforeAnything } from './confirm-run'
import { containerChanges } from './container-changes'
import type { Execution } from './execution'
import type { ExecutionParts } from './execution-parts'
import { resultOfFailure, resultOfStoppedHalfWay } from './failure-result'
import { expectUntouched, finishSwitch } from './finish-switch'
import type { PlannedOperation } from './plan-operation'
import { pullImages } from './pull-images'
import { keepAgain } from './record-intent'
import { recordResult } from './record-result'
import { type SlotLock, takeLock } from './slot-lock'
import { type SteadyHost, steadyHost } from './steady-host'
import { switchServices } from './switch-services'

/** Carries out a plan and says how it ended, and so what users get now. Never throws. */
export async function executePlan(parts: ExecutionParts): Promise<DeploymentResult> {
  const { clock, patience, signal, record } = parts
  let held: SlotLock | null = null
  const host = steadyHost({ clock, patience, signal, beforeChange: async (inner) => held?.check(inner) })
  const scope = openAbortScope(parts.cancelled, signal)
  try {
    const { start } = parts
    const imageIds =
      start.kind === 'resume' ? start.imageIds : await pullImages({ ...parts, ...parts.planned }, scope.signal)
    scope.signal.throwIfAborted()
    const lock = await record.step('lock', null, () =>
      start.kind === 'resume' ? Promise.resolve(start.lock) : takeSlot(parts, host),
    )
    held = lock
    return await holding(parts, host, lock, () => underLock(parts, host, lock, imageIds))
  } catch (error) {
    return resultBeforeAnything(parts, error)
  } finally {
    scope.release()
  }
}

function takeSlot(
  { client, clock, log, planned, record, request, signal, ...own }: ExecutionParts,
  host: SteadyHost,
): Promise<SlotLock> {
  const { id, by } = record.current()
  const { operation, slot } = request
  const reason = lockReason(operation)
  const project = projectOf(planned)
  const journal = own.journal === undefined ? {} : { journal: own.journal }
  return takeLock(
    { client, host, clock, log, ...journal },
    { project, slot, owner: by, reason, deploymentId: id },
    signal,
  )
}

function lockReason(operation: Operation): string {
  switch (operation.kind) {
    case 'deploy':
      return `deploy ${operation.tag}`
    case 'rollback':
      return `rollback ${operation.releaseId}`
    case 'stop':
    case 'start':
    case 'restart':
    case 'repair':
      return operation.kind
  }
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
  try {
    const confirmed = await confirmRun(parts, executionOf(parts, host, imageIds, interruption.signal))
    if (confirmed.kind === 'refused') return confirmed.result
    const { run } = confirmed
    const result = await carryOut(parts, run).catch((error: unknown) => resultOfStoppedHalfWay(run, error))
    if (parts.signal.aborted) return result
    // Where the lock is lost, the one who took it tells how it ended.
    await (lock.lost.aborted ? keepAgain(run) : recordResult(run, result))
    return result
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
  const { plan, targets, services, settings, lookedAfter, observation } = parts.planned
  return {
    ...parts,
    deploymentId: parts.record.current().id,
    hostId: parts.request.hostId,
    project: projectOf(parts.planned),
    services,
    settings,
    lookedAfter,
    images: observation.images,
    before: { release: parts.start.kind === 'resume' ? parts.start.from : null, settings: new Map() },
    recorded: Promise.resolve(),
    isResumed: parts.start.kind === 'resume',
    finished: new Map(),
    downtimesMs: new Map(),
    host,
    changes: containerChanges(parts.client, host),
    plan,
    targets,
    imageIds,
    oneShots: completedOnes(plan),
    interrupted,
    journal: [],
  }
}

/** A service that does its work once has a gate that says so. */
function completedOnes({ steps }: Plan): ReadonlySet<string> {
  const completing = steps.flatMap((step) => (step.kind === 'gate' && step.gate.kind === 'completed' ? [step] : []))
  return new Set(completing.map(({ service }) => service))
}

async function carryOut(parts: ExecutionParts, run: Execution): Promise<DeploymentResult> {
  // Where finishing had begun, every gate had passed, and there is nothing to put back.
  if (run.finished.size > 0) parts.onNoReturn()
  try {
    await switchServices(run)
    await run.recorded
    await expectUntouched(run)
    run.interrupted.throwIfAborted()
    parts.onNoReturn()
  } catch (error) {
    // The end is not written while the beginning still is.
    await run.recorded.catch(() => undefined)
    if (run.finished.size > 0) throw error
    return resultOfFailure(run, error, parts.cancelled.aborted)
  }
  await finishSwitch(run)
  return { kind: 'succeeded' }
}
