import { BerthError, toErrorData } from '../../../domain/berth-error'
import type { DeploymentResult } from '../../../domain/deployment'
import { openAbortScope } from '../../abort-scope'
import { containerChanges } from '../container-changes'
import { planParts } from '../deployer'
import type { DeploymentRecord } from '../deployment-record'
import type { Execution } from '../execution'
import type { PlannedOperation } from '../plan-operation'
import type { SlotLock } from '../slot-lock'
import { defaultPatience, type SteadyHost, steadyHost } from '../steady-host'
import type { InterruptionParts, Resolution } from './interruption-parts'
import { leftoversPlan } from './leftovers-plan'
import type { SeenInterruption } from './observe-interruption'
import { plannedFromIntent } from './planned-from-intent'
import { putBackInterrupted } from './put-back-interrupted'

/** An interruption that was taken over: what is to become of it, how it is now, and the lock that was taken. */
export type Taken = {
  readonly resolution: Resolution
  readonly seen: SeenInterruption
  readonly lock: SlotLock
  /** Whose deployment it was. */
  readonly owner: string
}

/** Begins what was chosen, and answers with the deployment to follow; null: nothing is under way. The lock goes in the end. */
export async function goOn(parts: InterruptionParts, taken: Taken, signal: AbortSignal): Promise<string | null> {
  switch (taken.resolution.choice) {
    case 'resume':
      return resume(parts, taken, signal)
    case 'put-back':
      return beginPutBack(parts, taken, signal)
    case 'unlock':
      await steadyOf(parts, taken.lock, signal).read((inner) => taken.lock.release(inner))
      return null
  }
}

async function resume(parts: InterruptionParts, taken: Taken, signal: AbortSignal): Promise<string> {
  const { resolution, seen, lock } = taken
  const { hostId, slot, by } = resolution
  const { intent } = seen.interruption
  if (intent === null || intent.plan === null || intent.operation === null) {
    throw new BerthError('intent-unknown', { slot })
  }
  const planned = await plannedFromIntent(planParts(parts, hostId), resolution, seen, intent.plan, 'resume', signal)
  const request = { hostId, slot, operation: intent.operation, by }
  const imageIds = new Map(Object.entries(intent.images))
  const start = { kind: 'resume', lock, imageIds, from: intent.from } as const
  parts.deployer.resume(intent.deploymentId, request, planned, start)
  return intent.deploymentId
}

async function beginPutBack(parts: InterruptionParts, taken: Taken, signal: AbortSignal): Promise<string> {
  const { resolution, seen } = taken
  const { interruption } = seen
  const plan = interruption.intent?.plan ?? leftoversPlan(resolution, interruption)
  const planned = await plannedFromIntent(
    planParts(parts, resolution.hostId),
    resolution,
    seen,
    plan,
    'put-back',
    signal,
  )
  const deploymentId = interruption.deploymentId || resolution.lockDeploymentId
  parts.deployer.conduct(deploymentId, resolution.by, planned.plan, (record, ending) =>
    putBackUnderLock(parts, taken, planned, record, ending),
  )
  return deploymentId
}

async function putBackUnderLock(
  parts: InterruptionParts,
  taken: Taken,
  planned: PlannedOperation,
  record: DeploymentRecord,
  signal: AbortSignal,
): Promise<DeploymentResult> {
  const { lock, seen, owner } = taken
  const host = steadyOf(parts, lock, signal)
  const scope = openAbortScope(lock.lost, signal)
  try {
    const run = executionOf(parts, taken, planned, { record, host, signal, interrupted: scope.signal })
    return await putBackInterrupted(run, seen.interruption, owner)
  } finally {
    scope.release()
    await host
      .read((inner) => lock.release(inner))
      .catch((error: unknown) =>
        parts.log('warn', 'slot not unlocked', { lock: lock.id.slice(0, 12), error: toErrorData(error).message }),
      )
  }
}

function executionOf(
  parts: InterruptionParts,
  { resolution, seen }: Taken,
  { plan, targets, settings, lookedAfter, services, observation }: PlannedOperation,
  own: Pick<Execution, 'record' | 'host' | 'signal' | 'interrupted'>,
): Execution {
  const { hostId } = resolution
  const { client, ...planning } = planParts(parts, hostId)
  const { intent } = seen.interruption
  return {
    ...planning,
    ...own,
    client,
    deploymentId: own.record.current().id,
    hostId,
    changes: containerChanges(client, own.host),
    clock: parts.clock,
    log: parts.log,
    plan,
    targets,
    settings,
    lookedAfter,
    project: seen.project,
    services,
    images: observation.images,
    before: { release: intent?.from ?? null, settings: new Map() },
    recorded: Promise.resolve(),
    isResumed: true,
    finished: new Map(),
    imageIds: new Map(Object.entries(intent?.images ?? {})),
    oneShots: new Set(),
    onContainerEvent: (listener) => parts.hostAccess.onContainerEvent(hostId, listener),
    journal: [],
    downtimesMs: new Map(),
  }
}

function steadyOf({ clock, patience }: InterruptionParts, lock: SlotLock, signal: AbortSignal): SteadyHost {
  return steadyHost({
    clock,
    patience: patience ?? defaultPatience,
    signal,
    beforeChange: (inner) => lock.check(inner),
  })
}
