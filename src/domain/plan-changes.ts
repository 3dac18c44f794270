import type { DeployableService } from './deployable-slot'
import { isUp, oneShotServices } from './deployable-slot'
import { type AvailableTarget, type ImageTarget, isTargetImage } from './image-target'
import { parseImageReference } from './image-reference'
import { berthLabels } from './label-names'
import type { PlannedChange, PlannedImage } from './plan'
import type { PlanInput } from './plan-input'
import {
  refuseBrokenNetworks,
  refuseContainer,
  refuseForeignPlatform,
  refuseMissingImages,
  refuseReplacement,
} from './plan-refusals'
import { presentImage, targetImage } from './planned-image'
import type { PlannedPlace } from './planned-places'
import { knownReference } from './running-image'

/** What happens to each service, by name. Throws the refusal of the first service that can't be changed as asked. */
export function planChanges(places: readonly PlannedPlace[], input: PlanInput): ReadonlyMap<string, PlannedChange> {
  const { operation } = input
  if (operation.kind === 'deploy' || operation.kind === 'rollback') {
    refuseMissingImages(selectedTargets(places, input), operation.services !== null || operation.kind === 'rollback')
  }
  const oneShots = oneShotServices(places)
  const changes = new Map(
    places.flatMap((place) => {
      const change = planChange(place, oneShots.has(place.name), input)
      return change === null ? [] : [[place.name, change] as const]
    }),
  )
  const replaced = [...changes].flatMap(([name, change]) => (change.kind === 'replace' ? [name] : []))
  const present = places.flatMap(({ present: service }) => service ?? [])
  refuseBrokenNetworks(present, new Set(replaced), input)
  return changes
}

function selectedTargets(places: readonly PlannedPlace[], input: PlanInput): ReadonlyMap<string, ImageTarget> {
  const selected = places.filter(({ name }) => isSelected(name, input))
  return new Map(selected.flatMap(({ name }) => entryOf(input.targets, name)))
}

function entryOf<Value>(map: ReadonlyMap<string, Value>, key: string): readonly (readonly [string, Value])[] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}

/** Whether the operation is about the service. */
export function isSelected(name: string, { operation }: PlanInput): boolean {
  return operation.services === null || operation.services.includes(name)
}

/** Null: a service without a container that nothing is done about; a warning says so where its image is missing. */
function planChange(place: PlannedPlace, isOneShot: boolean, input: PlanInput): PlannedChange | null {
  const { present } = place
  if (present === null) return isSelected(place.name, input) ? planCreation(place, input) : null
  const { container } = present
  const image = presentImage(container, input.images.get(container.imageId), input.readKickoff)
  if (!isSelected(place.name, input)) return { kind: 'not-selected', image }
  switch (input.operation.kind) {
    case 'deploy':
    case 'rollback':
      return planReplacement(present, place, isOneShot, input)
    case 'stop':
      return isUp(container) ? touch(present, input, { kind: 'stop', image }) : { kind: 'unchanged', image }
    case 'start':
      return isUp(container) ? { kind: 'unchanged', image } : touch(present, input, { kind: 'start', image })
    case 'restart':
      return touch(present, input, { kind: 'restart', image })
    case 'repair':
      return planLeadBack(present, image, input)
  }
}

function planLeadBack(present: DeployableService, image: PlannedImage, input: PlanInput): PlannedChange {
  const astray = input.astray.get(present.name)
  if (astray === undefined) return { kind: 'unchanged', image }
  const { proxy, leads, should } = astray
  return touch(present, input, { kind: 'lead-back', image, proxy, leads, should })
}

function touch(service: DeployableService, input: PlanInput, change: PlannedChange): PlannedChange {
  refuseContainer(service, input.slot)
  return change
}

function planCreation({ name }: PlannedPlace, input: PlanInput): PlannedChange | null {
  const target = input.targets.get(name)
  if (target === undefined || target.kind === 'missing' || target.kind === 'unknown') return null
  refuseForeignPlatform(target, input)
  return { kind: 'create', to: targetImage(target, input.readKickoff), source: target.kind }
}

function planReplacement(
  service: DeployableService,
  place: PlannedPlace,
  isOneShot: boolean,
  input: PlanInput,
): PlannedChange {
  const { name, container } = service
  const running = input.images.get(container.imageId)
  const image = presentImage(container, running, input.readKickoff)
  if (input.wanted !== null && place.wanted === null)
    return { kind: 'not-in-source', image, source: input.wanted.source }
  const target = input.targets.get(name)
  if (target === undefined) return { kind: 'not-selected', image }
  if (target.kind === 'missing' || target.kind === 'unknown') {
    return { kind: 'no-image', image, wanted: target.reference }
  }
  const cause = replacementCause(service, place, target, input)
  if (cause === null) {
    const left = isUp(container) || isOneShot
    return left ? { kind: 'unchanged', image } : touch(service, input, { kind: 'start', image })
  }
  refuseReplacement(service, target, input)
  return { kind: 'replace', from: image, to: targetImage(target, input.readKickoff), source: target.kind, cause }
}

type ReplacementCause = Extract<PlannedChange, { kind: 'replace' }>['cause']

/** Why the container has to give way; null where it is already what was asked for. */
function replacementCause(
  { container }: DeployableService,
  { wanted }: PlannedPlace,
  target: AvailableTarget,
  { images, operation }: PlanInput,
): ReplacementCause | null {
  if (operation.kind === 'rollback') return wanted?.containerId === container.id ? null : 'release-asked'
  const same = namesTarget(knownReference(container), target) && isTargetImage(images.get(container.imageId), target)
  if (!same) return 'image-changes'
  if (wanted !== null && container.labels[berthLabels.settings] !== wanted.settingsHash) return 'settings-change'
  return operation.kind === 'deploy' && operation.recreate === 'always' ? 'recreate-asked' : null
}

/** The same content under another tag is another release to everybody who looks at the board. */
function namesTarget(reference: string, target: AvailableTarget): boolean {
  const present = parseImageReference(reference)
  const wanted = parseImageReference(target.reference)
  return present !== null && present.repository === wanted?.repository && present.tag === wanted.tag
}
