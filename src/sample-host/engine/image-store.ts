import type { SampleImage } from './image'
import { Refusal } from './refusal'

type Kept = { readonly image: SampleImage; readonly tags: Set<string>; readonly digests: Set<string> }

/** An image with the names it goes by on a host. */
export type NamedImage = {
  readonly image: SampleImage
  readonly tags: readonly string[]
  readonly digests: readonly string[]
}

/** A host's images, as Docker's classic store keeps them. */
export class ImageStore {
  readonly #kept = new Map<string, Kept>()

  all(): readonly NamedImage[] {
    return [...this.#kept.values()].map(named)
  }

  /** Puts an image there under a tag, with its digest where it comes from a registry. */
  add(image: SampleImage, reference: string, isPulled: boolean): void {
    const kept = this.#kept.get(image.id) ?? { image, tags: new Set(), digests: new Set() }
    this.#kept.set(image.id, kept)
    this.#moveTag(reference, kept)
    if (isPulled) kept.digests.add(`${repositoryOf(reference)}@${image.digest}`)
  }

  /** By ID, its beginning (12 characters and more), tag or digest. */
  find(referenceOrId: string): NamedImage | null {
    const id = referenceOrId.replace(/^sha256:/, '')
    const isId = /^[0-9a-f]{12,64}$/.test(id)
    for (const kept of this.#kept.values()) {
      if (isId && kept.image.id.startsWith(`sha256:${id}`)) return named(kept)
      if (kept.tags.has(withTag(referenceOrId)) || kept.digests.has(referenceOrId)) return named(kept)
    }
    return null
  }

  /** As `find`; refused with 404 where there is none. */
  get(referenceOrId: string): NamedImage {
    const found = this.find(referenceOrId)
    if (found === null) throw new Refusal(404, `No such image: ${withTag(referenceOrId)}`)
    return found
  }

  tag(referenceOrId: string, reference: string): SampleImage {
    const { image } = this.get(referenceOrId)
    const kept = this.#kept.get(image.id)
    if (kept !== undefined) this.#moveTag(reference, kept)
    return image
  }

  /**
   * Takes a tag away, and a repository's digests with its last tag, and the image with its last name. `userOf` names a
   * container that uses the image: then its last tag stays, and 409 is answered.
   */
  untag(reference: string, userOf: (imageId: string) => string | null): readonly Readonly<Record<string, string>>[] {
    const tag = withTag(reference)
    const { image } = this.get(reference)
    const kept = this.#kept.get(image.id)
    if (kept === undefined || !kept.tags.has(tag)) throw new Refusal(404, `No such image: ${tag}`)
    const user = kept.tags.size === 1 ? userOf(image.id) : null
    if (user !== null) {
      const what = `unable to remove repository reference "${tag}" (must force)`
      const why = `container ${user.slice(0, 12)} is using its referenced image ${image.id.slice(7, 19)}`
      throw new Refusal(409, `conflict: ${what} - ${why}`)
    }
    kept.tags.delete(tag)
    const repository = repositoryOf(tag)
    const isLast = [...kept.tags].every((other) => repositoryOf(other) !== repository)
    const lost = isLast ? [...kept.digests].filter((digest) => digest.startsWith(`${repository}@`)) : []
    for (const digest of lost) kept.digests.delete(digest)
    if (kept.tags.size > 0) return [{ Untagged: tag }]
    this.#kept.delete(image.id)
    return [...[tag, ...lost].map((name) => ({ Untagged: name })), { Deleted: image.id }]
  }

  #moveTag(reference: string, to: Kept): void {
    const tag = withTag(reference)
    for (const kept of this.#kept.values()) kept.tags.delete(tag)
    to.tags.add(tag)
  }
}

function named({ image, tags, digests }: Kept): NamedImage {
  return { image, tags: [...tags], digests: [...digests] }
}

/** Docker takes a name without a tag for `latest`. */
function withTag(reference: string): string {
  const last = reference.slice(reference.lastIndexOf('/') + 1)
  return last.includes(':') || reference.includes('@') ? reference : `${reference}:latest`
}

/** What stands before the tag or digest. */
function repositoryOf(reference: string): string {
  const name = reference.split('@', 1)[0] ?? ''
  const colon = name.lastIndexOf(':')
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name
}
