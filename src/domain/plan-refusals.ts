import { BerthError } from './berth-error'
import type { DeployableService } from './deployable-slot'
import { type AvailableTarget, foreignPlatform, type ImageTarget } from './image-target'
import { isTag } from './image-reference'
import type { PlanInput } from './plan-input'
import { slotContainers } from './slot-containers'

/** Refuses what can be told from the request and the slot's services alone. */
export function refuseRequest(input: PlanInput, services: readonly DeployableService[] | null): void {
  const { operation, slot } = input
  if (operation.kind === 'deploy' && !isTag(operation.tag)) {
    throw new BerthError('tag-invalid', { tag: operation.tag.slice(0, 200) })
  }
  const wanted = [...(input.wanted?.services.keys() ?? [])]
  if (services === null && wanted.length === 0) {
    const known = slotContainers(input.containers).map(({ name }) => name)
    throw new BerthError('slot-unknown', { slot, known: known.join(', ') })
  }
  const names = [...new Set([...(services ?? []).map(({ name }) => name), ...wanted])]
  if (names.length === 0) throw new BerthError('slot-empty', { slot })
  const unknown = operation.services?.find((name) => !names.includes(name))
  if (unknown !== undefined)
    throw new BerthError('service-unknown', { slot, service: unknown, known: names.join(', ') })
}

/** Refuses to touch a service whose containers could not be brought back, or not all be seen to. */
export function refuseContainer(service: DeployableService, slot: string): void {
  const { name, container, count } = service
  if (count > 1) throw new BerthError('service-scaled', { slot, service: name, count })
  if (container.autoRemove) throw new BerthError('auto-remove-container', { service: name })
  if (container.status === 'removing' || container.status === 'dead' || container.status === 'paused') {
    throw new BerthError('container-half-made', { slot, service: name, state: container.status })
  }
}

/** Refuses to rebuild a container that can't be rebuilt as it is. */
export function refuseReplacement(service: DeployableService, target: AvailableTarget, input: PlanInput): void {
  refuseContainer(service, input.slot)
  refuseForeignPlatform(target, input)
  if (input.facts.get(service.container.id)?.imageIsKnown === false) {
    throw new BerthError('image-defaults-unknown', { slot: input.slot, service: service.name })
  }
}

/** Refuses an image that the host can't run. */
export function refuseForeignPlatform(target: AvailableTarget, { hostPlatform: host }: PlanInput): void {
  const image = foreignPlatform(target, host)
  if (image !== null) throw new BerthError('platform-mismatch', { reference: target.reference, image, host })
}

/** Refuses to replace a container in whose network another one, that stays, lives. */
export function refuseBrokenNetworks(
  services: readonly DeployableService[],
  replaced: ReadonlySet<string>,
  input: PlanInput,
): void {
  for (const service of services) {
    const host = input.facts.get(service.container.id)?.usesNetworkOf
    const other = services.find(({ container }) => container.id === host)
    if (other !== undefined && replaced.has(other.name) && !replaced.has(service.name)) {
      throw new BerthError('shared-network', { service: service.name, other: other.name })
    }
  }
}

/**
 * Refuses where the image of a service that must be deployed is nowhere: one that was named, or all of them. A registry
 * that could not be asked counts as an absent image only where others of the slot come from elsewhere: a database's
 * public image has no tag of the team's, and need not be reachable.
 */
export function refuseMissingImages(targets: ReadonlyMap<string, ImageTarget>, named: boolean): void {
  const all = [...targets.values()]
  const available = all.filter(({ kind }) => kind === 'registry' || kind === 'host' || kind === 'kept')
  for (const target of all) {
    const elsewhere = available.length > 0 && available.every(({ registry }) => registry !== target.registry)
    if (target.kind === 'unknown' && (named || !elsewhere)) {
      throw new BerthError(target.error.code, target.error.details)
    }
  }
  const missing = all.find(({ kind }) => kind === 'missing')
  if (missing !== undefined && (named || available.length === 0)) {
    throw new BerthError('image-not-found', { reference: missing.reference })
  }
}
