import { BerthError } from '../../domain/berth-error'
import type { ImageObservation } from '../../domain/container-observation'
import { formatImageReference, parseImageReference } from '../../domain/image-reference'
import type { Execution } from './execution'

/** An image as it was when a deployment began. */
export type WantedImage = {
  readonly imageId: string
  /** The reference that people know it by. */
  readonly reference: string
  /** The registry's; null for an image that was never pushed. */
  readonly digest: string | null
}

/** An image on the host, and the reference that a container is made of it by. */
export type BroughtImage = { readonly image: ImageObservation; readonly createBy: string }

type Parts = Pick<Execution, 'client' | 'credentials' | 'host' | 'signal'>

/**
 * Finds an image on the host, or fetches it from its registry by its digest: the very image of then, or none. It gets its
 * tag back where no other image has that now. Throws `image-gone`, or what the registry said.
 */
export async function bringImage(parts: Parts, wanted: WantedImage): Promise<BroughtImage> {
  const image = (await find(parts, wanted.imageId)) ?? (await fetchImage(parts, wanted))
  if (image.tags.includes(wanted.reference)) return { image, createBy: wanted.reference }
  const named = parseImageReference(wanted.reference)
  if (named === null || named.tag === null || (await find(parts, wanted.reference)) !== null) {
    return { image, createBy: image.id }
  }
  const { repository, tag } = named
  await parts.host.read((signal) => parts.client.tagImage(image.id, repository, tag, signal))
  return { image, createBy: wanted.reference }
}

async function fetchImage(parts: Parts, { imageId, reference, digest }: WantedImage): Promise<ImageObservation> {
  const named = parseImageReference(reference)
  if (named === null) throw new BerthError('image-gone', { reference })
  const pulled = digest === null ? reference : formatImageReference({ ...named, tag: null, digest })
  const login = await parts.credentials.credentialsFor(named.registry, parts.signal)
  await parts.host.read((signal) => parts.client.pull(pulled, login, () => undefined, signal))
  const image = await find(parts, pulled)
  if (image?.id !== imageId) throw new BerthError('image-gone', { reference })
  return image
}

function find({ client, host }: Parts, referenceOrId: string): Promise<ImageObservation | null> {
  return host.read((signal) => client.observeImage(referenceOrId, signal))
}
