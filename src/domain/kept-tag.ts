import { parseImageReference } from './image-reference'

/** Tags that begin so are Berth's own: they keep an image on its host, beside the tags of its repository. */
const prefix = 'berth-kept-'
const longestTag = 128
/** Where an image that has no name of its own is kept. */
const namelessRepository = 'berth-kept'

/** Whether a tag is Berth's own and nothing to choose or to show. */
export function isKeptTag(tag: string): boolean {
  return tag.startsWith(prefix)
}

/**
 * The reference that holds a release's image on its host: in the image's own repository, as an image loses its digests
 * with its repository's last tag.
 */
export function keptReference(slot: string, releaseId: string, reference: string): string {
  const repository = parseImageReference(reference)?.repository ?? namelessRepository
  return `${repository}:${beginning(slot)}${releaseId}`.slice(0, repository.length + 1 + longestTag)
}

/** The release for which a slot keeps an image under this reference; null where it is no tag of that slot's. */
export function releaseOfKeptTag(reference: string, slot: string): string | null {
  const tag = reference.slice(reference.lastIndexOf(':') + 1)
  const start = beginning(slot)
  return tag.startsWith(start) && tag.length > start.length ? tag.slice(start.length) : null
}

/** Slots have no dot in their names, so that no slot's beginning is another's. */
function beginning(slot: string): string {
  return `${prefix}${slot.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60)}.`
}
