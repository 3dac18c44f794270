import { hideSecrets } from '../../domain/hide-secrets'
import { toErrorData } from '../../domain/berth-error'
import { lenientObject, lenientTexts } from '../docker/lenient-json'
import { createLimiter } from '../limiter'
import type { DockerClient, Log } from '../ports'

/** Knows the environments of a host's containers, in memory alone, to take their secrets out of what they write. */
export type ContainerSecrets = {
  /** Reads those that are not known yet, and forgets all others. One that can't be read is tried again the next time. */
  readonly learn: (ids: readonly string[], signal: AbortSignal) => Promise<void>
  /** Null: its environment is not known, so nothing that it wrote may be kept. */
  readonly hiderOf: (id: string) => ((text: string) => string) | null
}

const readsAtATime = 4
const inspectSchema = lenientObject({ Config: lenientObject({ Env: lenientTexts }) })

/** See `ContainerSecrets`. */
export function createContainerSecrets(client: DockerClient, log: Log): ContainerSecrets {
  const known = new Map<string, readonly string[]>()
  const limited = createLimiter(readsAtATime)
  const read = async (id: string, signal: AbortSignal): Promise<void> => {
    try {
      known.set(id, inspectSchema.parse(await client.inspectContainer(id, signal)).Config.Env)
    } catch (error) {
      signal.throwIfAborted()
      log('info', 'environment not read, health output not kept', { id, code: toErrorData(error).code })
    }
  }
  return {
    learn: async (ids, signal) => {
      const present = new Set(ids)
      for (const id of known.keys()) if (!present.has(id)) known.delete(id)
      const unread = ids.filter((id) => !known.has(id))
      await Promise.all(unread.map((id) => limited(() => read(id, signal))))
    },
    hiderOf: (id) => {
      const environment = known.get(id)
      return environment === undefined ? null : (text) => hideSecrets(text, environment)
    },
  }
}
