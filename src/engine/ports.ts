import type { Duplex } from 'node:stream'
import type { ContainerObservation, ImageObservation } from '../domain/container-observation'
import type { LayerProgress } from '../domain/deployment'
import type { DiskUse } from '../domain/disk-use'
import type { PublishedPort } from '../domain/host-port'
import type { LogStream } from '../domain/log-line'
import type { MachineReading } from '../domain/machine-reading'
import type { MetricsReading } from '../domain/metrics-reading'

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
  /** What it has of the host's ports while it runs. */
  readonly ports: readonly PublishedPort[]
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
  /** `read-only`: what answers is Berth's proxy, which lets nothing through that changes anything. */
  readonly access: 'full' | 'read-only'
  readonly insecureRegistries: InsecureRegistries
}

/** Registries that an engine is told to speak to without TLS: names with their port (`registry.corp:5000`), and ranges (`10.0.0.0/8`). */
export type InsecureRegistries = { readonly names: readonly string[]; readonly ranges: readonly string[] }

/** The body Docker takes for a new container; opaque outside of `docker/` and `deploy/`. */
export type ContainerCreateBody = Readonly<Record<string, unknown>>

/** Docker's whole inspect answer, for rebuilding a container as it is. Opaque but to `deploy/` and the slot's details. */
export type RawInspect = Readonly<Record<string, unknown>>

/** A file below a directory of a container. `name` is its path from there, `/` between the parts, never leading out. */
export type NamedFile = { readonly name: string; readonly bytes: Uint8Array }

/** A file to be written. `mode` is 0o600 unless it says something else; its owner is root. */
export type WrittenFile = NamedFile & { readonly mode?: number }

/** What a new volume is made with; `driver` is `local` where none is named. */
export type VolumeOptions = {
  readonly labels: Readonly<Record<string, string>>
  readonly driver?: string
  readonly driverOptions?: Readonly<Record<string, string>>
}

/** What an inspect said of one volume. */
export type VolumeObservation = {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly driver: string
  readonly driverOptions: Readonly<Record<string, string>>
  /** The host's clock; null where the engine does not say. */
  readonly createdAtMs: number | null
}

/** The body Docker takes for a new network: `Name`, `Driver`, `IPAM`, `Labels` … */
export type NetworkCreateBody = Readonly<Record<string, unknown>> & { readonly Name: string }

/** A range of addresses of a network; empty text where the engine chose or none is set. */
export type NetworkRange = { readonly subnet: string; readonly gateway: string; readonly ipRange: string }

/** What an inspect said of one network. */
export type NetworkObservation = {
  readonly id: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly driver: string
  readonly options: Readonly<Record<string, string>>
  readonly internal: boolean
  readonly attachable: boolean
  readonly enableIpv6: boolean
  readonly ranges: readonly NetworkRange[]
  /** IDs of the running containers on it. */
  readonly containerIds: readonly string[]
}

/** How a command in a container ended. `output` is both of its streams as they came, hostile, cut to 64 KB. */
export type ExecResult = {
  /** 126 or 127 where the command itself could not be run. */
  readonly exitCode: number
  readonly output: string
}

/** A process in a container. `pid` is the host's; `commandLine` is what the process calls itself, hostile. */
export type ContainerProcess = { readonly pid: number; readonly commandLine: string }

/**
 * Credentials as Docker takes them in `X-Registry-Auth`; made per request, never kept or logged. `isTyped`: a person typed
 * them into Berth's window, and they are not Docker's own.
 */
export type RegistryCredentials =
  | {
      readonly kind: 'password'
      readonly username: string
      readonly password: string
      readonly serverAddress: string
      readonly isTyped?: true
    }
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
  /** Takes a container off a network; `force` also where Docker lost track of it. Not on it (any more) is fine. */
  readonly disconnectNetwork: (
    networkId: string,
    containerId: string,
    force: boolean,
    signal: AbortSignal,
  ) => Promise<void>
  /** Answers with the new ID. Not atomic: two at once can make two of one name. */
  readonly createNetwork: (body: NetworkCreateBody, signal: AbortSignal) => Promise<string>
  /** By ID or name; null where there is none. */
  readonly inspectNetwork: (idOrName: string, signal: AbortSignal) => Promise<NetworkObservation | null>
  /** Already gone is fine; `docker-refused` while containers are on it. */
  readonly removeNetwork: (idOrName: string, signal: AbortSignal) => Promise<void>
  /** Makes a volume, or leaves an existing one as it is: what is there afterwards is answered, labels and all. */
  readonly createVolume: (name: string, options: VolumeOptions, signal: AbortSignal) => Promise<VolumeObservation>
  /** Null where there is none. */
  readonly inspectVolume: (name: string, signal: AbortSignal) => Promise<VolumeObservation | null>
  /** All volumes that carry the label (`name` or `name=value`). */
  readonly listVolumes: (label: string, signal: AbortSignal) => Promise<readonly VolumeObservation[]>
  /** Removes a volume with all that is in it. Already gone is fine; `docker-refused`, status 409, while a container has it. */
  readonly removeVolume: (name: string, signal: AbortSignal) => Promise<void>
  /** Sends a signal (`HUP`, `SIGTERM` …) to a container's first process. `docker-refused`, status 409, where it does not run. */
  readonly killContainer: (id: string, signalName: string, signal: AbortSignal) => Promise<void>
  /**
   * Runs a command in a running container (`docker-refused`, status 409, where it does not run) and waits for its end,
   * a minute at most. A caller that leaves does not end the command: Docker has no way to.
   */
  readonly exec: (containerId: string, command: readonly string[], signal: AbortSignal) => Promise<ExecResult>
  /** The processes in a container. `docker-refused` where it does not run. */
  readonly listProcesses: (containerId: string, signal: AbortSignal) => Promise<readonly ContainerProcess[]>
  /** What the engine calls itself, for as long as its data live; another engine at the same address has another. */
  readonly engineId: (signal: AbortSignal) => Promise<string>
  /** The host's own clock, milliseconds since the epoch. */
  readonly systemTimeMs: (signal: AbortSignal) => Promise<number>
  /** Gives an image one more tag; a tag of that name leaves the image that had it. */
  readonly tagImage: (imageId: string, repository: string, tag: string, signal: AbortSignal) => Promise<void>
  /**
   * Takes a tag away, and with an image's last tag the image where no container uses it; where one does, the engine
   * refuses (`docker-refused`, status 409) and the tag stays. Answers whether the tag was there.
   */
  readonly removeImageTag: (reference: string, signal: AbortSignal) => Promise<boolean>
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
   * Puts files below a directory of a container (running or not) by one archive; folders on the way are made, files that
   * are there are replaced. One that is cut off can leave some of them, and the last one cut short.
   */
  readonly writeFiles: (
    containerId: string,
    directory: string,
    files: readonly WrittenFile[],
    signal: AbortSignal,
  ) => Promise<void>
  /**
   * The files at a path: all below a directory, or the one file under its own name. Links and devices are left out. Null
   * where there is nothing. `file-too-large` where they hold more than `limitBytes` together. The stream is drained or destroyed.
   */
  readonly readFiles: (
    containerId: string,
    path: string,
    limitBytes: number,
    signal: AbortSignal,
  ) => Promise<readonly NamedFile[] | null>
  /**
   * Bytes of the file at a path, without reading it; a directory has some size of its own. Null where there is nothing.
   * Takes Docker 2 ms, where reading takes it 50.
   */
  readonly sizeAt: (containerId: string, path: string, signal: AbortSignal) => Promise<number | null>
  /**
   * Docker's events. The first one is `daemon`/`subscribed`, made here: the engine listens now, so a look that begins
   * after it misses nothing. Ends by throwing when the connection breaks, and returns when the signal is aborted.
   */
  readonly events: (signal: AbortSignal) => AsyncIterable<DockerEvent>
  /**
   * A container's log with timestamps. `since` null: `tail` lines from the end (null: all), counted before `until` cuts
   * off what is newer. Both are stamps of Docker's; their moments belong to the answer. Multiplexed and TTY streams look
   * the same here. Ends when the container stops (or at once without `follow`), throws when the connection breaks.
   */
  readonly logs: (
    containerId: string,
    options: {
      readonly follow: boolean
      readonly tail: number | null
      readonly since: string | null
      readonly until?: string | null
    },
    signal: AbortSignal,
  ) => AsyncIterable<LogChunk>
  /**
   * What a running container uses, told about once a second for as long as it is read. Where the way allows few streams,
   * `streams-full` is thrown beyond them. Ends with the container, throws when the connection breaks.
   */
  readonly stats: (containerId: string, signal: AbortSignal) => AsyncIterable<MetricsReading>
  /** The same, once and at once; null where the container does not run. */
  readonly statsOnce: (containerId: string, signal: AbortSignal) => Promise<MetricsReading | null>
  /** What Docker takes of the host's disk. Dear: it can take the engine minutes. */
  readonly diskUse: (signal: AbortSignal) => Promise<DiskUse>
  /** What the machine that Docker runs on says of itself; null where this way to the engine leads to no machine, or to another one. */
  readonly machine: (signal: AbortSignal) => Promise<HostMachine | null>
  /** The way on from the host; null where it is this machine, or nothing but its engine is reached. Known after `connect`. */
  readonly outlet: () => Outlet | null
  /** Ends all open streams and idle connections. */
  readonly close: () => void
}

/**
 * Opens a TCP stream to a port as the host sees it: a name is resolved there, and `localhost` is the host itself. It goes
 * over the connection that is there, and ends with it; nobody is logged in for it. Rejects within seconds, with
 * `ssh-forward-refused`, `ssh-forward-failed`, `host-unreachable` or the signal's reason.
 */
export type Outlet = (host: string, port: number, signal: AbortSignal) => Promise<Duplex>

/** A host's machine at one moment; `diskPath` is where Docker keeps its data, harmless for display. */
export type HostMachine = Pick<MachineReading, 'ticks' | 'memory' | 'disk'> & { readonly diskPath: string }

/** Logins for registries that a person typed into Berth's window. The shell keeps them; the engine asks for one at a time. */
export type TypedLogins = {
  /** Null: none was typed for that registry. Throws the signal's reason alone. */
  readonly find: (
    registry: string,
    signal: AbortSignal,
  ) => Promise<{ readonly username: string; readonly password: string } | null>
  /** What a registry that was asked for this very purpose said of its login. */
  readonly judged: (registry: string, isRight: boolean) => void
  /** Calls back whenever one was typed, changed or forgotten, with the registry. */
  readonly onChange: (listener: (registry: string) => void) => void
}

/** Credentials for a registry: what was typed for it, else as Docker's own configuration has them; null: none, ask anonymously. */
export type CredentialSource = {
  /** Throws `credentials-unusable` where the configuration or a helper is broken; nothing is ever cached on disk. */
  readonly credentialsFor: (registry: string, signal: AbortSignal) => Promise<RegistryCredentials | null>
}
