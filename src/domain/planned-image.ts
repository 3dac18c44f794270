import type { ContainerObservation, ImageObservation } from './container-observation'
import { displayText } from './display-text'
import { type AvailableTarget, isTargetImage } from './image-target'
import { parseImageReference } from './image-reference'
import type { KickoffReader } from './kickoff'
import { imageLabels } from './label-names'
import type { PlannedImage } from './plan'
import { runningImage, versionOfTag } from './running-image'

/** The image that a container runs, as a plan names it. */
export function presentImage(
  container: ContainerObservation,
  image: ImageObservation | undefined,
  readKickoff: KickoffReader,
): PlannedImage {
  const { text, tag, revision, version, digest } = runningImage(container, image, readKickoff)
  return { reference: text, tag, revision, version, identity: digest ?? container.imageId }
}

/** The image that a target means. What its labels say is known only once it is on the host. */
export function targetImage(target: AvailableTarget, readKickoff: KickoffReader): PlannedImage {
  const image = imageOnHost(target)
  const tag = parseImageReference(target.reference)?.tag ?? null
  return {
    reference: target.reference,
    tag,
    revision: labelOf(image, imageLabels.revision),
    version: labelOf(image, imageLabels.version) ?? versionOfTag(tag, readKickoff),
    identity: target.kind === 'registry' ? target.digest : target.image.id,
  }
}

function imageOnHost(target: AvailableTarget): ImageObservation | null {
  if (target.kind !== 'registry') return target.image
  return isTargetImage(target.onHost ?? undefined, target) ? target.onHost : null
}

function labelOf(image: ImageObservation | null, name: string): string | null {
  const text = displayText(image?.labels[name] ?? '', 128)
  return text === '' ? null : text
}
