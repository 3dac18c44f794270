import type { ContainerObservation, ImageObservation } from './container-observation'
import { displayText } from './display-text'
import { type ImageReference, parseImageReference } from './image-reference'
import type { Kickoff, KickoffReader } from './kickoff'
import { berthLabels, imageLabels } from './label-names'

/** Which image a container runs and where that comes from; texts are harmless for display. */
export type RunningImage = {
  /** The reference it was created by, or a tag of the image where that was an ID. Null where there is no name at all. */
  readonly reference: ImageReference | null
  readonly text: string
  readonly tag: string | null
  readonly digest: string | null
  readonly revision: string | null
  readonly version: string | null
  readonly builtAtMs: number | null
  readonly kickoff: Kickoff | null
}

/** Reads a container's image. `image` is undefined where the host no longer has it: the container's labels (which copy the image's) then tell. */
export function runningImage(
  container: ContainerObservation,
  image: ImageObservation | undefined,
  readKickoff: KickoffReader,
): RunningImage {
  const name = knownReference(container)
  const written = parseImageReference(name)
  const reference = written ?? firstTag(image)
  const labels = image?.labels ?? container.labels
  const tag = reference?.tag ?? null
  const origin = imageOrigin(labels, image)
  return {
    reference,
    text: displayText(written === null ? (image?.tags[0] ?? name) : name),
    tag,
    digest: reference?.digest ?? registryDigest(image, reference),
    ...origin,
    version: origin.version ?? versionOfTag(tag, readKickoff),
    kickoff: tag === null ? null : harmless(readKickoff(tag)),
  }
}

/** The version that the team wrote down for a tag; counts where the image itself tells none. */
export function versionOfTag(tag: string | null, readKickoff: KickoffReader): string | null {
  return tag === null ? null : labelText(readKickoff.versionOf?.(tag) ?? undefined)
}

/**
 * The reference that people know a container's image by. One that was rolled back is made by a digest or by a tag of
 * Berth's own, and a label tells the name; it counts for the same repository alone.
 */
export function knownReference({
  imageReference,
  labels,
}: Pick<ContainerObservation, 'imageReference' | 'labels'>): string {
  const labelled = labels[berthLabels.reference]
  if (labelled === undefined) return imageReference
  const [known, actual] = [parseImageReference(labelled), parseImageReference(imageReference)]
  return known !== null && known.repository === actual?.repository ? labelled : imageReference
}

/** Where an image comes from, as its labels say. `builtAtMs` falls back to Docker's own date. */
export function imageOrigin(
  labels: Readonly<Record<string, string>>,
  image: ImageObservation | undefined,
): Pick<RunningImage, 'revision' | 'version' | 'builtAtMs'> {
  return {
    revision: labelText(labels[imageLabels.revision]),
    version: labelText(labels[imageLabels.version]),
    builtAtMs: builtAt(labels, image),
  }
}

function firstTag(image: ImageObservation | undefined): ImageReference | null {
  for (const tag of image?.tags ?? []) {
    const reference = parseImageReference(tag)
    if (reference !== null) return reference
  }
  return null
}

/** An image may be known by several repositories; the digest of the one it runs under is the one to compare with. */
function registryDigest(image: ImageObservation | undefined, reference: ImageReference | null): string | null {
  const known = (image?.digests ?? []).flatMap((text) => parseImageReference(text) ?? [])
  const own = known.find((digest) => digest.repository === reference?.repository)
  return (own ?? known[0])?.digest ?? null
}

function builtAt(labels: Readonly<Record<string, string>>, image: ImageObservation | undefined): number | null {
  const labelled = Date.parse(labels[imageLabels.created]?.slice(0, 40) ?? '')
  return Number.isNaN(labelled) ? (image?.createdAtMs ?? null) : labelled
}

function labelText(value: string | undefined): string | null {
  const text = displayText(value ?? '', 128)
  return text === '' ? null : text
}

function harmless(kickoff: Kickoff | null): Kickoff | null {
  return kickoff === null
    ? null
    : { ...kickoff, branch: displayText(kickoff.branch), summary: displayText(kickoff.summary) }
}
