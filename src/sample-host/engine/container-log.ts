/** One line as it was written, with the moment Docker stamps it by. */
export type LogEntry = { readonly atNano: bigint; readonly stream: 'stdout' | 'stderr'; readonly text: string }

/** What a container wrote. Bounded: the oldest lines go. */
export type ContainerLog = {
  readonly entries: () => readonly LogEntry[]
  /** Each line gets a stamp of its own, later than the one before. */
  readonly write: (stream: LogEntry['stream'], text: string, atMs: number) => void
  /** Whoever follows is told that there is more, or that the container stopped. The result ends that. */
  readonly follow: (follower: LogFollower) => () => void
  readonly stop: () => void
}

export type LogFollower = { readonly onEntry: (entry: LogEntry) => void; readonly onStop: () => void }

const mostEntries = 8_000

export function createContainerLog(): ContainerLog {
  const followers = new Set<LogFollower>()
  let entries: LogEntry[] = []
  let lastNano = 0n
  return {
    entries: () => entries,
    write: (stream, text, atMs) => {
      const wanted = BigInt(Math.floor(atMs)) * 1_000_000n
      lastNano = wanted > lastNano ? wanted : lastNano + 1_037n
      const entry = { atNano: lastNano, stream, text }
      entries.push(entry)
      if (entries.length > mostEntries + mostEntries / 8) entries = entries.slice(-mostEntries)
      for (const follower of followers) follower.onEntry(entry)
    },
    follow: (follower) => {
      followers.add(follower)
      return () => void followers.delete(follower)
    },
    stop: () => {
      for (const follower of followers) follower.onStop()
      followers.clear()
    },
  }
}
