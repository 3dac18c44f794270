import { createHash } from 'node:crypto'
import { type DeployableService, deployableServices } from '../../domain/deployable-slot'
import type { GatePolicy } from '../../domain/gate'
import type { ImageTarget } from '../../domain/image-target'
import { isTag } from '../../domain/image-reference'
import type { KickoffReader } from '../../domain/kickoff'
import type { Operation } from '../../domain/operation'
import type { Plan } from '../../domain/plan'
import { planDeployment } from '../../domain/plan-deployment'
import type { CredentialSource, DockerClient } from '../ports'
import { observeSlot, type SlotObservation } from './observe-slot'
import { resolveTargets } from './resolve-targets'

/** A slot of a host and what is to be done to it. */
export type OperationRequest = { readonly hostId: string; readonly slot: string; readonly operation: Operation }

/** What planning needs beside the request. */
export type PlanParts = {
  readonly client: DockerClient
  readonly credentials: CredentialSource
  readonly gatePolicy: GatePolicy
  readonly readKickoff: KickoffReader
}

/** A plan with what it was made of, so that it can be made again of a later look. */
export type PlannedOperation = {
  readonly plan: Plan
  readonly targets: ReadonlyMap<string, ImageTarget>
  readonly hostPlatform: string
  readonly services: readonly DeployableService[]
}

/** Looks at the slot, asks the registries, and plans. */
export async function planOperation(
  parts: PlanParts,
  request: OperationRequest,
  signal: AbortSignal,
): Promise<PlannedOperation> {
  const [info, slot] = await Promise.all([
    parts.client.connect(signal),
    observeSlot(parts.client, request.slot, signal),
  ])
  const { operation } = request
  const selected = selectedServices(slot, request)
  const images = selected.map(({ name, container }) => ({ name, container, image: slot.images.get(container.imageId) }))
  const targets =
    operation.kind === 'deploy' && isTag(operation.tag)
      ? await resolveTargets({ ...parts, imageStore: info.imageStore }, images, operation.tag, signal)
      : new Map<string, ImageTarget>()
  return planFrom(parts, request, slot, { targets, hostPlatform: info.platform })
}

/** Plans again on a new look at the slot, with the images as they were found before. */
export async function planAgain(
  parts: PlanParts,
  request: OperationRequest,
  { targets, hostPlatform }: Pick<PlannedOperation, 'targets' | 'hostPlatform'>,
  signal: AbortSignal,
): Promise<PlannedOperation> {
  return planFrom(parts, request, await observeSlot(parts.client, request.slot, signal), { targets, hostPlatform })
}

function planFrom(
  { gatePolicy, readKickoff }: PlanParts,
  request: OperationRequest,
  slot: SlotObservation,
  found: Pick<PlannedOperation, 'targets' | 'hostPlatform'>,
): PlannedOperation {
  const plan = planDeployment({ ...request, ...slot, ...found, gatePolicy, readKickoff })
  const fingerprint = createHash('sha256').update(plan.fingerprint).digest('hex')
  const services = deployableServices(slot.containers, request.slot) ?? []
  return { ...found, plan: { ...plan, fingerprint }, services }
}

function selectedServices(
  slot: SlotObservation,
  { slot: name, operation }: OperationRequest,
): readonly DeployableService[] {
  const services = deployableServices(slot.containers, name) ?? []
  return services.filter((service) => operation.services === null || operation.services.includes(service.name))
}
