import type {
  ContainerObservation,
  HostObservation,
  ImageObservation,
  LockObservation,
} from '../../domain/container-observation'
import {
  type ContainerPhase,
  type LifecycleInput,
  type LifecycleStep,
  stepContainer,
} from '../../domain/container-lifecycle'

/**
 * What is known of a host's containers. Looks overlap, so each has a number, and what was asked for later wins however
 * the answers arrive; a container that was destroyed meanwhile does not come back.
 */
export type HostMemory = {
  /** The number of a look that begins now. */
  readonly beginLook: () => number
  /** What an inspect of that look said; null: the container is gone. */
  readonly remember: (id: string, look: number, container: ContainerObservation | null) => void
  /** Forgets all that a list of that look did not hold. */
  readonly keepOnly: (ids: ReadonlySet<string>, look: number) => void
  /** Lets the container's state machine take a step; `forget` has been carried out when this returns. */
  readonly step: (id: string, input: LifecycleInput) => LifecycleStep
  /** Docker drops the exit code of a run as soon as the next one begins: what a `die` event said is kept. */
  readonly noteExit: (id: string, exitCode: number) => void
  /** Events can no longer be heard. */
  readonly loseTouch: () => void
  readonly knows: (id: string) => boolean
  readonly containers: () => readonly ContainerObservation[]
  readonly setImage: (id: string, image: ImageObservation | null) => void
  /** Images that containers run and that were not read yet, or not since `distrustImages`. */
  readonly unreadImages: () => readonly string[]
  /** What was read of the images may be old: their tags have changed. It stands until they are read again. */
  readonly distrustImages: () => void
  readonly setLocks: (locks: readonly LockObservation[]) => void
  readonly locks: () => readonly LockObservation[]
  /** A copy that no longer changes; images nobody runs are left out. */
  readonly observation: () => HostObservation
}

type Entry = {
  look: number
  container: ContainerObservation | null
  phase: ContainerPhase
  lastExitCode: number | null
}

/** A memory that knows nothing yet. */
export function createHostMemory(): HostMemory {
  const entries = new Map<string, Entry>()
  const images = new Map<string, ImageObservation>()
  const trusted = new Set<string>()
  let locks: readonly LockObservation[] = []
  let lastLook = 0
  const containers = (): readonly ContainerObservation[] =>
    [...entries.values()].flatMap((entry) => entry.container ?? [])

  return {
    ...containerMemory(entries, () => lastLook),
    beginLook: () => (lastLook += 1),
    containers,
    setImage: (id, image) => {
      if (image === null) images.delete(id)
      else images.set(id, image)
      trusted.add(id)
    },
    unreadImages: () =>
      [...new Set(containers().map((container) => container.imageId))].filter((id) => !trusted.has(id)),
    distrustImages: () => trusted.clear(),
    setLocks: (next) => void (locks = next),
    locks: () => locks,
    observation: () => {
      const present = containers()
      const used = new Set(present.map((container) => container.imageId))
      return { containers: present, images: new Map([...images].filter(([id]) => used.has(id))), locks }
    },
  }
}

type ContainerMemory = Pick<HostMemory, 'remember' | 'keepOnly' | 'step' | 'noteExit' | 'loseTouch' | 'knows'>

function containerMemory(entries: Map<string, Entry>, lastLook: () => number): ContainerMemory {
  const entryOf = (id: string): Entry => {
    const entry = entries.get(id) ?? { look: 0, container: null, phase: 'unknown', lastExitCode: null }
    entries.set(id, entry)
    return entry
  }
  const step = (id: string, input: LifecycleInput): LifecycleStep => {
    const entry = entryOf(id)
    const taken = stepContainer(entry.phase, input)
    entry.phase = taken.phase
    if (taken.response === 'forget') Object.assign(entry, { container: null, look: lastLook() + 1 })
    return taken
  }
  return {
    step,
    remember: (id, look, container) => {
      const entry = entryOf(id)
      if (entry.phase === 'gone' || look < entry.look) return
      if (container === null) return void step(id, { kind: 'missing' })
      entry.look = look
      step(id, { kind: 'observed', status: container.status })
      entry.container = withExitCode(container, entry)
    },
    keepOnly: (ids, look) => {
      for (const [id, entry] of entries) {
        if (ids.has(id) || entry.look > look) continue
        // Nothing that began before this list can still bring news of it.
        entries.delete(id)
      }
    },
    noteExit: (id, exitCode) => void (entryOf(id).lastExitCode = exitCode),
    loseTouch: () => {
      for (const id of entries.keys()) step(id, { kind: 'connection-lost' })
    },
    knows: (id) => entries.get(id)?.container !== null && entries.has(id),
  }
}

function withExitCode(container: ContainerObservation, entry: Entry): ContainerObservation {
  if (container.status !== 'running' && container.status !== 'paused') {
    entry.lastExitCode = container.exitCode
    return container
  }
  return entry.lastExitCode === null ? container : { ...container, exitCode: entry.lastExitCode }
}
