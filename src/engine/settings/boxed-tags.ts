import { createContext, Script } from 'node:vm'
import type { Kickoff, KickoffReader } from '../../domain/kickoff'

/** What a pattern makes of tags, in their order; `too-slow`: it did not come to an end. */
export type ReadTags = (tags: readonly string[]) => readonly (Kickoff | null)[] | 'too-slow'

const limitMs = 200
const reading = new Script('for (const tag of tags) read(tag)')

/** A regular expression can only be stopped from outside: here by the limit on the script that runs it. */
export function boxedTags(read: KickoffReader): ReadTags {
  const box: { tags: readonly string[]; read: (tag: string) => void } = { tags: [], read: () => undefined }
  const context = createContext(box)
  return (tags) => {
    const found: (Kickoff | null)[] = []
    box.tags = tags
    box.read = (tag) => void found.push(read(tag))
    try {
      reading.runInContext(context, { timeout: limitMs })
    } catch {
      return 'too-slow'
    }
    return found
  }
}
