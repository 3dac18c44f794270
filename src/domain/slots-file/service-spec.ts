import type { MountSpec, TmpfsSpec } from './mount-spec'

/**
 * One service of one slot as the slots file wants it: long-form, every variable filled in, in Compose's words. Nothing
 * that the file says about how the container runs is missing here; what has no place here was refused before.
 *
 * Null always means "the file does not say": the image's or the engine's own default holds. Lists and maps are then
 * empty. Values may be secrets (`environment`, `command`, `labels`, `logging`): never log or show a spec.
 */
export type ServiceSpec = {
  readonly service: string
  /** The image reference, tag filled in. */
  readonly image: string
  /** `container_name`; null: Compose's own name for the first container of the service. */
  readonly containerName: string | null
  /** An empty list clears the image's own. */
  readonly command: readonly string[] | null
  /** An empty list clears the image's own. When it is set, the image's command no longer counts. */
  readonly entrypoint: readonly string[] | null
  /** `env_file` and `environment` together. */
  readonly environment: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly user: string | null
  readonly groupAdd: readonly string[]
  readonly workingDir: string | null
  readonly hostname: string | null
  readonly domainname: string | null
  readonly tty: boolean
  readonly stdinOpen: boolean
  readonly init: boolean | null
  readonly readOnly: boolean
  readonly privileged: boolean
  readonly ports: readonly PortSpec[]
  /** Container ports that are named and not published. */
  readonly expose: readonly ContainerPort[]
  readonly volumes: readonly MountSpec[]
  /** The key `tmpfs`; a volume of type tmpfs stands in `volumes`. */
  readonly tmpfs: readonly TmpfsSpec[]
  readonly network: ServiceNetworks
  readonly dns: readonly string[]
  readonly dnsSearch: readonly string[]
  readonly dnsOpt: readonly string[]
  readonly extraHosts: readonly ExtraHost[]
  /** Only services of this slot; an optional one that the slot does not have is left out. */
  readonly dependsOn: readonly Dependency[]
  readonly healthcheck: HealthcheckSpec | null
  readonly restart: RestartSpec
  readonly stopSignal: string | null
  /** Null: 10 s, as Docker and Compose have it. */
  readonly stopGracePeriodMs: number | null
  readonly capAdd: readonly string[]
  readonly capDrop: readonly string[]
  readonly securityOpt: readonly string[]
  readonly sysctls: Readonly<Record<string, string>>
  readonly ulimits: readonly UlimitSpec[]
  readonly devices: readonly DeviceSpec[]
  readonly pid: 'host' | null
  readonly ipc: 'host' | 'private' | 'shareable' | 'none' | null
  readonly usernsMode: 'host' | null
  readonly shmSizeBytes: number | null
  readonly logging: LoggingSpec | null
  /** Of `mem_limit`, `cpus`, … and of `deploy.resources`. */
  readonly resources: ResourceLimits
  /** What applies in this slot. */
  readonly strategy: 'recreate' | 'blue-green'
  /**
   * Why the file's `blue-green` becomes `recreate` here; null: nothing stands against what the file says. `no-colors`:
   * the slot has no `blue` and `green`, so both containers would want the same ports.
   */
  readonly strategyObstacle: 'no-colors' | null
  /** The file says that two containers may write the service's volumes at the same time. */
  readonly sharedVolumes: boolean
  readonly health: HealthProbe
  /** How traffic moves from one colour to the other; null: nothing beside the service's aliases. */
  readonly switchOver: SwitchOverSpec | null
}

/** A port of the container. */
export type ContainerPort = { readonly port: number; readonly protocol: 'tcp' | 'udp' | 'sctp' }

/**
 * One published port; a range in the file is one entry a port. `published` null: the engine chooses; a range
 * (`first` < `last`): the engine takes a free one of it.
 */
export type PortSpec = ContainerPort & {
  /** Null: all addresses of the host. */
  readonly hostIp: string | null
  readonly published: { readonly first: number; readonly last: number } | null
}

/** What the container's network is. */
export type ServiceNetworks =
  | { readonly kind: 'host' }
  | { readonly kind: 'none' }
  /** The engine's own bridge, where no names are resolved. */
  | { readonly kind: 'bridge' }
  /** At least one; the first is the one the container is created with, by `priority`, then by name. */
  | { readonly kind: 'networks'; readonly networks: readonly ServiceNetwork[] }

/** The container's place in one network. */
export type ServiceNetwork = {
  /** Key of the network in the file; see `NetworkSpec.key`. */
  readonly key: string
  /** The network's name on the engine. */
  readonly name: string
  /** The service's name first, then those of the file. */
  readonly aliases: readonly string[]
  readonly ipv4Address: string | null
  readonly ipv6Address: string | null
  readonly linkLocalIps: readonly string[]
  readonly macAddress: string | null
}

/** A name in the container's hosts file. `host-gateway` as an address is the engine's to fill in. */
export type ExtraHost = { readonly hostname: string; readonly address: string }

/** What another service must have come to before this one is started. */
export type Dependency = {
  readonly service: string
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully'
}

/** The container's own health check. `test` null: the image's own, with other times. */
export type HealthcheckSpec =
  | { readonly kind: 'disabled' }
  | {
      readonly kind: 'check'
      /** As Docker takes it: begins with `CMD` or `CMD-SHELL`. */
      readonly test: readonly string[] | null
      readonly intervalMs: number | null
      readonly timeoutMs: number | null
      readonly startPeriodMs: number | null
      /** Honoured by engines of API 1.44 and later; older ones don't know it. */
      readonly startIntervalMs: number | null
      readonly retries: number | null
    }

/** `maximumRetries` 0: without end. */
export type RestartSpec = {
  readonly name: 'no' | 'always' | 'on-failure' | 'unless-stopped'
  readonly maximumRetries: number
}

/** -1: no limit. */
export type UlimitSpec = { readonly name: string; readonly soft: number; readonly hard: number }

/** `permissions` is of the letters r, w, m. */
export type DeviceSpec = { readonly source: string; readonly target: string; readonly permissions: string }

/** Driver null: the engine's default with these options. */
export type LoggingSpec = { readonly driver: string | null; readonly options: Readonly<Record<string, string>> }

/** Limits in bytes and CPUs. */
export type ResourceLimits = {
  readonly memoryBytes: number | null
  readonly memoryReservationBytes: number | null
  /** Memory and swap together; -1: no limit. */
  readonly memorySwapBytes: number | null
  /** Whole and part CPUs, such as 1.5. */
  readonly cpus: number | null
  readonly cpuShares: number | null
  readonly cpuQuotaMicroseconds: number | null
  readonly cpuPeriodMicroseconds: number | null
  /** `0-3`, `0,1` */
  readonly cpuset: string | null
  /** -1: no limit. */
  readonly pids: number | null
}

/** `x-berth.health`: what the gate asks beside Docker's own check. */
export type HealthProbe = {
  /** Null: no HTTP probe. `containerPort` null: the service's first published TCP port. */
  readonly http: { readonly path: string; readonly containerPort: number | null } | null
  /** How long the gate may take; null: what Berth works out from the health check. */
  readonly timeoutMs: number | null
}

/** `x-berth.proxy` and `x-berth.switchOver` together. */
export type SwitchOverSpec = {
  /** Name of a running container, or of a service of the slot. */
  readonly container: string
  /** Absolute path in that container; lies in one of its volumes or bind mounts. */
  readonly file: string
  /** Content of the file, with Berth's placeholders for the new address. */
  readonly template: string
  /** Run in the container before `reload`; exit code 0 means the configuration is good. */
  readonly test: readonly string[]
  readonly reload: readonly string[]
  /** How long the old one still serves what is under way. */
  readonly drainMs: number
}
