/** Tags that begin so are Berth's own: they keep an image on its host, beside the tags of its repository. */
const prefix = 'berth-kept-'

/** Whether a tag is Berth's own and nothing to choose or to show. */
export function isKeptTag(tag: string): boolean {
  return tag.startsWith(prefix)
}
