import type { ReleaseOption } from '../../contract/release-option'
import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation, HostObservation } from '../../domain/container-observation'
import type { KickoffReader } from '../../domain/kickoff'
import { runningImage } from '../../domain/running-image'
import { findSlot, slotContainers } from '../../domain/slot-containers'
import { productServices } from '../../domain/slot-release'
import type { FiledRepositories } from '../deploy/spec-body/filed-repositories'
import type { HostAccess } from '../host-access'
import { releaseOptions, type RunningService, type ServiceRepository } from './release-options'

export type ListReleasesParts = {
  readonly hostAccess: HostAccess
  readonly hostIds: () => readonly string[]
  readonly readKickoff: (hostId: string) => KickoffReader
  readonly filedRepositories: FiledRepositories
}

/**
 * The tags a slot could be switched to, from the images on its host and from what runs on any connected host. A slot of
 * the slots file needs no containers. Throws
 * `host-unknown`, `slot-unknown` and the host's own errors.
 */
export async function listReleases(
  { hostAccess, hostIds, readKickoff, filedRepositories }: ListReleasesParts,
  hostId: string,
  slot: string,
  signal: AbortSignal,
): Promise<readonly ReleaseOption[]> {
  const observation = hostAccess.observation(hostId) ?? (await hostAccess.lookAgain(hostId, signal))
  const present = repositoriesOf(observation, slot, readKickoff(hostId))
  const filed = await filedRepositories(hostId, slot, signal).catch((error: unknown) => {
    // What runs can be told without the file; the plan says what is wrong with it.
    if (present === null || signal.aborted) throw error
    return null
  })
  if (present === null && filed === null)
    throw new BerthError('slot-unknown', { slot, host: hostAccess.hostName(hostId) })
  const services = withFiled(present ?? [], filed ?? new Map())
  const images = await hostAccess.client(hostId).listImages(signal)
  const running = hostIds().flatMap((id) => runningOn(hostAccess, id, readKickoff(id)))
  return releaseOptions({ services, images, running, readKickoff: readKickoff(hostId) })
}

/** The services that a switch is about; a database beside them has tags of its own. Null: no such slot. */
function repositoriesOf(
  observation: HostObservation,
  slot: string,
  readKickoff: KickoffReader,
): readonly ServiceRepository[] | null {
  const found = findSlot(observation.containers, slot)
  if (found === null) return null
  const services = found.services.flatMap(({ name, containers }) => {
    const container = containers.at(-1)
    if (container === undefined) return []
    return [{ name, container, image: imageOf(container, observation, readKickoff) }]
  })
  return productServices(services).flatMap(({ name, image }) =>
    image.reference === null ? [] : [{ name, repository: image.reference.repository }],
  )
}

/** Services of the file that the slot does not have yet come with what is deployed. */
function withFiled(
  present: readonly ServiceRepository[],
  filed: ReadonlyMap<string, string>,
): readonly ServiceRepository[] {
  const added = [...filed].filter(([name]) => present.every((service) => service.name !== name))
  return [...present, ...added.map(([name, repository]) => ({ name, repository }))]
}

function runningOn(hostAccess: HostAccess, hostId: string, readKickoff: KickoffReader): readonly RunningService[] {
  const observation = hostAccess.observation(hostId)
  if (observation === null || hostAccess.connection(hostId).kind !== 'connected') return []
  return slotContainers(observation.containers).flatMap((slot) =>
    slot.services.flatMap(({ containers }) =>
      containers
        .filter((container) => container.status === 'running')
        .map((container) => ({ hostId, slot: slot.name, image: imageOf(container, observation, readKickoff) })),
    ),
  )
}

function imageOf(container: ContainerObservation, observation: HostObservation, readKickoff: KickoffReader) {
  return runningImage(container, observation.images.get(container.imageId), readKickoff)
}
