import { BerthError } from '../../domain/berth-error'
import { berthLabels } from '../../domain/label-names'
import type { ContainerCreateBody, DockerClient } from '../ports'
import { recordsDirectory, type StorePlace, volumeNameOf } from './find-store'
import type { StoreKind } from './store-kind'

const image = { repository: 'berth-ledger', tag: '1' }

/**
 * Makes a store's container under a name, on the volume of its generation; a volume that is there keeps what is in it.
 * Null where a container has the name.
 */
export async function makeStore(
  client: DockerClient,
  kind: StoreKind,
  name: string,
  generation: number,
  signal: AbortSignal,
): Promise<StorePlace | null> {
  const labels = { [kind.label]: '1', [berthLabels.storeGeneration]: String(generation) }
  const volume = volumeNameOf(kind, generation)
  await client.createVolume(volume, { labels }, signal)
  const mounts = [{ Type: 'volume', Source: volume, Target: recordsDirectory }]
  const body = { Labels: labels, HostConfig: { Mounts: mounts } }
  const containerId = await createUnstarted(client, name, body, signal)
  return containerId === null ? null : { generation, containerId }
}

/** Makes a container that is never started, of an image without a byte in it. Null where a container has the name. */
export async function createUnstarted(
  client: DockerClient,
  name: string,
  body: ContainerCreateBody,
  signal: AbortSignal,
): Promise<string | null> {
  const whole = {
    Image: `${image.repository}:${image.tag}`,
    // Never run: Docker only wants a command to be there.
    Cmd: [image.repository],
    NetworkDisabled: true,
    ...body,
  }
  try {
    return await client.createContainer(name, whole, signal)
  } catch (error) {
    if (statusOf(error) === 409) return null
    if (statusOf(error) !== 404) throw error
    await client.createEmptyImage(image.repository, image.tag, signal)
    return createOnce(client, name, whole, signal)
  }
}

async function createOnce(
  client: DockerClient,
  name: string,
  body: ContainerCreateBody,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    return await client.createContainer(name, body, signal)
  } catch (error) {
    if (statusOf(error) === 409) return null
    throw error
  }
}

function statusOf(error: unknown): unknown {
  return error instanceof BerthError && error.code === 'docker-refused' ? error.data.details['status'] : null
}
