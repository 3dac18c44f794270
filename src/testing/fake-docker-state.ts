import { BerthError } from '../domain/berth-error'
import type { ContainerHealth, ContainerObservation, ImageObservation } from '../domain/container-observation'
import type { LogStream } from '../domain/log-line'
import type {
  ContainerProcess,
  DockerEvent,
  ExecResult,
  LogChunk,
  NetworkObservation,
  VolumeObservation,
} from '../engine/ports'
import type { AsyncQueue } from './async-queue'

/** What a container of an image does once it is started. */
export type FakeBehaviour =
  | { readonly kind: 'runs' }
  /** Has a health check that stands at this verdict right after the start. */
  | { readonly kind: 'checked'; readonly health: Exclude<ContainerHealth, 'none'> }
  | { readonly kind: 'exits'; readonly exitCode: number }
  /** The start itself is refused with this text. */
  | { readonly kind: 'cannot-start'; readonly reason: string }

export type FakeImage = ImageObservation & {
  readonly behaviour: FakeBehaviour
  /** The image's `Config` as an inspect gives it: Env, Cmd, Labels … */
  readonly config: Readonly<Record<string, unknown>>
}

/** Files by path. */
export type FakeFiles = Map<string, Uint8Array>

export type FakeVolume = { readonly observation: VolumeObservation; readonly files: FakeFiles }

/** What a command in a container comes to. */
export type FakeExec = (containerName: string, command: readonly string[]) => ExecResult

export type FakeContainer = {
  observation: ContainerObservation
  /** The body it was created with. */
  readonly body: Readonly<Record<string, unknown>>
  readonly networks: Map<string, unknown>
  /** In its own layer, by absolute path. What is mounted in it lies elsewhere: see `filesAt`. */
  readonly files: FakeFiles
  /** While it runs. */
  processes: readonly ContainerProcess[]
  readonly log: { readonly stream: LogStream; readonly timestamp: string; readonly text: string }[]
  readonly followers: Set<AsyncQueue<LogChunk>>
}

/** All a fake engine holds. */
export type FakeState = {
  readonly containers: Map<string, FakeContainer>
  readonly images: Map<string, FakeImage>
  readonly registry: Map<string, FakeImage>
  readonly volumes: Map<string, FakeVolume>
  /** Folders of the host that containers have mounted. */
  readonly hostFolders: Map<string, FakeFiles>
  readonly networks: Map<string, Omit<NetworkObservation, 'containerIds'>>
  exec: FakeExec
  readonly listeners: Set<AsyncQueue<DockerEvent>>
  readonly nowMs: () => number
}

/** A 64-digit ID that says in its first digits which it is. */
export function fakeId(number: number): string {
  return number.toString(16).padStart(12, '0').padEnd(64, '0')
}

export function emit(state: FakeState, event: Omit<DockerEvent, 'timeMs'>): void {
  for (const listener of state.listeners) listener.push({ ...event, timeMs: state.nowMs() })
}

/** An event of a container. */
export function emitOf(
  state: FakeState,
  container: FakeContainer,
  action: string,
  more: Record<string, string> = {},
): void {
  const { id, name, imageReference, labels } = container.observation
  emit(state, { kind: 'container', action, id, attributes: { ...labels, name, image: imageReference, ...more } })
}

/** The container, or Docker's 404. */
export function containerOf(state: FakeState, id: string): FakeContainer {
  const container = state.containers.get(id)
  if (container === undefined) throw new BerthError('container-gone', { container: id.slice(0, 12) })
  return container
}

/** By ID, or by any of its tags or digests. */
export function imageOf(state: FakeState, referenceOrId: string): FakeImage | undefined {
  return [...state.images.values()].find((image) => [image.id, ...image.tags, ...image.digests].includes(referenceOrId))
}

/** What the registry has, by tag or by digest. */
export function registryImage({ registry }: FakeState, reference: string): FakeImage | undefined {
  return registry.get(reference) ?? [...registry.values()].find(({ digests }) => digests.includes(reference))
}

export function start(state: FakeState, container: FakeContainer): void {
  if (container.observation.status === 'running') return
  const behaviour: FakeBehaviour = state.images.get(container.observation.imageId)?.behaviour ?? { kind: 'runs' }
  if (behaviour.kind === 'cannot-start') {
    container.observation = { ...container.observation, startError: behaviour.reason, exitCode: 127 }
    throw new BerthError('docker-refused', { operation: 'start container', reason: behaviour.reason, status: 500 })
  }
  container.observation = {
    ...container.observation,
    status: 'running',
    health: container.observation.healthCheck === null ? 'none' : 'starting',
    startedAtMs: state.nowMs(),
    startError: '',
    outOfMemory: false,
    checks: [],
    failingStreak: 0,
  }
  emitOf(state, container, 'start')
  if (behaviour.kind === 'exits') exit(state, container, behaviour.exitCode)
  if (behaviour.kind === 'checked' && behaviour.health !== 'starting') setHealth(state, container, behaviour.health, '')
}

export function exit(state: FakeState, container: FakeContainer, exitCode: number, outOfMemory = false): void {
  if (container.observation.status !== 'running') return
  container.observation = {
    ...container.observation,
    status: 'exited',
    exitCode,
    outOfMemory,
    finishedAtMs: state.nowMs(),
  }
  if (outOfMemory) emitOf(state, container, 'oom')
  emitOf(state, container, 'die', { exitCode: String(exitCode) })
  for (const follower of container.followers) follower.end()
  if (container.observation.autoRemove) remove(state, container)
}

/** What a signal does to a process that handles none but those that end it. */
export function kill(state: FakeState, container: FakeContainer, signalName: string): void {
  const name = signalName.replace(/^SIG/, '')
  emitOf(state, container, 'kill', { signal: name })
  if (name === 'KILL') exit(state, container, 137)
  else if (['TERM', 'INT', 'QUIT'].includes(name)) exit(state, container, 143)
}

export function stop(state: FakeState, container: FakeContainer): void {
  if (container.observation.status !== 'running') return
  emitOf(state, container, 'kill', { signal: '15' })
  exit(state, container, 143)
  emitOf(state, container, 'stop')
}

/** One check result; Docker tells of it only when the verdict changes. */
export function setHealth(state: FakeState, container: FakeContainer, health: ContainerHealth, output: string): void {
  const before = container.observation
  const failed = health === 'unhealthy'
  const check = { startedAtMs: state.nowMs(), endedAtMs: state.nowMs(), exitCode: failed ? 1 : 0, output }
  container.observation = {
    ...before,
    health,
    checks: health === 'starting' ? before.checks : [...before.checks, check].slice(-5),
    failingStreak: failed ? before.failingStreak + 1 : 0,
  }
  if (before.health !== health) emitOf(state, container, `health_status: ${health}`)
}

export function rename(state: FakeState, container: FakeContainer, name: string): void {
  const oldName = container.observation.name
  container.observation = { ...container.observation, name }
  emitOf(state, container, 'rename', { oldName: `/${oldName}` })
}

export function remove(state: FakeState, container: FakeContainer): void {
  state.containers.delete(container.observation.id)
  emitOf(state, container, 'destroy')
}

export function appendLog(
  container: FakeContainer,
  line: { readonly stream: LogStream; readonly timestamp: string; readonly text: string },
): void {
  container.log.push(line)
  for (const follower of container.followers) follower.push(logChunk(line))
}

export function logChunk(line: FakeContainer['log'][number]): LogChunk {
  return { stream: line.stream, bytes: new TextEncoder().encode(`${line.timestamp} ${line.text}\n`) }
}

/** Takes a tag away, and the image with its last one. */
export function untagImage(state: FakeState, reference: string, image: FakeImage): void {
  const tags = image.tags.filter((tag) => tag !== reference)
  if (tags.length > 0) state.images.set(image.id, { ...image, tags })
  else state.images.delete(image.id)
}

/** Puts an image on the host under a tag; the tag leaves the image that had it, which stays under its ID. */
export function tagImage(state: FakeState, reference: string, image: FakeImage): void {
  for (const other of state.images.values()) {
    state.images.set(other.id, { ...other, tags: other.tags.filter((tag) => tag !== reference) })
  }
  const known = state.images.get(image.id) ?? image
  state.images.set(image.id, { ...known, tags: [...new Set([...known.tags, reference])] })
}
