import type { ContainerObservation, HostObservation } from '../../domain/container-observation'
import { isSlotMember } from '../../domain/slot-containers'
import type { DelayedWork } from '../delayed-work'
import { createLimiter } from '../limiter'
import type { Clock, DockerClient } from '../ports'

/**
 * Looks at containers whose checks come so often that Docker's last five would be gone by the watcher's own next look.
 * One look a container and four of its checks, every two seconds at most.
 */
export type QuickLooks = {
  /** What is known of the host now; null while it is out of reach: nothing is looked at then. */
  readonly follow: (observation: HostObservation | null) => void
}

export type QuickLooksParts = {
  readonly client: DockerClient
  readonly clock: Clock
  readonly delayed: DelayedWork
  readonly signal: AbortSignal
  /** The host as last observed, with what was looked at now in it. */
  readonly onLook: (observation: HostObservation) => void
}

/** The watcher looks at everything as often; see `watch-session.ts`. */
const watcherEveryMs = 30_000
const shortestMs = 2_000
const checksBetweenLooks = 4
const looksAtATime = 4
const mostContainers = 100

/** See `QuickLooks`. */
export function createQuickLooks({ client, clock, delayed, signal, onLook }: QuickLooksParts): QuickLooks {
  const limited = createLimiter(looksAtATime)
  const lookedAtMs = new Map<string, number>()
  let observation: HostObservation | null = null

  const schedule = (): void => {
    const hasto = quickOnes(observation).length > 0
    if (hasto) delayed.schedule('quick looks', shortestMs, look)
  }
  const look = async (): Promise<void> => {
    try {
      const nowMs = clock.monotonicMs()
      const due = quickOnes(observation).filter(
        (container) => nowMs - (lookedAtMs.get(container.id) ?? -Infinity) >= everyMs(container) - shortestMs / 2,
      )
      const fresh = await Promise.all(
        due.map(({ id }) => limited(async () => [id, await client.observeContainer(id, signal)] as const)),
      )
      for (const [id] of fresh) lookedAtMs.set(id, nowMs)
      const seen = new Map(fresh)
      if (observation === null || due.length === 0) return
      const containers = observation.containers.map((container) => seen.get(container.id) ?? container)
      onLook({ ...observation, containers })
    } finally {
      schedule()
    }
  }
  return {
    follow: (next) => {
      observation = next
      for (const id of lookedAtMs.keys()) if (!quickOnes(next).some((one) => one.id === id)) lookedAtMs.delete(id)
      schedule()
    },
  }
}

function everyMs({ healthCheck }: ContainerObservation): number {
  return Math.max(shortestMs, checksBetweenLooks * (healthCheck?.intervalMs ?? watcherEveryMs))
}

function quickOnes(observation: HostObservation | null): readonly ContainerObservation[] {
  return (observation?.containers ?? [])
    .filter((container) => container.status === 'running' && isSlotMember(container.labels))
    .filter((container) => everyMs(container) < watcherEveryMs)
    .slice(0, mostContainers)
}
