import { BerthError, toErrorData } from '../../domain/berth-error'
import type { DeploymentResult } from '../../domain/deployment'
import { berthLabels, composeLabels } from '../../domain/label-names'
import type { Release } from '../../domain/ledger/release'
import type { Operation } from '../../domain/operation'
import type { Plan, PlannedService } from '../../domain/plan'
import { isChange } from '../../domain/plan-deployment'
import { openAbortScope } from '../abort-scope'
import type { Clock, CredentialSource, DockerClient, DockerEvent, Log } from '../ports'
import { containerChanges } from './container-changes'
import type { DeploymentRecord } from './deployment-record'
import type { Execution } from './execution'
import { expectUntouched, finishSwitch } from './finish-switch'
import { type OperationRequest, planAgain, type PlannedOperation, type PlanParts } from './plan-operation'
import { restartService, startService, stopService } from './power-service'
import { giveBackPolicies } from './give-back-policies'
import { bringTargets, pullImages } from './pull-images'
import { tagRolledBack } from './kept-images'
import { keepAgain, type Overruling, recordIntent } from './record-intent'
import { recordResult } from './record-result'
import { resultOfFailure, resultOfStoppedHalfWay } from './failure-result'
import { runByDependency } from './run-by-dependency'
import { settleLeftovers } from './settle-leftovers'
import { type SlotLock, takeLock } from './slot-lock'
import { type Patience, type SteadyHost, steadyHost } from './steady-host'
import { replaceBesideOld, replaceService } from './switch-service'
import { repairUpstream } from './switch-over/repair-upstream'
import { leaders } from './switch-over/switch-over'
import { createTurns, longestTurnMs, type Pace } from './take-turns'

/** Whether a plan is carried out from its beginning, or goes on where its deployment was cut off. */
export type DeploymentStart =
  | { readonly kind: 'fresh'; readonly over: Overruling | null }
  | {
      readonly kind: 'resume'
      /** The lock that was taken over; it is given back in the end. */
      readonly lock: SlotLock
      /** The images of the intent, by service. */
      readonly imageIds: ReadonlyMap<string, string>
      /** What the intent says that ran before. */
      readonly from: Release | null
    }

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
  readonly start: DeploymentStart
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
  const reason = lockReason(operation)
  const project = projectOf(planned)
  return takeLock({ client, host, clock, log }, { project, slot, owner: by, reason, deploymentId: id }, signal)
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

type Confirmation =
  | { readonly kind: 'confirmed'; readonly run: Execution }
  | { readonly kind: 'refused'; readonly result: DeploymentResult }

/** Nothing has been changed until this is through: what fails here is a refusal. */
async function confirmRun(parts: ExecutionParts, run: Execution): Promise<Confirmation> {
  const { start } = parts
  try {
    if (start.kind === 'resume') {
      const [finished, targets] = await Promise.all([finishedServices(run), bringTargets(run)])
      return { kind: 'confirmed', run: { ...run, finished, targets } }
    }
    const confirmed = await confirmPlan(parts, run)
    const before = await run.record.step('record', null, async () => {
      await tagRolledBack(run)
      return recordIntent(confirmed, start.over)
    })
    return { kind: 'confirmed', run: { ...confirmed, before } }
  } catch (error) {
    return { kind: 'refused', result: resultBeforeAnything(parts, error) }
  }
}

/** Looks at the slot again now that nobody else changes it: what a cut-off deployment left is cleared up, and the plan must be the same. */
async function confirmPlan(parts: ExecutionParts, run: Execution): Promise<Execution> {
  const again = (): Promise<PlannedOperation> =>
    run.host.read((signal) => planAgain(parts, parts.request, parts.planned, signal))
  const seen = await again()
  const cleared = await settleLeftovers({ ...run, leaders: leaders(run) }, seen.services)
  const now = cleared ? await again() : seen
  await giveBackPolicies(run, now.services)
  if (now.plan.fingerprint !== run.plan.fingerprint) throw new BerthError('plan-outdated', { slot: parts.request.slot })
  run.interrupted.throwIfAborted()
  return { ...run, services: now.services, images: now.observation.images }
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

async function carryOut(parts: ExecutionParts, run: Execution): Promise<DeploymentResult> {
  // Where finishing had begun, every gate had passed, and there is nothing to put back.
  if (run.finished.size > 0) parts.onNoReturn()
  try {
    await switchServices(run)
    await expectUntouched(run)
    run.interrupted.throwIfAborted()
    parts.onNoReturn()
  } catch (error) {
    if (run.finished.size > 0) throw error
    return resultOfFailure(run, error, parts.cancelled.aborted)
  }
  await finishSwitch(run)
  return { kind: 'succeeded' }
}

async function switchServices(run: Execution): Promise<void> {
  const { plan, settings, record } = run
  if (settings !== null && plan.steps.some(({ kind }) => kind === 'prepare')) {
    await record.step('prepare', null, () => run.host.read((signal) => settings.prepare(signal)))
  }
  const changed = plan.services.filter(({ name, change }) => isChange(change) && !run.finished.has(name))
  const stopping = createTurns(run.clock, longestTurnMs)
  const starting = createTurns(run.clock, longestTurnMs)
  await runByDependency(
    changed,
    (service, interrupted, letGo) => {
      const isAwaited = changed.some(({ after }) => after.includes(service.name))
      return changeService({ ...run, interrupted }, service, { stopping, starting, letGo: isAwaited ? letGo : null })
    },
    run.interrupted,
  )
}

function changeService(run: Execution, service: PlannedService, pace: Pace): Promise<void> {
  switch (service.change.kind) {
    case 'replace':
      return service.strategy.kind === 'blue-green'
        ? replaceBesideOld(run, service)
        : replaceService(run, service, pace)
    case 'create':
      return replaceService(run, service, pace)
    case 'start':
      return startService(run, service, pace)
    case 'stop':
      return stopService(run, service)
    case 'restart':
      return restartService(run, service, pace)
    case 'lead-back':
      return repairUpstream(run, service)
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
      return Promise.resolve()
  }
}
