import { BerthError } from '../../../domain/berth-error'
import type { ContainerObservation, ImageObservation } from '../../../domain/container-observation'
import { type DeployableService, deployableServices } from '../../../domain/deployable-slot'
import type { ImageTarget } from '../../../domain/image-target'
import { parseImageReference } from '../../../domain/image-reference'
import type { Intent } from '../../../domain/interrupted-service'
import type { Interruption } from '../../../domain/interruption'
import type { Plan, PlannedChange } from '../../../domain/plan'
import { lookAfterProxies, type PlannedOperation, type PlanParts, switchOversOf } from '../plan-operation'
import { readRelease, releaseSettings } from '../release-settings'
import type { SlotSettings } from '../slot-settings'
import type { SeenInterruption, SlotAddress } from './observe-interruption'

/**
 * The operation that was cut off, as it was planned: its plan, its images as they are on the host or are to be fetched
 * again, its settings. Nothing is asked of a registry. Throws `image-not-found` where an image is gone that a container is
 * still to be made of and no registry had, and `plan-outdated` where the settings it needs to go on are no longer those of
 * then.
 */
export async function plannedFromIntent(
  parts: PlanParts,
  address: SlotAddress,
  { interruption, observation }: SeenInterruption,
  plan: Plan,
  way: 'resume' | 'put-back',
  signal: AbortSignal,
): Promise<PlannedOperation> {
  const { intent } = interruption
  const services = deployableServices(observation.containers, address.slot) ?? []
  const settings = await settingsOf(parts, address, interruption, services, observation.containers, way, signal)
  const targets =
    intent === null ? new Map<string, ImageTarget>() : await targetsOf(parts, interruption, intent, way, signal)
  return {
    // Its owner knows the host by another ID than we do.
    plan: { ...plan, hostId: address.hostId },
    targets,
    settings,
    lookedAfter: way === 'resume' ? await lookedAfterOf(parts, address, intent, observation, signal) : [],
    hostPlatform: '',
    observation,
    services: services.map((service) => asPlanned(service, plan, observation.containers)),
  }
}

/** The container that gives way stands for its service, whichever of the two serves now. */
function asPlanned(
  service: DeployableService,
  plan: Plan,
  containers: readonly ContainerObservation[],
): DeployableService {
  const planned = plan.services.find(({ name }) => name === service.name)
  const old = containers.find(({ id }) => id === planned?.containerId)
  if (planned === undefined || old === undefined || old === service.container) return service
  const others = [service.container, ...service.others].filter(({ id }) => id !== old.id)
  return { ...service, container: old, containerName: planned.containerName, others }
}

type MakingChange = Extract<PlannedChange, { kind: 'replace' | 'create' }>

async function targetsOf(
  { client }: PlanParts,
  { services }: Interruption,
  { plan, images }: Intent,
  way: 'resume' | 'put-back',
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageTarget>> {
  const isToBeMade = (name: string): boolean =>
    services.some(({ service, fresh, stage }) => service === name && fresh === null && stage !== 'untouched')
  const entries = (plan?.services ?? []).map(async ({ name, change }): Promise<[string, ImageTarget][]> => {
    if (change.kind !== 'replace' && change.kind !== 'create') return []
    const { reference } = change.to
    const image = await client.observeImage(images[name] ?? reference, signal)
    // Going back makes nothing of the new image: it may be gone.
    if (image !== null) return [[name, keptTarget(reference, image)]]
    return way === 'resume' && isToBeMade(name) ? [[name, remoteTarget(change)]] : []
  })
  return new Map((await Promise.all(entries)).flat())
}

/** Pruned since: it is fetched again by its digest. */
function remoteTarget({ to: { reference, identity }, source }: MakingChange): ImageTarget {
  if (source !== 'registry') throw new BerthError('image-not-found', { reference })
  const registry = parseImageReference(reference)?.registry ?? ''
  return { kind: 'registry', reference, registry, digest: identity, platforms: [], onHost: null }
}

/** Its tag may have moved on since: then it is only found by its ID. */
function keptTarget(reference: string, image: ImageObservation): ImageTarget {
  const createBy = image.tags.includes(reference) ? reference : image.id
  return { kind: 'kept', reference, registry: parseImageReference(reference)?.registry ?? '', createBy, image }
}

/** A repair that goes on looks again: somebody may have led the proxy back meanwhile. */
async function lookedAfterOf(
  parts: PlanParts,
  { hostId, slot }: SlotAddress,
  intent: Intent | null,
  observation: SeenInterruption['observation'],
  signal: AbortSignal,
): Promise<PlannedOperation['lookedAfter']> {
  const operation = intent?.operation ?? null
  return operation?.kind === 'repair' ? lookAfterProxies(parts, { hostId, slot, operation }, observation, signal) : []
}

async function settingsOf(
  parts: PlanParts,
  { hostId, slot }: SlotAddress,
  { intent }: Interruption,
  services: readonly DeployableService[],
  containers: readonly ContainerObservation[],
  way: 'resume' | 'put-back',
  signal: AbortSignal,
): Promise<SlotSettings | null> {
  const operation = intent?.operation ?? null
  if (operation?.kind === 'deploy' && intent?.settingsVersion !== null) {
    const { tag, strategy } = operation
    const asked = { hostId, client: parts.client, slot, tag, strategy: strategy ?? null, containers }
    const settings = await parts.slotsFileSettings(asked, signal)
    // Nothing is made of them to go back: they only tell how the proxy is led, and the newest tell it best.
    if (way === 'put-back' || settings?.version === intent?.settingsVersion) return settings
    throw new BerthError('plan-outdated', { slot })
  }
  if (operation?.kind !== 'rollback') return null
  const state = parts.ledger.state(hostId)
  const known = [state?.current.get(slot), ...(state?.kept.get(slot) ?? [])]
  const release = known.find((one) => one?.releaseId === operation.releaseId)
  if (release === undefined) return null
  const [kept, switchOvers] = await Promise.all([
    readRelease(parts.ledger, hostId, release, signal),
    switchOversOf(parts, { hostId, slot }, release, { containers }, signal),
  ])
  return releaseSettings(kept, slot, services, switchOvers)
}
