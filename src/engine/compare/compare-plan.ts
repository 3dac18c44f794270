import type { PlanComparison, ServiceComparison } from '../../contract/plan-comparison'
import type { ContainerObservation, ImageObservation } from '../../domain/container-observation'
import { parseImageReference } from '../../domain/image-reference'
import { type AvailableTarget, type ImageTarget, isTargetImage } from '../../domain/image-target'
import type { KickoffReader } from '../../domain/kickoff'
import type { PlannedService } from '../../domain/plan'
import { imageOrigin, versionOfTag } from '../../domain/running-image'
import type { PlannedOperation } from '../deploy/plan-operation'
import { runTogether } from '../abort-scope'
import type { Clock, DockerClient } from '../ports'
import type { RegistryImage } from '../registry/registry-port'
import type { RepositoryWatch, WantedTag } from '../releases/repository-watch'
import { changedImageDefaults, comparedSettings } from './compared-settings'
import { isOlder, pageBetween, sourceOf, type Told, toldOf, withVersion } from './told-image'

/** What comparing asks. */
export type CompareParts = {
  readonly client: DockerClient
  readonly repositories: Pick<RepositoryWatch, 'describe' | 'described'>
  readonly readKickoff: KickoffReader
  readonly clock: Clock
}

const longestMs = 10_000

/** A service of the plan that gets a new container, with what it is made of. */
type Changing = {
  readonly service: PlannedService
  readonly target: AvailableTarget
  /** Null: there is none yet. */
  readonly present: ContainerObservation | null
}

/**
 * Compares what runs with what a plan would bring, for the services that get new containers. Nothing of it decides
 * anything: what no registry tells stays unknown.
 */
export async function comparePlan(
  parts: CompareParts,
  planned: PlannedOperation,
  signal: AbortSignal,
): Promise<PlanComparison> {
  const changing = planned.plan.services.flatMap((service) => changingService(service, planned))
  const wanted = changing.flatMap(({ target }) => wantedTag(target, planned) ?? [])
  if (wanted.length > 0) {
    // Whoever looks at a plan is not kept waiting by a registry that is slow.
    await runTogether(signal, [
      (each) => parts.repositories.describe(wanted, each),
      (each) => parts.clock.sleep(longestMs, each),
    ])
  }
  return { services: await Promise.all(changing.map((one) => compareService(parts, planned, one, signal))) }
}

function changingService(service: PlannedService, { targets, observation }: PlannedOperation): readonly Changing[] {
  const target = targets.get(service.name)
  const isNew = service.change.kind === 'replace' || service.change.kind === 'create'
  if (!isNew || target === undefined || !isAvailable(target)) return []
  const present = observation.containers.find(({ id }) => id === service.containerId) ?? null
  return [{ service, target, present }]
}

function isAvailable(target: ImageTarget): target is AvailableTarget {
  return target.kind !== 'missing' && target.kind !== 'unknown'
}

/** What a registry has to be asked for; null: the image is on the host, and tells itself. */
function wantedTag(target: AvailableTarget, { plan, hostPlatform }: PlannedOperation): WantedTag | null {
  const reference = parseImageReference(target.reference)
  if (imageOnHost(target) !== null || reference === null || reference.tag === null) return null
  return { hostId: plan.hostId, repository: reference.repository, tag: reference.tag, platform: hostPlatform }
}

function imageOnHost(target: AvailableTarget): ImageObservation | null {
  if (target.kind !== 'registry') return target.image
  return isTargetImage(target.onHost ?? undefined, target) ? target.onHost : null
}

async function compareService(
  { client, repositories, readKickoff }: CompareParts,
  planned: PlannedOperation,
  { service, target, present }: Changing,
  signal: AbortSignal,
): Promise<ServiceComparison> {
  const onHost = imageOnHost(target)
  const wanted = wantedTag(target, planned)
  const described = wanted === null ? null : ofThisBuild(repositories.described(wanted), target)
  const version = versionOfTag(parseImageReference(target.reference)?.tag ?? null, readKickoff)
  const to = withVersion(toldOf(onHost, described), version)
  const from = present === null ? null : presentImage(service, present, planned.observation.images)
  const [settings, imageDefaults] = await Promise.all([
    comparedSettings(client, planned, service, present, signal),
    present === null || onHost === null ? null : changedImageDefaults(client, present.imageId, onHost.id, signal),
  ])
  const isOlderBuild = isOlder(to.facts, from?.facts ?? null)
  return {
    service: service.name,
    from: from?.facts ?? null,
    to: to.facts,
    isOlderBuild,
    pullBytes: onHost === null ? (described?.sizeBytes ?? null) : 0,
    comparePage: from === null ? null : pageBetween(from, to, isOlderBuild),
    settings,
    imageDefaults: imageDefaults === null ? null : [...imageDefaults],
  }
}

/** A tag may have moved since the plan was made: then it tells of another build. */
function ofThisBuild(
  described: ReturnType<RepositoryWatch['described']>,
  target: AvailableTarget,
): RegistryImage | null {
  const isThis = described?.kind === 'image' && target.kind === 'registry' && described.digest === target.digest
  return isThis ? described : null
}

/** The plan names the revision and version of what runs; the date and the source are the image's own. */
function presentImage(
  { change }: PlannedService,
  present: ContainerObservation,
  images: ReadonlyMap<string, ImageObservation>,
): Told {
  const image = images.get(present.imageId)
  const labels = image?.labels ?? present.labels
  const { builtAtMs, revision, version } = imageOrigin(labels, image)
  const known = change.kind === 'replace' ? change.from : { revision, version }
  return { facts: { revision: known.revision, version: known.version, builtAtMs }, source: sourceOf(labels) }
}
