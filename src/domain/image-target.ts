import type { BerthErrorData } from './berth-error'
import type { ImageObservation } from './container-observation'

/**
 * What a service's repository offers at the tag that was asked for. `reference` is `repository:tag`.
 * `registry`: the registry has it; `onHost` is what the host has under the same reference, perhaps older.
 * `host`: only the host has it, or no registry could say. `missing`: neither has it. `unknown`: the host has none and
 * the registry could not be asked.
 */
export type ImageTarget =
  | {
      readonly kind: 'registry'
      readonly reference: string
      /** What is pulled and what the container is made by, where that is not `reference`: a digest. */
      readonly createBy?: string
      readonly registry: string
      readonly digest: string
      /** `linux/amd64`, as the registry tells; empty where it does not. */
      readonly platforms: readonly string[]
      readonly onHost: ImageObservation | null
    }
  | { readonly kind: 'host'; readonly reference: string; readonly registry: string; readonly image: ImageObservation }
  /** Of a kept release: it is on the host under its ID. `reference` is what people know it by, containers are made by `createBy`. */
  | {
      readonly kind: 'kept'
      readonly reference: string
      readonly registry: string
      readonly createBy: string
      readonly image: ImageObservation
    }
  | { readonly kind: 'missing'; readonly reference: string; readonly registry: string }
  | {
      readonly kind: 'unknown'
      readonly reference: string
      readonly registry: string
      readonly error: BerthErrorData
    }

/** A target that a service can be switched to. */
export type AvailableTarget = Extract<ImageTarget, { kind: 'registry' | 'host' | 'kept' }>

/** The reference that an image is pulled and a container is made by. */
export function createReference(target: AvailableTarget): string {
  return target.kind === 'host' ? target.reference : (target.createBy ?? target.reference)
}

/** Whether an image is the one that the target means. Registries know it by its digest, the host alone by its ID. */
export function isTargetImage(image: ImageObservation | undefined, target: AvailableTarget): boolean {
  if (image === undefined) return false
  if (target.kind !== 'registry') return image.id === target.image.id
  return image.digests.some((known) => known.endsWith(`@${target.digest}`))
}

/** Whether the host must fetch the image first. An image that stands there under another tag is fetched for its tag alone. */
export function needsPull(target: AvailableTarget): boolean {
  return target.kind === 'registry' && !isTargetImage(target.onHost ?? undefined, target)
}

/** A platform of the image, where none of them is the host's; null where the image fits or says nothing. */
export function foreignPlatform(target: AvailableTarget, hostPlatform: string): string | null {
  const offered = target.kind === 'registry' ? target.platforms : [target.image.platform]
  const named = offered.filter((platform) => /^[^/]+\/[^/]+/.test(platform))
  if (named.length === 0 || named.some((platform) => samePlatform(platform, hostPlatform))) return null
  return named[0] ?? null
}

/** Variants (`linux/arm64/v8`) are left to Docker: it knows which of them the host runs. */
function samePlatform(a: string, b: string): boolean {
  const system = (platform: string): string => platform.split('/').slice(0, 2).join('/')
  return system(a) === system(b)
}
