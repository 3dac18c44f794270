import { z } from 'zod'
import { displayText } from './display-text'
import type { RunningImage } from './running-image'

/**
 * A build that the registry has under the very tag a slot runs, and that the slot does not run yet. `services`: whose
 * images differ, in the slot's order. `builtAtMs` is the newest of their dates, null where none is known.
 */
export const newBuildSchema = z.object({
  tag: z.string(),
  services: z.array(z.string()),
  builtAtMs: z.number().nullable(),
})

/** See `newBuildSchema`. */
export type NewBuild = Readonly<z.infer<typeof newBuildSchema>>

/** What a tag of a registry points at now. */
export type TagNow = { readonly digest: string; readonly builtAtMs: number | null }

/** What is known of tags in registries; undefined: not asked, or gone. */
export type TagsNow = (repository: string, tag: string) => TagNow | undefined

type RunningService = {
  readonly view: { readonly name: string }
  readonly image: Pick<RunningImage, 'reference' | 'tag' | 'digest'>
}

/**
 * The new build of a slot; null: none that is known of. Of services on several tags the ones on the slot's own count. An
 * image that was never pushed has no digest and is nobody's old build.
 */
export function newBuild(
  services: readonly RunningService[],
  slotTag: string | null,
  tagsNow: TagsNow,
): NewBuild | null {
  const moved = services.flatMap(({ view, image }) => {
    const { reference, tag, digest } = image
    if (reference === null || tag === null || tag !== slotTag || digest === null) return []
    const now = tagsNow(reference.repository, tag)
    return now === undefined || now.digest === digest ? [] : [{ name: view.name, builtAtMs: now.builtAtMs }]
  })
  if (slotTag === null || moved.length === 0) return null
  const times = moved.flatMap(({ builtAtMs }) => builtAtMs ?? [])
  return {
    tag: displayText(slotTag),
    services: moved.map(({ name }) => name),
    builtAtMs: times.length === 0 ? null : Math.max(...times),
  }
}
