import type { ContainerObservation, ImageObservation } from '../domain/container-observation'
import type { LayerProgress } from '../domain/deployment'
import type { LogStream } from '../domain/log-line'

/** The engine's clock. `nowMs` is the wall clock for what people read; `monotonicMs` for durations and deadlines. */
export type Clock = {
  readonly nowMs: () => number
  readonly monotonicMs: () => number
  /** Resolves after the time; rejects with the signal's reason as soon as it is aborted. */
  readonly sleep: (durationMs: number, signal: AbortSignal) => Promise<void>
}

/** Where the engine tells what it does, for a person who looks for a fault. Never given a secret. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  details?: Readonly<Record<string, unknown>>,
) => void

/** One event of Docker, reduced to what "look again" needs. */
export type DockerEvent = {
  readonly kind: 'container' | 'image' | 'network' | 'volume' | 'daemon' | 'other'
  /** `start`, `die`, `health_status: healthy`, `destroy`, `rename` … */
  readonly action: string
  /** ID of the container, image … */
  readonly id: string
  readonly attributes: Readonly<Record<string, string>>
  readonly timeMs: number
}

/** What a container list says before any inspect. */
export type ListedContainer = {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly imageId: string
  readonly createdAtMs: number
}

/** Who answers at an address. */
export type EngineInfo = {
  readonly engineVersion: string
  /** The API version agreed on: the newest both sides know. */
  readonly apiVersion: string
  /** `linux/amd64` */
  readonly platform: string
  /** The classic store knows images by config digest, the containerd store by manifest digest. */
  readonly imageStore: 'classic' | 'containerd'
}

/** The body Docker takes for a new container; opaque outside of `docker/` and `deploy/`. */
export type ContainerCreateBody = Readonly<Record<string, unknown>>

/** Docker's whole inspect answer, for rebuilding a container as it is. Opaque but to `deploy/` and the slot's details. */
export type RawInspect = Readonly<Record<string, unknown>>

/** Credentials as Docker takes them in `X-Registry-Auth`; made per request, never kept or logged. */
export type RegistryCredentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string; readonly serverAddress: string }
  | { readonly kind: 'token'; readonly identityToken: string; readonly serverAddress: string }

/** What a registry answers for a reference through the host's engine. */
export type RemoteImage = { readonly digest: string; readonly platforms: readonly string[] }

/** A piece of a container's log as it comes: whole bytes of one stream, cut anywhere. */
export type LogChunk = { readonly stream: LogStream; readonly bytes: Uint8Array }

/**
 * One Docker host through its Engine API. Every call has a deadline of its own and obeys the signal; errors are
 * `BerthError`s (`host-unreachable`, `docker-timeout`, `container-gone`, `docker-refused` …). Containers are addressed
 * by ID alone: a name may mean another container after a rename.
 */
export type DockerClient = {
  readonly address: string
  /** Agrees on the API version and says who answers; the first call of every connection. */
  readonly connect: (signal: AbortSignal) => Promise<EngineInfo>
  /** Round trip of the smallest call there is, in milliseconds. */
  readonly ping: (signal: AbortSignal) => Promise<number>
  /** All containers, stopped ones too; `label` narrows to those that carry it (`name` or `name=value`). */
  readonly listContainers: (label: string | null, signal: AbortSignal) => Promise<readonly ListedContainer[]>
  /** Null when the container is gone. */
  readonly observeContainer: (id: string, signal: AbortSignal) => Promise<ContainerObservation | null>
  readonly inspectContainer: (id: string, signal: AbortSignal) => Promise<RawInspect>
  readonly observeImage: (referenceOrId: string, signal: AbortSignal) => Promise<ImageObservation | null>
  /** Docker's whole image inspect: its own defaults are subtracted when a container is rebuilt. */
  readonly inspectImage: (referenceOrId: string, signal: AbortSignal) => Promise<RawInspect>
  /** All images of the host; a list does not say the platform (empty text). */
  readonly listImages: (signal: AbortSignal) => Promise<readonly ImageObservation[]>
  /** Asks the registry through the host's engine. Null: the registry answers, and has no such image. */
  readonly resolveRemote: (
    reference: string,
    credentials: RegistryCredentials | null,
    signal: AbortSignal,
  ) => Promise<RemoteImage | null>
  /** Pulls; `onLayers` is told all layers, at most ten times a second and once at the end. */
  readonly pull: (
    reference: string,
    credentials: RegistryCredentials | null,
    onLayers: (layers: readonly LayerProgress[]) => void,
    signal: AbortSignal,
  ) => Promise<void>
  /** Answers with the new ID; `name-taken` details in `docker-refused` carry `status: 409`. */
  readonly createContainer: (name: string, body: ContainerCreateBody, signal: AbortSignal) => Promise<string>
  readonly startContainer: (id: string, signal: AbortSignal) => Promise<void>
  /** Waits for the container's own stop grace (or `graceSeconds`), then kills. Already stopped is fine. */
  readonly stopContainer: (id: string, graceSeconds: number | null, signal: AbortSignal) => Promise<void>
  readonly renameContainer: (id: string, name: string, signal: AbortSignal) => Promise<void>
  readonly setRestartPolicy: (
    id: string,
    policy: { readonly name: string; readonly maximumRetries: number },
    signal: AbortSignal,
  ) => Promise<void>
  /**
   * Removes a container, never its named volumes. `force` kills it first. `anonymousVolumes` removes those that no
   * other container uses along with it; without it they stay. Already gone is fine.
   */
  readonly removeContainer: (
    id: string,
    options: { readonly force: boolean; readonly anonymousVolumes?: boolean },
    signal: AbortSignal,
  ) => Promise<void>
  readonly connectNetwork: (
    networkId: string,
    containerId: string,
    endpoint: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ) => Promise<void>
  /** Makes a local image without any byte in it; answers with its ID. */
  readonly createEmptyImage: (repository: string, tag: string, signal: AbortSignal) => Promise<string>
  /** Puts one small file into a container's own layer. */
  readonly writeFile: (
    containerId: string,
    directory: string,
    name: string,
    content: string,
    signal: AbortSignal,
  ) => Promise<void>
  /** Reads one small file (at most 64 KB) of a container; null where there is none. The stream is drained or destroyed. */
  readonly readFile: (containerId: string, path: string, signal: AbortSignal) => Promise<string | null>
  /**
   * Docker's events. The first one is `daemon`/`subscribed`, made here: the engine listens now, so a look that begins
   * after it misses nothing. Ends by throwing when the connection breaks, and returns when the signal is aborted.
   */
  readonly events: (signal: AbortSignal) => AsyncIterable<DockerEvent>
  /**
   * A container's log with timestamps. `sinceMs` null: `tail` lines from the end (null: all). Multiplexed and TTY
   * streams look the same here. Ends when the container stops (or at once without `follow`), throws when the connection breaks.
   */
  readonly logs: (
    containerId: string,
    options: { readonly follow: boolean; readonly tail: number | null; readonly since: string | null },
    signal: AbortSignal,
  ) => AsyncIterable<LogChunk>
  /** Ends all open streams and idle connections. */
  readonly close: () => void
}

/** Credentials for a registry as Docker's own configuration has them; null: none, ask anonymously. */
export type CredentialSource = {
  /** Throws `credentials-unusable` where the configuration or a helper is broken; nothing is ever cached on disk. */
  readonly credentialsFor: (registry: string, signal: AbortSignal) => Promise<RegistryCredentials | null>
}
