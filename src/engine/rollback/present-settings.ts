import { BerthError } from '../../domain/berth-error'
import { findSlot } from '../../domain/slot-containers'
import type { KeptSettings } from '../deploy/kept-settings'
import type { HostAccess } from '../host-access'
import type { DockerClient } from '../ports'

/** Container IDs of the slot's services now. */
export async function presentContainers(
  hostAccess: Pick<HostAccess, 'observation' | 'lookAgain'>,
  { hostId, slot }: { readonly hostId: string; readonly slot: string },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const observation = hostAccess.observation(hostId) ?? (await hostAccess.lookAgain(hostId, signal))
  const services = findSlot(observation.containers, slot)?.services ?? []
  return new Map(
    services.flatMap(({ name, containers }): [string, string][] => {
      const id = containers.at(-1)?.id
      return id === undefined ? [] : [[name, id]]
    }),
  )
}

/** Null where the image is gone: nobody can tell a container's own settings from its image's then. */
export async function presentSettings(
  client: DockerClient,
  containerId: string,
  signal: AbortSignal,
): Promise<KeptSettings | null> {
  const inspect = await client.inspectContainer(containerId, signal)
  try {
    return { inspect, imageInspect: await client.inspectImage(String(inspect['Image']), signal) }
  } catch (error) {
    if (error instanceof BerthError && error.data.details['status'] === 404) return null
    throw error
  }
}
