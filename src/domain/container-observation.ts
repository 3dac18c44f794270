/** What Docker calls a container's status. */
export type ContainerStatus = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead'

/** Docker's verdict of a container's health check; `none` where no check is defined. */
export type ContainerHealth = 'none' | 'starting' | 'healthy' | 'unhealthy'

/** One result of a health check as Docker keeps it (the last five). Output is hostile and cut by the engine to 4,096 characters. */
export type HealthCheckResult = {
  readonly startedAtMs: number
  readonly endedAtMs: number
  /** 0 passed; anything else failed; -1 timed out. */
  readonly exitCode: number
  readonly output: string
}

/** The check a container defines, durations in milliseconds with Docker's defaults filled in. */
export type HealthCheckDefinition = {
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly startPeriodMs: number
  readonly retries: number
}

/**
 * What one inspect said of one container. Times are the host's clock, milliseconds since the epoch. Strings are as
 * Docker gave them (hostile) but for control characters in names.
 */
export type ContainerObservation = {
  readonly id: string
  /** Without Docker's leading slash. */
  readonly name: string
  /** The reference the container was created by; may be an image ID. */
  readonly imageReference: string
  /** ID of the image that runs, `sha256:…`. */
  readonly imageId: string
  readonly labels: Readonly<Record<string, string>>
  readonly status: ContainerStatus
  readonly health: ContainerHealth
  readonly healthCheck: HealthCheckDefinition | null
  /** Oldest first, at most five. */
  readonly checks: readonly HealthCheckResult[]
  /** Consecutive failed checks since the last pass. */
  readonly failingStreak: number
  readonly restarts: number
  readonly restartPolicy: 'no' | 'always' | 'on-failure' | 'unless-stopped'
  /** Of the last run; null while it has never ended. */
  readonly exitCode: number | null
  readonly outOfMemory: boolean
  readonly memoryLimitBytes: number | null
  /** Docker's word on why the last start failed; empty where it did not. */
  readonly startError: string
  readonly createdAtMs: number
  readonly startedAtMs: number | null
  readonly finishedAtMs: number | null
  readonly autoRemove: boolean
}

/** What an image inspect said, as far as the board needs it. */
export type ImageObservation = {
  readonly id: string
  readonly tags: readonly string[]
  /** `repository@sha256:…` entries: the digests registries know this image by. */
  readonly digests: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  readonly createdAtMs: number | null
  readonly sizeBytes: number
  /** `linux/amd64`. */
  readonly platform: string
}

/** A lock container seen on the host. `alive` is the observer's judgement of the heartbeat; null while it has not watched long enough. */
export type LockObservation = {
  readonly lockId: string
  readonly project: string
  readonly owner: string
  readonly reason: string
  readonly deploymentId: string
  readonly sinceMs: number
  readonly alive: boolean | null
  /** As last read; null: not read yet, or none was written so far. */
  readonly heartbeat: string | null
  /** Since when it was seen to stand still, by the observer's monotonic clock; null: not read yet. */
  readonly stillSinceMs: number | null
}

/** Everything known of one host at one moment; what the board is derived from. */
export type HostObservation = {
  readonly containers: readonly ContainerObservation[]
  readonly images: ReadonlyMap<string, ImageObservation>
  readonly locks: readonly LockObservation[]
}
