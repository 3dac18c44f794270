import { z } from 'zod'
import type { ImageObservation } from '../../domain/container-observation'
import {
  lenientNumber,
  lenientObject,
  lenientRecord,
  lenientText,
  lenientTexts,
  lenientTime,
  parseAnswer,
} from './lenient-json'

const imageSchema = z.object({
  Id: z.string().min(1),
  RepoTags: lenientTexts,
  RepoDigests: lenientTexts,
  Created: lenientTime,
  Size: lenientNumber,
  Os: lenientText,
  Architecture: lenientText,
  Config: lenientObject({ Labels: lenientRecord }),
})

/** What an image inspect says. Throws `docker-refused` (naming the field) where it names no image. */
export function observeImage(answer: unknown): ImageObservation {
  const image = parseAnswer(imageSchema, answer, 'inspect image')
  return {
    id: image.Id,
    tags: image.RepoTags.filter(isNamed),
    digests: image.RepoDigests.filter(isNamed),
    labels: image.Config.Labels,
    createdAtMs: image.Created,
    sizeBytes: Math.max(0, image.Size),
    platform: platformOf(image.Os, image.Architecture),
  }
}

const listedSchema = z.array(
  z.object({
    Id: z.string().min(1),
    RepoTags: lenientTexts,
    RepoDigests: lenientTexts,
    Created: lenientNumber,
    Size: lenientNumber,
    Labels: lenientRecord,
  }),
)

/** What an image list says; it does not tell the platform. */
export function listedImages(answer: unknown): readonly ImageObservation[] {
  return parseAnswer(listedSchema, answer, 'list images').map((image) => ({
    id: image.Id,
    tags: image.RepoTags.filter(isNamed),
    digests: image.RepoDigests.filter(isNamed),
    labels: image.Labels,
    createdAtMs: image.Created > 0 ? image.Created * 1_000 : null,
    sizeBytes: Math.max(0, image.Size),
    platform: '',
  }))
}

/** `linux/amd64`; empty where the engine does not say. */
export function platformOf(system: string, architecture: string): string {
  return system === '' || architecture === '' ? '' : `${system}/${architecture}`
}

/** Images without a name are listed as `<none>:<none>`. */
function isNamed(reference: string): boolean {
  return !reference.startsWith('<none>')
}
