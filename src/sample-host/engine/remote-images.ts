import type { SampleImage } from './image'

/** What registries have: images by repository and tag. Changes while the hosts run, as builds come in. */
export class RemoteImages {
  readonly #repositories = new Map<string, Map<string, SampleImage>>()

  push(repository: string, tag: string, image: SampleImage): void {
    const tags = this.#repositories.get(repository) ?? new Map<string, SampleImage>()
    this.#repositories.set(repository, tags.set(tag, image))
  }

  /** Null: no such repository. */
  tags(repository: string): readonly string[] | null {
    const tags = this.#repositories.get(repository)
    return tags === undefined ? null : [...tags.keys()]
  }

  /** By a tag or a manifest's digest. */
  find(repository: string, reference: string): SampleImage | null {
    const tags = this.#repositories.get(repository)
    if (tags === undefined) return null
    return tags.get(reference) ?? [...tags.values()].find(({ digest }) => digest === reference) ?? null
  }

  /** An image's configuration or manifest by its digest. */
  blob(repository: string, digest: string): Buffer | null {
    for (const image of this.#repositories.get(repository)?.values() ?? []) {
      if (image.id === digest) return image.configBytes
      if (image.digest === digest) return image.manifestBytes
    }
    return null
  }
}
