import type { DeployableService } from './deployable-slot'
import { isUp, oneShotServices } from './deployable-slot'
import { type AvailableTarget, type ImageTarget, isTargetImage } from './image-target'
import { parseImageReference } from './image-reference'
import type { PlannedChange } from './plan'
import type { PlanInput } from './plan-input'
import { refuseBrokenNetworks, refuseContainer, refuseMissingImages, refuseReplacement } from './plan-refusals'
import { presentImage, targetImage } from './planned-image'

/** What happens to each service, by name. Throws the refusal of the first service that can't be changed as asked. */
export function planChanges(
  services: readonly DeployableService[],
  input: PlanInput,
): ReadonlyMap<string, PlannedChange> {
  const { operation } = input
  if (operation.kind === 'deploy') refuseMissingImages(selectedTargets(services, input), operation.services !== null)
  const oneShots = oneShotServices(services)
  const changes = new Map(
    services.map((service) => [service.name, planChange(service, oneShots.has(service.name), input)] as const),
  )
  const replaced = [...changes].flatMap(([name, change]) => (change.kind === 'replace' ? [name] : []))
  refuseBrokenNetworks(services, new Set(replaced), input)
  return changes
}

function selectedTargets(services: readonly DeployableService[], input: PlanInput): ReadonlyMap<string, ImageTarget> {
  const selected = services.filter(({ name }) => isSelected(name, input))
  return new Map(selected.flatMap(({ name }) => entryOf(input.targets, name)))
}

function entryOf<Value>(map: ReadonlyMap<string, Value>, key: string): readonly (readonly [string, Value])[] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}

function isSelected(name: string, { operation }: PlanInput): boolean {
  return operation.services === null || operation.services.includes(name)
}

function planChange(service: DeployableService, isOneShot: boolean, input: PlanInput): PlannedChange {
  const { container } = service
  const image = presentImage(container, input.images.get(container.imageId), input.readKickoff)
  if (!isSelected(service.name, input)) return { kind: 'not-selected', image }
  switch (input.operation.kind) {
    case 'deploy':
      return planReplacement(service, isOneShot, input)
    case 'stop':
      return isUp(service.container) ? touch(service, input, { kind: 'stop', image }) : { kind: 'unchanged', image }
    case 'start':
      return isUp(service.container) ? { kind: 'unchanged', image } : touch(service, input, { kind: 'start', image })
    case 'restart':
      return touch(service, input, { kind: 'restart', image })
  }
}

function touch(service: DeployableService, input: PlanInput, change: PlannedChange): PlannedChange {
  refuseContainer(service, input.slot)
  return change
}

function planReplacement(service: DeployableService, isOneShot: boolean, input: PlanInput): PlannedChange {
  const { name, container } = service
  const running = input.images.get(container.imageId)
  const image = presentImage(container, running, input.readKickoff)
  const target = input.targets.get(name)
  if (target === undefined) return { kind: 'not-selected', image }
  if (target.kind === 'missing' || target.kind === 'unknown') {
    return { kind: 'no-image', image, wanted: target.reference }
  }
  const recreate = input.operation.kind === 'deploy' ? input.operation.recreate : 'changed'
  const same = namesTarget(container.imageReference, target) && isTargetImage(running, target)
  if (same && recreate === 'changed') {
    const left = isUp(container) || isOneShot
    return left ? { kind: 'unchanged', image } : touch(service, input, { kind: 'start', image })
  }
  refuseReplacement(service, target, input)
  return { kind: 'replace', from: image, to: targetImage(target), source: target.kind }
}

/** The same content under another tag is another release to everybody who looks at the board. */
function namesTarget(reference: string, target: AvailableTarget): boolean {
  const present = parseImageReference(reference)
  const wanted = parseImageReference(target.reference)
  return present !== null && present.repository === wanted?.repository && present.tag === wanted.tag
}
