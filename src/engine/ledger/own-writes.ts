import type { DockerClient } from '../ports'

/** Tells the signs of one's own writes from those of others: each write makes one event. */
export type OwnWrites = {
  /** The same connection; what is written through it is one's own. */
  readonly client: DockerClient
  /** Whether a sign of a write is that of an own one. Each own write answers for one sign, whichever comes first. */
  readonly isOwnSign: () => boolean
  /** Events may have got lost: every sign counts as somebody else's again. */
  readonly forget: () => void
}

/** See `OwnWrites`. */
export function countOwnWrites(client: DockerClient): OwnWrites {
  let expected = 0
  return {
    client: {
      ...client,
      writeFiles: async (containerId, directory, files, signal) => {
        expected += 1
        try {
          await client.writeFiles(containerId, directory, files, signal)
        } catch (error) {
          expected = Math.max(0, expected - 1)
          throw error
        }
      },
    },
    isOwnSign: () => {
      if (expected === 0) return false
      expected -= 1
      return true
    },
    forget: () => (expected = 0),
  }
}
