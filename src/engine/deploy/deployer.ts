import { randomBytes } from 'node:crypto'
import { BerthError, toErrorData } from '../../domain/berth-error'
import type { Deployment, DeploymentResult } from '../../domain/deployment'
import { defaultGatePolicy, type GatePolicy } from '../../domain/gate'
import { defaultKickoffPattern, type KickoffReader, kickoffReader } from '../../domain/kickoff'
import type { Plan } from '../../domain/plan'
import { orAborted } from '../abort-scope'
import { createDelayedWork } from '../delayed-work'
import type { DeploymentChange, Deployments } from '../deployments'
import type { HostAccess } from '../host-access'
import type { LedgerAccess } from '../ledger-access'
import type { Clock, CredentialSource, Log } from '../ports'
import { createDeploymentRecord, type DeploymentRecord } from './deployment-record'
import { executePlan } from './execute-plan'
import type { DeploymentStart } from './execution-parts'
import type { OwnLocks } from './own-locks'
import {
  type OperationRequest,
  planAgain,
  planOperation,
  type PlannedOperation,
  type PlanParts,
} from './plan-operation'
import { createRecentPlans } from './recent-plans'
import { freshStart, refuseLocked } from './refuse-run'
import type { SlotsFileSettings } from './slot-settings'
import { defaultPatience, type Patience } from './steady-host'
import type { FindStrays } from './switch-over/find-strays'

/** What deploying needs from the rest of the engine. */
export type DeployerParts = {
  readonly hostAccess: Pick<HostAccess, 'client' | 'onContainerEvent'>
  readonly credentials: CredentialSource
  readonly ledger: LedgerAccess
  /** Without it no host has a slots file. */
  readonly slotsFileSettings?: SlotsFileSettings
  /** Without it no proxy is known to lead elsewhere. */
  readonly findStrays?: FindStrays
  readonly clock: Clock
  readonly log: Log
  readonly readKickoff?: (hostId: string) => KickoffReader
  readonly newId?: () => string
  readonly gatePolicy?: GatePolicy
  readonly patience?: Patience
  /** Without it a crash is for people to resolve. */
  readonly ownLocks?: OwnLocks
}

/** See `Deployments`. */
export type Deployer = Deployments & {
  /** The plan with what it was made of; changes nothing. What was found for the same a moment ago is used again. */
  readonly planned: (request: OperationRequest, signal: AbortSignal) => Promise<PlannedOperation>
  /** Goes on with a deployment that was cut off, under its own id and the lock that was taken over. */
  readonly resume: (
    deploymentId: string,
    request: OperationRequest,
    planned: PlannedOperation,
    start: Extract<DeploymentStart, { kind: 'resume' }>,
  ) => void
  /** Shows other work on a slot as a deployment of that id, and ends it with what the work came to. */
  readonly conduct: (
    deploymentId: string,
    by: string,
    plan: Plan,
    work: (record: DeploymentRecord, signal: AbortSignal) => Promise<DeploymentResult>,
  ) => void
  /** Resolves with the deployment once it has ended. Throws `deployment-unknown`. */
  readonly waitFor: (deploymentId: string, signal: AbortSignal) => Promise<Deployment>
}

type Running = {
  readonly record: DeploymentRecord
  readonly cancel: AbortController
  /** All new containers serve: what is left is done, whatever a person wants. */
  noReturn: boolean
  ended: Promise<void>
}

const tellEveryMs = 100
const remembered = 50

/** The part of the engine that plans and carries out operations on slots. */
export function createDeployer(parts: DeployerParts): Deployer {
  const known = new Map<string, Running>()
  const planning = planningOf(parts)
  const closing = new AbortController()
  const later = createDelayedWork(parts.clock, closing.signal, () => undefined)
  const newId = parts.newId ?? (() => randomBytes(6).toString('hex'))

  const { tell, onChange } = tellers()
  const tellChanged = (id: string): void => tellCurrent(known.get(id), tell)
  const get = (id: string): Running => runningOf(id, known)
  const open = (id: string, by: string, plan: Plan, work: (running: Running) => Promise<void>): void => {
    const changed = (): void => later.schedule(id, tellEveryMs, async () => tellChanged(id))
    const record = createDeploymentRecord({ id, by, plan, clock: parts.clock, onChange: changed })
    const running: Running = { record, cancel: new AbortController(), noReturn: false, ended: Promise.resolve() }
    known.set(id, running)
    forgetOldest(known)
    tellChanged(id)
    running.ended = work(running).then(() => tellChanged(id))
  }
  const begin = (id: string, request: OperationRequest, planned: PlannedOperation, start: DeploymentStart): string => {
    open(id, request.by, planned.plan, (running) => carryOut(parts, request, planned, start, running, closing.signal))
    return id
  }

  return {
    plan: async (request, signal) => (await planning.plan(request, signal)).plan,
    planned: planning.planQuickly,
    run: async ({ fingerprint, over, lift = null, ...request }, signal) => {
      const planned = await planning.planQuickly(request, signal)
      if (planned.plan.fingerprint !== fingerprint) throw new BerthError('plan-outdated', { slot: request.slot })
      await refuseLocked(parts.hostAccess.client(request.hostId), request, planned, signal)
      const start = freshStart(parts.ledger.state(request.hostId), { ...request, over, lift }, planned.plan)
      return begin(newId(), request, planned, start)
    },
    resume: (id, request, planned, start) => void begin(id, request, planned, start),
    conduct: (id, by, plan, work) =>
      open(id, by, plan, ({ record }) => endWith(parts, record, () => work(record, closing.signal))),
    cancel: (id) => cancelRunning(get(id)),
    dismiss: (id) => {
      const { record } = get(id)
      if (record.current().phase !== 'ended') return
      known.delete(id)
      tell({ kind: 'dismissed', deploymentId: id, hostId: record.current().plan.hostId })
    },
    deployments: () => [...known.values()].map(({ record }) => record.current()),
    activities: (hostId) => activitiesOn(hostId, known),
    isOwn: (id) => isOwn(known.get(id)),
    onChange,
    waitFor: async (id, signal) => {
      const { ended, record } = get(id)
      await orAborted(ended, signal)
      return record.current()
    },
    close: async () => {
      closing.abort(new BerthError('engine-gone'))
      await Promise.all([...known.values()].map(({ ended }) => ended))
      await later.ended()
    },
  }
}

type PlanCall = (request: OperationRequest, signal: AbortSignal) => Promise<PlannedOperation>

/** `planQuickly`: where the same was planned just now, the slot alone is looked at again; not even that within a moment. */
function planningOf(parts: DeployerParts): { readonly plan: PlanCall; readonly planQuickly: PlanCall } {
  const recent = createRecentPlans(parts.clock)
  const plan: PlanCall = async (request, signal) => {
    const using = planParts(parts, request.hostId)
    const planned = await planOperation(using, request, signal)
    recent.remember(using.client, request, planned)
    return planned
  }
  return {
    plan,
    planQuickly: async (request, signal) => {
      const using = planParts(parts, request.hostId)
      const found = recent.find(using.client, request)
      if (found === null) return plan(request, signal)
      return found.isOfThisMoment ? found.planned : planAgain(using, request, found.planned, signal)
    },
  }
}

function tellers(): { readonly tell: (change: DeploymentChange) => void } & Pick<Deployments, 'onChange'> {
  const listeners = new Set<(change: DeploymentChange) => void>()
  return {
    tell: (change) => {
      for (const listener of listeners) listener(change)
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Nothing where it is forgotten by now. */
function tellCurrent(running: Running | undefined, tell: (change: DeploymentChange) => void): void {
  if (running !== undefined) tell({ kind: 'changed', deployment: running.record.current() })
}

/** Whoever takes a deployment over holds their lock under the same id: once it was lost here, it is somebody else's. */
function isOwn(running: Running | undefined): boolean {
  const result = running?.record.current().result ?? null
  const isLost = result?.kind === 'down' && result.error.code === 'lock-lost'
  return running !== undefined && !isLost
}

function runningOf(id: string, known: ReadonlyMap<string, Running>): Running {
  const running = known.get(id)
  if (running !== undefined) return running
  throw new BerthError('deployment-unknown', { deployment: id.slice(0, 64) })
}

/** Asks a deployment to put back what it switched; told only where that can still be done. */
function cancelRunning({ record, cancel, noReturn }: Running): void {
  const { phase, plan } = record.current()
  if (phase === 'ended') return
  if (noReturn) throw new BerthError('cancel-too-late', { slot: plan.slot })
  if (phase === 'running') record.setPhase('cancelling')
  cancel.abort(new BerthError('cancelled'))
}

function activitiesOn(hostId: string, known: ReadonlyMap<string, Running>): ReturnType<Deployer['activities']> {
  const running = [...known.values()].filter(({ record }) => {
    const { phase, plan } = record.current()
    return plan.hostId === hostId && phase !== 'ended'
  })
  return new Map(running.map(({ record }) => [record.current().plan.slot, record.activity()]))
}

/** What planning on a host works with. */
export function planParts(parts: DeployerParts, hostId: string): PlanParts {
  return {
    client: parts.hostAccess.client(hostId),
    credentials: parts.credentials,
    gatePolicy: parts.gatePolicy ?? defaultGatePolicy,
    readKickoff: parts.readKickoff?.(hostId) ?? kickoffReader(defaultKickoffPattern),
    ledger: parts.ledger,
    slotsFileSettings: parts.slotsFileSettings ?? (async () => null),
    findStrays: parts.findStrays ?? (async () => []),
  }
}

async function carryOut(
  parts: DeployerParts,
  request: OperationRequest,
  planned: PlannedOperation,
  start: DeploymentStart,
  running: Running,
  signal: AbortSignal,
): Promise<void> {
  const { record, cancel } = running
  const { id } = record.current()
  const { hostId, slot, operation } = request
  parts.log('info', 'deployment begins', { deployment: id, hostId, slot, operation: operation.kind })
  await endWith(parts, record, async () => {
    if (planned.plan.steps.length === 0) return { kind: 'succeeded' }
    return executePlan({
      ...planParts(parts, hostId),
      clock: parts.clock,
      log: parts.log,
      patience: parts.patience ?? defaultPatience,
      ...(parts.ownLocks && { journal: parts.ownLocks.on(hostId) }),
      onContainerEvent: (listener) => parts.hostAccess.onContainerEvent(hostId, listener),
      record,
      request,
      planned,
      start,
      cancelled: cancel.signal,
      onNoReturn: () => (running.noReturn = true),
      signal,
    })
  })
}

async function endWith(
  { log }: DeployerParts,
  record: DeploymentRecord,
  work: () => Promise<DeploymentResult>,
): Promise<void> {
  const { id } = record.current()
  try {
    record.end(await work())
  } catch (error) {
    log('error', 'deployment ended by a fault', { deployment: id, error: toErrorData(error).message })
    record.end({ kind: 'down', error: toErrorData(error), services: [], failingOutput: '', log: '' })
  }
  log('info', 'deployment ended', { deployment: id, result: record.current().result?.kind })
}

function forgetOldest(known: Map<string, Running>): void {
  for (const [id, { record }] of known) {
    if (known.size <= remembered) return
    if (record.current().phase === 'ended') known.delete(id)
  }
}
