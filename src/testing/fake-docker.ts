import { BerthError } from '../domain/berth-error'
import type { ContainerHealth } from '../domain/container-observation'
import type { LogStream } from '../domain/log-line'
import type { Clock, ContainerCreateBody, ContainerProcess, DockerClient } from '../engine/ports'
import { createFakeCalls, type FakeCalls } from './fake-docker-calls'
import { createFakeClient } from './fake-docker-client'
import { create } from './fake-docker-inspect'
import * as engine from './fake-docker-state'

/** An image as a test names it; everything else has a default. */
export type FakeImageInput = Partial<Omit<engine.FakeImage, 'id' | 'tags'>> & { readonly id?: string }

/** What a test does to a fake engine, and asks of it. */
export type FakeDockerControl = FakeCalls & {
  /** An image on the host. Answers with its ID. An existing tag moves to it. */
  readonly addImage: (reference: string, input?: FakeImageInput) => string
  /** An image that only the registry has: a pull brings it to the host. */
  readonly addRemoteImage: (reference: string, input?: FakeImageInput) => string
  /** A container of an image on the host, started unless `started` is false. Answers with its ID. */
  readonly addContainer: (name: string, body: ContainerCreateBody, started?: boolean) => string
  readonly idOf: (name: string) => string
  /** Names of all containers, sorted; running ones alone with `running`. */
  readonly names: (only?: 'running') => readonly string[]
  readonly setHealth: (id: string, health: ContainerHealth, output?: string) => void
  readonly exit: (id: string, exitCode: number, options?: { readonly outOfMemory: boolean }) => void
  /** Starts, stops or removes as somebody else would: not in `calls`, and scripted failures don't touch it. */
  readonly start: (id: string) => void
  readonly stop: (id: string) => void
  readonly remove: (id: string) => void
  readonly appendLog: (
    id: string,
    text: string,
    options?: { readonly stream?: LogStream; readonly timestamp?: string },
  ) => void
  /** What commands in containers come to from now on; without it each ends with 0 and says nothing. */
  readonly onExec: (exec: engine.FakeExec) => void
  readonly setProcesses: (id: string, processes: readonly ContainerProcess[]) => void
  /** Names of all volumes, sorted. */
  readonly volumes: () => readonly string[]
  /** Loses a container's lines so far, as a log file that was rotated away. */
  readonly forgetLog: (id: string) => void
  /** An event that changes nothing here, to all listeners. */
  readonly emitEvent: (event: Parameters<typeof engine.emit>[1]) => void
  /** Breaks every open stream, and every call until `up`, with `host-unreachable`. Containers stay as they are. */
  readonly down: () => void
  readonly up: () => void
  /** Event streams that are open. */
  readonly listeners: () => number
}

/** An engine in memory: the whole `DockerClient` port, and `control` for the test. */
export type FakeDocker = DockerClient & { readonly control: FakeDockerControl }

/** A new, empty engine. `clock` gives the times of containers and events. */
export function createFakeDocker(clock: Pick<Clock, 'nowMs'>, address = 'unix:///var/run/docker.sock'): FakeDocker {
  let lastNumber = 0
  const nextNumber = (): number => (lastNumber += 1)
  const state: engine.FakeState = {
    containers: new Map(),
    images: new Map(),
    registry: new Map(),
    volumes: new Map(),
    hostFolders: new Map(),
    networks: new Map(),
    exec: () => ({ exitCode: 0, output: '' }),
    listeners: new Set(),
    nowMs: () => clock.nowMs(),
  }
  const calls = createFakeCalls(address)
  const client = createFakeClient({ address, state, calls, nextNumber })
  return { ...client, control: controlOf(state, calls, nextNumber, address) }
}

function controlOf(
  state: engine.FakeState,
  calls: FakeCalls,
  nextNumber: () => number,
  address: string,
): FakeDockerControl {
  const of = (id: string): engine.FakeContainer => engine.containerOf(state, id)
  return {
    ...calls,
    ...imageControl(state, nextNumber),
    addContainer: (name, body, started = true) => {
      const container = create(state, name, body, nextNumber())
      if (started) engine.start(state, container)
      return container.observation.id
    },
    idOf: (name) => {
      const found = [...state.containers.values()].find((container) => container.observation.name === name)
      if (found === undefined) throw new Error(`no container ${name}`)
      return found.observation.id
    },
    names: (only) =>
      [...state.containers.values()]
        .filter((container) => only === undefined || container.observation.status === 'running')
        .map((container) => container.observation.name)
        .sort(),
    setHealth: (id, health, output = '') => engine.setHealth(state, of(id), health, output),
    exit: (id, exitCode, options) => engine.exit(state, of(id), exitCode, options?.outOfMemory),
    start: (id) => engine.start(state, of(id)),
    stop: (id) => engine.stop(state, of(id)),
    remove: (id) => engine.remove(state, of(id)),
    appendLog: (id, text, { stream = 'stdout', timestamp } = {}) =>
      engine.appendLog(of(id), { stream, text, timestamp: timestamp ?? new Date(state.nowMs()).toISOString() }),
    onExec: (exec) => void (state.exec = exec),
    setProcesses: (id, processes) => void (of(id).processes = processes),
    volumes: () => [...state.volumes.keys()].sort(),
    forgetLog: (id) => void of(id).log.splice(0),
    emitEvent: (event) => engine.emit(state, event),
    down: () => {
      calls.setDown(true)
      breakStreams(state, address)
    },
    up: () => calls.setDown(false),
    listeners: () => state.listeners.size,
  }
}

function imageControl(
  state: engine.FakeState,
  nextNumber: () => number,
): Pick<FakeDockerControl, 'addImage' | 'addRemoteImage'> {
  const imageFrom = (reference: string, input: FakeImageInput): engine.FakeImage => {
    const hexadecimal = engine.fakeId(nextNumber())
    return {
      id: `sha256:${hexadecimal}`,
      tags: [reference],
      digests: [`${reference.replace(/:[^:/]*$/, '')}@sha256:${hexadecimal}`],
      labels: {},
      createdAtMs: state.nowMs(),
      sizeBytes: 1_000_000,
      platform: 'linux/amd64',
      behaviour: { kind: 'runs' },
      config: {},
      ...input,
    }
  }
  return {
    addImage: (reference, input = {}) => {
      const image = imageFrom(reference, input)
      engine.tagImage(state, reference, image)
      return image.id
    },
    addRemoteImage: (reference, input = {}) => {
      const image = imageFrom(reference, input)
      state.registry.set(reference, image)
      return image.id
    },
  }
}

function breakStreams(state: engine.FakeState, address: string): void {
  const error = new BerthError('host-unreachable', { address, reason: 'connection closed' })
  for (const listener of state.listeners) listener.fail(error)
  for (const container of state.containers.values()) {
    for (const follower of container.followers) follower.fail(error)
  }
}
