import type { ContainerObservation } from './container-observation'
import { isUp } from './deployable-slot'
import { berthLabels, composeLabels } from './label-names'
import type { LedgerRecordOf } from './ledger/ledger-record'
import type { PlannedService } from './plan'
import { isSlotMember, type SlotContainers } from './slot-containers'
import { isLeftBehind } from './temporary-name'

/**
 * How far a deployment came with one service. `finished`: the new container has its lasting name; `lost`: somebody took
 * both containers away; `untouched`: the plan leaves it alone.
 */
export const interruptedStages = [
  'not-begun',
  'created',
  'old-stopped',
  'new-started',
  'finished',
  'lost',
  'untouched',
] as const
/** See `interruptedStages`. */
export type InterruptedStage = (typeof interruptedStages)[number]

/**
 * One service of a slot whose deployment stopped in the middle, as its containers say now. For a stop, start, restart or
 * repair there is one container, and it is the old one.
 */
export type InterruptedService = {
  readonly service: string
  readonly stage: InterruptedStage
  readonly serving: 'old' | 'new' | 'both' | 'nothing'
  readonly old: ContainerObservation | null
  /** The container that the deployment made, under its temporary or its lasting name. */
  readonly fresh: ContainerObservation | null
  /** Whether the old one ran before the deployment: it is to run again when it is put back. */
  readonly wasRunning: boolean
  /** There never was an old container: the service was new to the slot. */
  readonly isNew: boolean
  /** Containers that neither the plan nor the deployment accounts for. */
  readonly isChanged: boolean
}

/** Whether somebody took the old container away, or this deployment did when it was almost through. */
export function isOldGone({ old, isNew, stage }: InterruptedService): boolean {
  return old === null && !isNew && stage !== 'untouched'
}

/** What the ledger knows of a deployment that has begun and not ended. */
export type Intent = LedgerRecordOf<'deployment-begun'>

type Own = readonly ContainerObservation[]

/** The containers of a slot by its services' names on the board, all generations of them, oldest first. */
export function containersByService(
  slot: SlotContainers,
  containers: readonly ContainerObservation[],
): ReadonlyMap<string, Own> {
  const sorted = containers
    .filter(({ labels }) => isSlotMember(labels) && labels[composeLabels.project] === slot.label)
    .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1))
  return new Map(
    slot.services.map(({ name, label }) => [
      name,
      sorted.filter(({ labels }) => labels[composeLabels.service] === label),
    ]),
  )
}

/** A service as the intent tells what was to be done to it. */
export function plannedInterruption(planned: PlannedService, own: Own, intent: Intent): InterruptedService {
  const old = own.find(({ id }) => id === planned.containerId) ?? null
  switch (planned.change.kind) {
    case 'replace':
    case 'create':
      return replaced(planned, own, old ?? madeAgain(planned, own, intent), intent)
    case 'stop':
    case 'start':
    case 'restart':
      return powered(planned, planned.change.kind, old, intent)
    case 'lead-back':
      // Leading it once more is as good as the first time.
      return alone(planned.name, old, 'not-begun')
    case 'unchanged':
    case 'no-image':
    case 'not-selected':
    case 'not-in-source':
      return alone(planned.name, own.at(-1) ?? null, 'untouched')
  }
}

/** What stands in place of an old container that somebody took away: it has the name, and this deployment did not make it. */
function madeAgain({ containerId, containerName }: PlannedService, own: Own, intent: Intent): Own[number] | null {
  if (containerId === null) return null
  return own.find((one) => one.name === containerName && !isMadeBy(one, intent.deploymentId)) ?? null
}

function replaced(
  planned: PlannedService,
  own: Own,
  old: ContainerObservation | null,
  intent: Intent,
): InterruptedService {
  const fresh = own.filter((container) => container !== old && isMadeBy(container, intent.deploymentId)).at(-1) ?? null
  const service = planned.name
  const wasRunning = intent.wasRunning[service] ?? (old !== null && isUp(old))
  const isNew = planned.containerId === null
  const isAnother = old !== null && old.id !== planned.containerId
  const isChanged = isAnother || own.some((container) => container !== old && container !== fresh)
  const stage = replacementStage(old, fresh, { wasRunning, isNew })
  return { service, stage, serving: servingOf(old, fresh), old, fresh, wasRunning, isNew, isChanged }
}

/** Whether the old container still runs, and would no longer be brought up again: its policy goes before it is stopped. */
export function hasLostItsPolicy({ service, old }: InterruptedService, intent: Intent | null): boolean {
  const before = intent?.restartPolicies[service]
  return old?.restartPolicy === 'no' && before !== undefined && before.name !== 'no'
}

function powered(
  planned: PlannedService,
  kind: 'stop' | 'start' | 'restart',
  old: ContainerObservation | null,
  intent: Intent,
): InterruptedService {
  const service = planned.name
  const wasRunning = intent.wasRunning[service] ?? kind !== 'start'
  return { ...alone(service, old, powerStage(kind, old, wasRunning, intent.atMs)), wasRunning, isChanged: old === null }
}

function powerStage(
  kind: 'stop' | 'start' | 'restart',
  old: ContainerObservation | null,
  wasRunning: boolean,
  begunAtMs: number,
): InterruptedStage {
  const isStarted = old !== null && isUp(old)
  if (!isStarted) return wasRunning ? 'old-stopped' : 'not-begun'
  if (kind === 'start' && !wasRunning) return 'new-started'
  return kind === 'restart' && (old.startedAtMs ?? 0) >= begunAtMs ? 'new-started' : 'not-begun'
}

/**
 * A service where no intent is known: its containers' names and labels are all there is. That the old one ran is seen
 * from its end: after the new one was made, it was the deployment that stopped it.
 */
export function unplannedInterruption(service: string, own: Own, deploymentId: string): InterruptedService {
  const fresh = own.filter((container) => isLeftBehind(container) || isMadeBy(container, deploymentId)).at(-1) ?? null
  const old = own.filter((container) => !isLeftBehind(container) && container !== fresh).at(-1) ?? null
  if (fresh === null) return alone(service, old, 'not-begun')
  const wasRunning = old !== null && (isUp(old) || (old.finishedAtMs ?? 0) >= fresh.createdAtMs)
  const stage = replacementStage(old, fresh, { wasRunning, isNew: false })
  const isChanged = own.some((container) => container !== old && container !== fresh)
  return { service, stage, serving: servingOf(old, fresh), old, fresh, wasRunning, isNew: false, isChanged }
}

function alone(service: string, old: ContainerObservation | null, stage: InterruptedStage): InterruptedService {
  const wasRunning = old !== null && isUp(old)
  return { service, stage, serving: servingOf(old, null), old, fresh: null, wasRunning, isNew: false, isChanged: false }
}

function isMadeBy(container: ContainerObservation, deploymentId: string): boolean {
  return deploymentId !== '' && container.labels[berthLabels.deployment] === deploymentId
}

function replacementStage(
  old: ContainerObservation | null,
  fresh: ContainerObservation | null,
  { wasRunning, isNew }: { readonly wasRunning: boolean; readonly isNew: boolean },
): InterruptedStage {
  if (fresh !== null && !isLeftBehind(fresh)) return 'finished'
  if (old === null && fresh === null && !isNew) return 'lost'
  if (fresh !== null && fresh.startedAtMs !== null) return 'new-started'
  if (old !== null && wasRunning && !isUp(old)) return 'old-stopped'
  return fresh === null ? 'not-begun' : 'created'
}

/** A new container serves once Docker calls it healthy; an old one as long as it runs, as it did before. */
function servingOf(
  old: ContainerObservation | null,
  fresh: ContainerObservation | null,
): InterruptedService['serving'] {
  const oldServes = old !== null && isUp(old)
  const newServes = fresh?.status === 'running' && (fresh.health === 'healthy' || fresh.health === 'none')
  if (oldServes) return newServes ? 'both' : 'old'
  return newServes ? 'new' : 'nothing'
}
