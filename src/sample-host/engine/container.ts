import type { ContainerLog } from './container-log'
import type { Fields } from './fields'
import type { FileTree } from './file-tree'
import type { SampleImage } from './image'
import type { Mount } from './mounted-files'

/** What a container is on one network. */
export type Endpoint = {
  readonly networkId: string
  /** As asked for; the short ID joins them in what inspect shows. */
  readonly aliases: readonly string[]
  readonly settings: Fields
  /** Given out while it runs. */
  address: string
}

/** One run of a health check. */
export type CheckRun = {
  readonly startedAtMs: number
  readonly endedAtMs: number
  readonly exitCode: number
  readonly output: string
}

/** Docker's health of a container. */
export type Health = { status: 'starting' | 'healthy' | 'unhealthy'; failingStreak: number; checks: CheckRun[] }

/** A process beside the main one. `endsAtMs` null: it serves; else it is on its way out. */
export type Worker = { readonly pid: number; readonly endsAtMs: number | null }

/** A container, changed by the life of it alone (`container-life.ts`) and by renames, networks and updates. */
export type Container = {
  readonly id: string
  name: string
  readonly image: SampleImage
  /** As it was asked for. */
  readonly reference: string
  readonly createdAtMs: number
  /** `Config`: what was asked for over the image's defaults. */
  readonly config: Fields
  hostConfig: Fields
  readonly networks: Map<string, Endpoint>
  readonly mounts: readonly Mount[]
  readonly files: FileTree
  readonly log: ContainerLog
  status: 'created' | 'running' | 'restarting' | 'exited' | 'removing'
  health: Health | null
  pid: number
  exitCode: number
  isOutOfMemory: boolean
  startedAtMs: number | null
  finishedAtMs: number | null
  restartCount: number
  startError: string
  /** Ends what the present run does: its log, its checks, its own end. Null while it does not run. */
  run: AbortController | null
  workers: readonly Worker[]
}

export function isRunning({ status }: Pick<Container, 'status'>): boolean {
  return status === 'running'
}

/** What Docker tells of a container with each of its events. */
export function eventAttributes({ name, reference, config }: Container): Readonly<Record<string, string>> {
  return { ...(config['Labels'] as Readonly<Record<string, string>>), image: reference, name }
}
