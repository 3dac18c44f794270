import { BerthError } from '../../domain/berth-error'
import type { ContainerObservation, ImageObservation } from '../../domain/container-observation'
import { composeLabels } from '../../domain/label-names'
import type { PublishedPort } from '../../domain/host-port'
import type { ContainerFacts } from '../../domain/plan-input'
import { isSlotMember } from '../../domain/slot-containers'
import type { DockerClient } from '../ports'
import { countAnonymousVolumes } from './carried-mounts'
import { readRawContainer } from './raw-container'
import { wantedPorts } from './wanted-ports'

/** What planning needs to see of one slot, read afresh. */
export type SlotObservation = {
  readonly containers: readonly ContainerObservation[]
  readonly images: ReadonlyMap<string, ImageObservation>
  readonly facts: ReadonlyMap<string, ContainerFacts>
  /** Of containers outside of the slot. */
  readonly portsOfOthers: readonly PublishedPort[]
}

/** Looks at a slot's containers and their images; at those of all slots where none carries the slot's name as it is. */
export async function observeSlot(client: DockerClient, slot: string, signal: AbortSignal): Promise<SlotObservation> {
  const everything = await client.listContainers(null, signal)
  const listed = everything.filter(({ labels }) => isSlotMember(labels))
  const own = listed.filter(({ labels }) => labels[composeLabels.project] === slot)
  const observed = await Promise.all(
    (own.length > 0 ? own : listed).map(({ id }) => client.observeContainer(id, signal)),
  )
  const present = observed.filter((container) => container !== null)
  const images = await observeImages(client, present, signal)
  const found = await Promise.all(present.map((container) => factsOf(client, container, images, signal)))
  const facts = new Map(found.filter((entry) => entry !== null))
  const portsOfOthers = everything
    .filter(({ labels }) => labels[composeLabels.project] !== slot)
    .flatMap(({ ports }) => ports)
  return { containers: present.filter(({ id }) => facts.has(id)), images, facts, portsOfOthers }
}

async function observeImages(
  client: DockerClient,
  containers: readonly ContainerObservation[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageObservation>> {
  const ids = [...new Set(containers.map(({ imageId }) => imageId))]
  const images = await Promise.all(ids.map((id) => client.observeImage(id, signal)))
  return new Map(images.flatMap((image, index) => (image === null ? [] : [[ids[index] ?? image.id, image] as const])))
}

/** Null where the container went since it was observed: somebody else may be deploying. */
async function factsOf(
  client: DockerClient,
  container: ContainerObservation,
  images: ReadonlyMap<string, ImageObservation>,
  signal: AbortSignal,
): Promise<readonly [string, ContainerFacts] | null> {
  const inspect = await client.inspectContainer(container.id, signal).catch((error: unknown) => {
    if (error instanceof BerthError && error.code === 'container-gone') return null
    throw error
  })
  if (inspect === null) return null
  const raw = readRawContainer(inspect)
  const mode = raw.HostConfig.NetworkMode
  return [
    container.id,
    {
      anonymousVolumes: countAnonymousVolumes(raw),
      usesNetworkOf: mode.startsWith('container:') ? mode.slice('container:'.length) : null,
      imageIsKnown: images.has(container.imageId),
      ports: wantedPorts(raw),
    },
  ]
}
