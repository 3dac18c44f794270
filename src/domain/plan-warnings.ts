import { isOlderVersion } from './compare-versions'
import { holdsInTheWay } from './hold'
import { whoTakes } from './host-port'
import { parseImageReference } from './image-reference'
import { isSelected } from './plan-changes'
import type { Gate, PlannedImage, PlannedService, PlanStep, PlanWarning } from './plan'
import type { PlanInput } from './plan-input'
import type { PlannedPlace } from './planned-places'
import { runningImage } from './running-image'
import { productServices } from './slot-release'

/** What a person should know before confirming, most surprising first. */
export function planWarnings(
  planned: readonly PlannedService[],
  places: readonly PlannedPlace[],
  steps: readonly PlanStep[],
  input: PlanInput,
): readonly PlanWarning[] {
  const nothing: PlanWarning[] = steps.length === 0 ? [{ kind: 'nothing-to-do' }] : []
  return [
    ...nothing,
    ...(steps.length > 0 ? [...reserved(input), ...held(input)] : []),
    ...planned.flatMap(missingImage),
    ...places.flatMap((place) => notCreated(place, input)),
    ...planned.flatMap(notInSource),
    ...(steps.length > 0 && startsImages(planned) ? mixedBranches(planned, places, input) : []),
    ...olderVersions(planned),
    ...planned.flatMap((service) => imageOnlyOnHost(service, input)),
    ...steps.flatMap(noHealthCheck),
    ...planned.flatMap((service) => anonymousVolumes(service, input)),
    ...planned.flatMap(strategyInstead),
    ...planned.flatMap((service) => settingsLost(service, places)),
    ...planned.flatMap((service) => portTaken(service, places, input)),
    ...(steps.length > 0 ? (input.wanted?.warnings ?? []) : []),
    ...dataStays(planned, input),
  ]
}

function startsImages(planned: readonly PlannedService[]): boolean {
  return planned.some(({ change }) => change.kind === 'replace' || change.kind === 'create')
}

function reserved({ reservation }: PlanInput): readonly PlanWarning[] {
  if (reservation === null) return []
  const { reservationId, by, forWhom, untilMs, why } = reservation
  return [{ kind: 'reserved', reservationId, by, forWhom, untilMs, why }]
}

function held({ holds, operation }: PlanInput): readonly PlanWarning[] {
  const [newest, ...others] = holdsInTheWay(holds, operation)
  if (newest === undefined) return []
  const { tag, by, sinceMs } = newest
  return [{ kind: 'held', holdIds: [newest, ...others].map(({ holdId }) => holdId), held: tag, by, sinceMs }]
}

function notInSource({ name, change }: PlannedService): readonly PlanWarning[] {
  return change.kind === 'not-in-source' ? [{ kind: 'not-in-source', service: name, source: change.source }] : []
}

/** Where the slot stands still there is nothing to keep serving, and nothing to tell. */
function strategyInstead({ name, change, strategy: { instead } }: PlannedService): readonly PlanWarning[] {
  if (change.kind !== 'replace' || instead === null || instead === 'asked' || instead === 'nothing-runs') return []
  return [{ kind: 'strategy-instead', service: name, reason: instead }]
}

function settingsLost({ name, change }: PlannedService, places: readonly PlannedPlace[]): readonly PlanWarning[] {
  const wanted = places.find((place) => place.name === name)?.wanted
  return change.kind === 'replace' && wanted?.settingsAreKnown === false
    ? [{ kind: 'settings-lost', service: name }]
    : []
}

/** A service that is to be started, and ports that a container outside of the slot has by now. */
function portTaken(
  { name, change, containerId }: PlannedService,
  places: readonly PlannedPlace[],
  { facts, portsOfOthers }: PlanInput,
): readonly PlanWarning[] {
  if (change.kind !== 'replace' && change.kind !== 'create' && change.kind !== 'start') return []
  const wanted = change.kind === 'start' ? null : places.find((place) => place.name === name)?.wanted
  const ports = wanted?.settingsAreKnown === true ? wanted.ports : (facts.get(containerId ?? '')?.ports ?? [])
  return ports.flatMap((port) => {
    const rival = whoTakes(port, portsOfOthers)
    return rival === null ? [] : [{ kind: 'port-taken', service: name, port: rival.port, container: rival.container }]
  })
}

/** A rollback leaves what the newer version did to the data; going back to an older version by a deploy says so itself. */
function dataStays(planned: readonly PlannedService[], { operation }: PlanInput): readonly PlanWarning[] {
  return operation.kind === 'rollback' && startsImages(planned) ? [{ kind: 'data-stays' }] : []
}

function missingImage({ name, change }: PlannedService): readonly PlanWarning[] {
  return change.kind === 'no-image' ? [{ kind: 'no-image', service: name, wanted: change.wanted }] : []
}

/** A service of the file that the slot does not have yet, and that this deployment leaves out for want of an image. */
function notCreated({ name, present }: PlannedPlace, input: PlanInput): readonly PlanWarning[] {
  const target = input.targets.get(name)
  const isLeftOut = present === null && isSelected(name, input)
  if (!isLeftOut || (target?.kind !== 'missing' && target?.kind !== 'unknown')) return []
  return [{ kind: 'not-created', service: name, wanted: target.reference }]
}

/** The tags of the product's services as they will run afterwards, where that is more than one. */
function mixedBranches(
  planned: readonly PlannedService[],
  places: readonly PlannedPlace[],
  input: PlanInput,
): readonly PlanWarning[] {
  const afterwards = places.flatMap(({ name, present }) => {
    const change = planned.find((service) => service.name === name)?.change
    const container = present?.container ?? { createdAtMs: Infinity }
    if (change?.kind === 'replace' || change?.kind === 'create')
      return [{ container, image: plannedImage(change.to, input) }]
    if (present === null) return []
    return [
      {
        container,
        image: runningImage(present.container, input.images.get(present.container.imageId), input.readKickoff),
      },
    ]
  })
  const tags = new Set(productServices(afterwards).flatMap(({ image }) => image.tag ?? []))
  return tags.size > 1 ? [{ kind: 'mixed-branches', tags: [...tags] }] : []
}

function plannedImage({ reference, tag }: PlannedImage, { readKickoff }: PlanInput) {
  return { reference: parseImageReference(reference), tag, kickoff: tag === null ? null : readKickoff(tag) }
}

function olderVersions(planned: readonly PlannedService[]): readonly PlanWarning[] {
  const seen = new Map<string, PlanWarning>()
  for (const { change } of planned) {
    if (change.kind !== 'replace') continue
    const from = change.from.version
    const to = change.to.version
    if (from === null || to === null || isOlderVersion(to, from) !== true) continue
    seen.set(`${from} ${to}`, { kind: 'older-version', from, to })
  }
  return [...seen.values()]
}

function imageOnlyOnHost({ name, change }: PlannedService, input: PlanInput): readonly PlanWarning[] {
  const target = input.targets.get(name)
  const deployed =
    change.kind === 'create' || change.kind === 'replace' || change.kind === 'unchanged' || change.kind === 'start'
  if (!deployed || target?.kind !== 'host') return []
  return [{ kind: 'image-only-on-host', service: name, reference: target.reference }]
}

function noHealthCheck(step: PlanStep): readonly PlanWarning[] {
  const gate: Gate | null = step.kind === 'gate' ? step.gate : null
  if (step.kind !== 'gate' || gate?.kind !== 'running') return []
  return [{ kind: 'no-health-check', service: step.service, forMs: gate.forMs }]
}

function anonymousVolumes({ name, containerId, change }: PlannedService, input: PlanInput): readonly PlanWarning[] {
  const count = input.facts.get(containerId ?? '')?.anonymousVolumes ?? 0
  return change.kind === 'replace' && count > 0 ? [{ kind: 'anonymous-volumes', service: name, count }] : []
}
