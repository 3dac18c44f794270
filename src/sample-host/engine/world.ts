import { randomBytes } from 'node:crypto'
import type { Container } from './container'
import { createEventLog, type EventLog } from './event-log'
import type { FileTree } from './file-tree'
import { ImageStore } from './image-store'
import { Refusal } from './refusal'
import type { RemoteImages } from './remote-images'

/** A network with its settings as they were asked for. */
export type Network = {
  readonly id: string
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly createdAtMs: number
  /** Second part of the addresses it gives out. */
  readonly number: number
  lastAddress: number
}

/** A volume with what is in it. */
export type Volume = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly driver: string
  readonly options: Readonly<Record<string, string>>
  readonly createdAtMs: number
  readonly files: FileTree
}

/** A command that was made to be run in a container. */
export type Exec = { readonly containerId: string; readonly command: readonly string[]; exitCode: number | null }

/** All of one host. */
export type World = {
  readonly engineId: string
  readonly hostName: string
  readonly processors: number
  readonly memoryBytes: number
  readonly events: EventLog
  readonly images: ImageStore
  readonly containers: Map<string, Container>
  readonly networks: Map<string, Network>
  readonly volumes: Map<string, Volume>
  readonly execs: Map<string, Exec>
  /** What its registries have. */
  readonly remote: RemoteImages
  /** Bytes a second that a pull gets. */
  readonly pullBytesPerSecond: number
  /** Aborted when the host goes: nothing of it goes on. */
  readonly gone: AbortController
}

/** How a host differs from others. */
export type WorldOptions = Pick<World, 'hostName' | 'processors' | 'memoryBytes' | 'remote' | 'pullBytesPerSecond'>

export function createWorld(options: WorldOptions): World {
  const world: World = {
    ...options,
    engineId: `${randomId().slice(0, 4)}:BERTH:SAMPLE:${randomId().slice(0, 8)}`.toUpperCase(),
    events: createEventLog(),
    images: new ImageStore(),
    containers: new Map(),
    networks: new Map(),
    volumes: new Map(),
    execs: new Map(),
    gone: new AbortController(),
  }
  addNetwork(world, 'bridge', { Driver: 'bridge' })
  addNetwork(world, 'host', { Driver: 'host' })
  addNetwork(world, 'none', { Driver: 'null' })
  return world
}

export function addNetwork(world: World, name: string, settings: Network['settings']): Network {
  const number = 17 + world.networks.size
  const network = { id: randomId(), name, settings, createdAtMs: Date.now(), number, lastAddress: 1 }
  world.networks.set(network.id, network)
  return network
}

/** Ends all runs; nobody is told. */
export function endWorld(world: World): void {
  world.gone.abort()
  for (const container of world.containers.values()) container.run?.abort()
}

/** 64 hexadecimal characters, as Docker's IDs are. */
export function randomId(): string {
  return randomBytes(32).toString('hex')
}

/** By ID, by a beginning of it that is one container's alone, or by name. Refused with 404 where there is none. */
export function findContainer(world: World, idOrName: string): Container {
  const byId = world.containers.get(idOrName)
  const all = [...world.containers.values()]
  const found = byId ?? all.find(({ name }) => name === idOrName) ?? onlyOne(all.filter(startsWith(idOrName)))
  if (found === null || found === undefined) throw new Refusal(404, `No such container: ${idOrName}`)
  return found
}

/** By ID, its beginning, or name; null where there is none. */
export function findNetwork(world: World, idOrName: string): Network | null {
  const all = [...world.networks.values()]
  return (
    world.networks.get(idOrName) ??
    all.find(({ name }) => name === idOrName) ??
    onlyOne(all.filter(startsWith(idOrName)))
  )
}

function startsWith(beginning: string): (one: { readonly id: string }) => boolean {
  return ({ id }) => beginning !== '' && id.startsWith(beginning)
}

function onlyOne<Entry>(found: readonly Entry[]): Entry | null {
  return found.length === 1 ? (found[0] ?? null) : null
}
