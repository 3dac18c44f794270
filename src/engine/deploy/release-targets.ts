import type { ImageTarget } from '../../domain/image-target'
import { formatImageReference, parseImageReference } from '../../domain/image-reference'
import type { Release, ReleaseService } from '../../domain/ledger/release'
import { resolveReference, type ResolveParts } from './resolve-targets'

/** What the images of a release are today: on the host under their IDs, at a registry by digest, or nowhere. */
export async function releaseTargets(
  parts: ResolveParts,
  release: Release,
  services: readonly string[] | null,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ImageTarget>> {
  const selected = release.services.filter(({ service }) => services === null || services.includes(service))
  const targets = selected.map(async (entry) => [entry.service, await releaseTarget(parts, entry, signal)] as const)
  return new Map(await Promise.all(targets))
}

async function releaseTarget(
  parts: ResolveParts,
  { imageId, reference, keptReference, digest }: ReleaseService,
  signal: AbortSignal,
): Promise<ImageTarget> {
  const named = parseImageReference(reference)
  const registry = named?.registry ?? ''
  const image = await parts.client.observeImage(imageId, signal)
  if (image !== null) {
    // The tag may have moved on since: then the image is only found by the tag that keeps it.
    const createBy = image.tags.includes(reference) ? reference : (keptReference ?? imageId)
    return { kind: 'kept', reference, registry, createBy, image }
  }
  if (named === null || digest === null) return { kind: 'missing', reference, registry }
  const createBy = formatImageReference({ repository: named.repository, tag: null, digest })
  const target = await resolveReference(parts, createBy, registry, signal)
  return target.kind === 'registry' ? { ...target, reference, createBy } : { ...target, reference }
}
