import type { Fields } from './fields'
import type { SampleImage, SampleLayer } from './image'
import { pause } from './timers'
import type { World } from './world'

const steps = 8
const extractBytesPerSecond = 400_000_000

/** Pulls an image layer by layer, as long as its bytes take; tells Docker's progress lines. Leaves nothing where it is cut off. */
export async function pullImage(
  world: World,
  { repository, tag, image }: { readonly repository: string; readonly tag: string; readonly image: SampleImage },
  tell: (line: Fields) => void,
  signal: AbortSignal,
): Promise<void> {
  tell({ status: `Pulling from ${repository.slice(repository.indexOf('/') + 1)}`, id: tag })
  const here = new Set(world.images.all().flatMap((each) => each.image.layers.map(({ digest }) => digest)))
  const isNew = world.images.find(image.id) === null
  for (const { digest } of image.layers) tell({ status: layerStatus(here, digest), id: shortOf(digest) })
  for (const layer of image.layers) {
    if (!here.has(layer.digest)) await pullLayer(world, layer, tell, signal)
    if (signal.aborted) return
  }
  world.images.add(image, `${repository}:${tag}`, true)
  world.events.tell('image', 'pull', `${repository}:${tag}`, { name: repository })
  tell({ status: `Digest: ${image.digest}` })
  const status = isNew ? 'Downloaded newer image for' : 'Image is up to date for'
  tell({ status: `Status: ${status} ${repository}:${tag}` })
}

function layerStatus(here: ReadonlySet<string>, digest: string): string {
  return here.has(digest) ? 'Already exists' : 'Pulling fs layer'
}

async function pullLayer(
  { pullBytesPerSecond }: World,
  { digest, sizeBytes: total }: SampleLayer,
  tell: (line: Fields) => void,
  signal: AbortSignal,
): Promise<void> {
  const id = shortOf(digest)
  for (let step = 1; step <= steps && !signal.aborted; step += 1) {
    await pause((total / pullBytesPerSecond / steps) * 1_000, signal)
    tell({ status: 'Downloading', progressDetail: { current: Math.round((total * step) / steps), total }, id })
  }
  if (signal.aborted) return
  for (const status of ['Verifying Checksum', 'Download complete']) tell({ status, progressDetail: {}, id })
  tell({ status: 'Extracting', progressDetail: { current: total, total }, id })
  await pause((total / extractBytesPerSecond) * 1_000, signal)
  tell({ status: 'Pull complete', progressDetail: {}, id })
}

function shortOf(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12)
}
