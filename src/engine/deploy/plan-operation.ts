import { createHash } from 'node:crypto'
import { BerthError } from '../../domain/berth-error'
import { type DeployableService, deployableServices } from '../../domain/deployable-slot'
import type { GatePolicy } from '../../domain/gate'
import type { ImageTarget } from '../../domain/image-target'
import { isTag } from '../../domain/image-reference'
import type { KickoffReader } from '../../domain/kickoff'
import { emptyLedgerState, type LedgerState } from '../../domain/ledger/ledger-state'
import { openReservation } from '../../domain/ledger/open-reservation'
import type { Release } from '../../domain/ledger/release'
import { slotHolds } from '../../domain/ledger/slot-holds'
import type { Operation } from '../../domain/operation'
import type { Plan } from '../../domain/plan'
import { planDeployment } from '../../domain/plan-deployment'
import { isOwnReservation, type Reservation } from '../../domain/reservation'
import type { LedgerAccess } from '../ledger-access'
import type { CredentialSource, DockerClient } from '../ports'
import { observeSlot, type SlotObservation } from './observe-slot'
import { type KeptRelease, readRelease, releaseSettings } from './release-settings'
import { releaseTargets } from './release-targets'
import { resolveReferences, resolveTargets, type ResolveParts } from './resolve-targets'
import type { SlotSettings, SlotsFileSettings } from './slot-settings'
import type { FindStrays } from './switch-over/find-strays'
import type { LookedAfter } from './switch-over/looked-after'

/** A slot of a host and what is to be done to it. `by`: who asks; a reservation of one's own is no obstacle. */
export type OperationRequest = {
  readonly hostId: string
  readonly slot: string
  readonly operation: Operation
  readonly by: string
}

/** What planning needs beside the request. */
export type PlanParts = {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly gatePolicy: GatePolicy
  readonly readKickoff: KickoffReader
  readonly ledger: LedgerAccess
  readonly slotsFileSettings: SlotsFileSettings
  readonly findStrays: FindStrays
}

/** What a plan was made of beside the slot, so that it can be made again of a later look. */
export type FoundForPlan = {
  readonly targets: ReadonlyMap<string, ImageTarget>
  readonly hostPlatform: string
  /** Null: the present containers' settings are carried over. */
  readonly settings: SlotSettings | null
  /** For a repair: where the slot's proxies lead. */
  readonly lookedAfter: readonly LookedAfter[]
}

/** A plan with what it was made of. */
export type PlannedOperation = FoundForPlan & {
  readonly plan: Plan
  readonly services: readonly DeployableService[]
  readonly observation: SlotObservation
}

/** Looks at the slot, asks the registries, and plans. Throws `release-unknown` for a rollback to what is not kept. */
export async function planOperation(
  parts: PlanParts,
  request: OperationRequest,
  signal: AbortSignal,
): Promise<PlannedOperation> {
  const ledger = parts.ledger.state(request.hostId) ?? (await parts.ledger.refresh(request.hostId, signal))
  const release = wantedRelease(ledger, request)
  const [info, slot, kept] = await Promise.all([
    parts.client.connect(signal),
    observeSlot(parts.client, request.slot, signal),
    release === null ? null : readRelease(parts.ledger, request.hostId, release, signal),
  ])
  const resolveParts = { ...parts, imageStore: info.imageStore }
  const found = await findImages(parts, resolveParts, request, slot, kept, signal)
  return planFrom(parts, request, slot, { ...found, hostPlatform: info.platform })
}

/** Plans again on a new look at the slot, with the images and settings as they were found before. */
export async function planAgain(
  parts: PlanParts,
  request: OperationRequest,
  { targets, hostPlatform, settings, lookedAfter }: FoundForPlan,
  signal: AbortSignal,
): Promise<PlannedOperation> {
  const slot = await observeSlot(parts.client, request.slot, signal)
  return planFrom(parts, request, slot, { targets, hostPlatform, settings, lookedAfter })
}

function planFrom(
  { gatePolicy, readKickoff, ledger }: PlanParts,
  request: OperationRequest,
  observation: SlotObservation,
  found: FoundForPlan,
): PlannedOperation {
  const state = ledger.state(request.hostId) ?? emptyLedgerState
  const plan = planDeployment({
    ...request,
    ...observation,
    ...found,
    wanted: found.settings?.wanted ?? null,
    astray: new Map(
      found.lookedAfter.flatMap(({ service, stray }) => (stray === null ? [] : [[service, stray.drift]])),
    ),
    reservation: foreignReservation(ledger, request),
    holds: slotHolds(state, request.slot),
    currentReleaseId: state.current.get(request.slot)?.releaseId ?? null,
    downtimesMs: state.downtimes.get(request.slot) ?? new Map(),
    gatePolicy,
    readKickoff,
  })
  const fingerprint = createHash('sha256').update(plan.fingerprint).digest('hex')
  const services = deployableServices(observation.containers, request.slot) ?? []
  return { ...found, plan: { ...plan, fingerprint }, services, observation }
}

function foreignReservation(ledger: LedgerAccess, { hostId, slot, by }: OperationRequest): Reservation | null {
  const state = ledger.state(hostId)
  const reservation = state === null ? null : openReservation(state, slot, ledger.hostNowMs(hostId))
  return reservation === null || isOwnReservation(reservation, by) ? null : reservation
}

async function findImages(
  parts: PlanParts,
  resolveParts: ResolveParts,
  request: OperationRequest,
  slot: SlotObservation,
  kept: KeptRelease | null,
  signal: AbortSignal,
): Promise<Omit<FoundForPlan, 'hostPlatform'>> {
  const { operation } = request
  const nothing = { targets: new Map(), settings: null, lookedAfter: [] }
  const services = deployableServices(slot.containers, request.slot) ?? []
  switch (operation.kind) {
    case 'deploy':
      return isTag(operation.tag)
        ? {
            ...nothing,
            ...(await findDeployed(parts, resolveParts, { ...request, operation }, slot, services, signal)),
          }
        : nothing
    case 'rollback': {
      if (kept === null) return nothing
      const { release } = kept
      const [targets, switchOvers] = await Promise.all([
        releaseTargets(resolveParts, release, operation.services, signal),
        switchOversOf(parts, request, release, slot, signal),
      ])
      return { ...nothing, targets, settings: releaseSettings(kept, request.slot, services, switchOvers) }
    }
    case 'stop':
    case 'start':
    case 'restart':
      return nothing
    case 'repair':
      return { ...nothing, lookedAfter: await lookAfterProxies(parts, { ...request, operation }, slot, signal) }
  }
}

/** How traffic is led today is for the published file to say, whichever release is gone back to. */
export async function switchOversOf(
  { client, slotsFileSettings }: PlanParts,
  { hostId, slot }: Pick<OperationRequest, 'hostId' | 'slot'>,
  release: Release,
  { containers }: Pick<SlotObservation, 'containers'>,
  signal: AbortSignal,
): Promise<SlotSettings['switchOvers']> {
  const tag = release.services.flatMap((service) => service.tag ?? [])[0] ?? 'latest'
  const settings = await slotsFileSettings({ hostId, client, slot, tag, strategy: null, containers }, signal)
  return settings?.switchOvers ?? new Map()
}

type RepairOperation = Extract<Operation, { kind: 'repair' }>
type DeployRequest = OperationRequest & { readonly operation: Extract<Operation, { kind: 'deploy' }> }

async function findDeployed(
  parts: PlanParts,
  resolveParts: ResolveParts,
  { hostId, slot, operation }: DeployRequest,
  observation: SlotObservation,
  services: readonly DeployableService[],
  signal: AbortSignal,
): Promise<Pick<FoundForPlan, 'targets' | 'settings'>> {
  const { tag, strategy } = operation
  const isSelected = (name: string): boolean => operation.services === null || operation.services.includes(name)
  const asked = { hostId, client: parts.client, slot, tag, strategy: strategy ?? null, ...observation }
  const settings = await parts.slotsFileSettings(asked, signal)
  if (settings !== null) {
    const selected = [...settings.references].filter(([name]) => isSelected(name))
    return { settings, targets: await resolveReferences(resolveParts, new Map(selected), signal) }
  }
  const images = services
    .filter(({ name }) => isSelected(name))
    .map(({ name, container }) => ({ name, container, image: observation.images.get(container.imageId) }))
  return { settings: null, targets: await resolveTargets(resolveParts, images, tag, signal) }
}

/** Where no proxy leads elsewhere, one that nobody can tell of is what is wrong. */
export async function lookAfterProxies(
  { client, findStrays }: Pick<PlanParts, 'client' | 'findStrays'>,
  { hostId, slot, operation }: Pick<OperationRequest, 'hostId' | 'slot'> & { readonly operation: RepairOperation },
  { containers }: Pick<SlotObservation, 'containers'>,
  signal: AbortSignal,
): Promise<readonly LookedAfter[]> {
  const all = await findStrays({ hostId, client, slot, containers }, signal)
  const selected = all.filter(({ service }) => operation.services === null || operation.services.includes(service))
  const problem = selected.find((one) => one.problem !== null)?.problem ?? null
  if (problem !== null && selected.every(({ stray }) => stray === null)) throw problem
  return selected
}

/** The release that a rollback goes back to; null for anything else. */
function wantedRelease(ledger: LedgerState, { slot, operation }: OperationRequest): Release | null {
  return operation.kind === 'rollback' ? findRelease(ledger, slot, operation.releaseId) : null
}

/** A release that can be gone back to: a kept one, or the present one where containers differ from what was left. */
function findRelease(ledger: LedgerState, slot: string, releaseId: string): Release {
  const known = [ledger.current.get(slot), ...(ledger.kept.get(slot) ?? [])]
  const release = known.find((one) => one?.releaseId === releaseId)
  if (release !== undefined) return release
  throw new BerthError('release-unknown', { slot, release: releaseId.slice(0, 64) })
}
