import { toErrorData } from '../../domain/berth-error'
import { berthLabels } from '../../domain/label-names'
import { isSlotMember } from '../../domain/slot-containers'
import { createLimiter } from '../limiter'
import type { DockerClient, ListedContainer, Log } from '../ports'
import type { HostMemory } from './host-memory'

/** Looks at a host and remembers what was seen. Never more than a few questions are under way. */
export type HostLooks = {
  /** Everything: one list, an inspect a container, and the images that were not read yet. */
  readonly all: (signal: AbortSignal) => Promise<void>
  /** One container and its image. */
  readonly one: (id: string, signal: AbortSignal) => Promise<void>
  /** The images that the containers run, again. */
  readonly images: (signal: AbortSignal) => Promise<void>
  readonly locks: (signal: AbortSignal) => Promise<void>
}

export type HostLooksParts = {
  readonly client: DockerClient
  readonly memory: HostMemory
  readonly log: Log
  /** Told which lock containers are on the host. */
  readonly onLocks: (locks: readonly ListedContainer[]) => void
}

const questionsAtATime = 8

/** See `HostLooks`. */
export function createHostLooks({ client, memory, log, onLocks }: HostLooksParts): HostLooks {
  const limited = createLimiter(questionsAtATime)

  const inspect = async (id: string, signal: AbortSignal): Promise<void> => {
    const look = memory.beginLook()
    memory.remember(id, look, await client.observeContainer(id, signal))
  }
  const readImages = (signal: AbortSignal): Promise<void> =>
    each(memory.unreadImages(), signal, async (id) => memory.setImage(id, await client.observeImage(id, signal)))

  // One container that Docker can't inspect (half made, half removed) must not hide the rest of the host.
  const each = async (
    ids: readonly string[],
    signal: AbortSignal,
    work: (id: string) => Promise<void>,
  ): Promise<void> => {
    const attempt = async (id: string): Promise<void> => {
      try {
        signal.throwIfAborted()
        await work(id)
      } catch (error) {
        if (signal.aborted || isHostFailure(error)) throw error
        log('warn', 'cannot inspect', { address: client.address, id, error: toErrorData(error) })
      }
    }
    await Promise.all(ids.map((id) => limited(() => attempt(id))))
  }

  return {
    all: async (signal) => {
      const look = memory.beginLook()
      const listed = await client.listContainers(null, signal)
      const members = listed.filter((container) => isSlotMember(container.labels)).map((container) => container.id)
      memory.keepOnly(new Set(members), look)
      onLocks(listed.filter((container) => container.labels[berthLabels.lock] !== undefined))
      await each(members, signal, (id) => inspect(id, signal))
      await readImages(signal)
    },
    one: async (id, signal) => {
      await each([id], signal, () => inspect(id, signal))
      await readImages(signal)
    },
    images: async (signal) => {
      memory.distrustImages()
      await readImages(signal)
    },
    locks: async (signal) => onLocks(await client.listContainers(berthLabels.lock, signal)),
  }
}

/** Whether the error is about the host as a whole rather than about what was asked for. */
export function isHostFailure(error: unknown): boolean {
  switch (toErrorData(error).code) {
    case 'host-unreachable':
    case 'socket-missing':
    case 'permission-denied':
    case 'not-docker':
    case 'engine-too-old':
      return true
    default:
      return false
  }
}
