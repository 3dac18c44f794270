import { createHash } from 'node:crypto'
import { isLoadLight } from './light-load'

/** What an app does; baked into its image. */
export type AppBehaviour =
  | { readonly kind: 'healthy' }
  /** `output` is what its health endpoint answers, with status 503. */
  | { readonly kind: 'unhealthy'; readonly output: string }
  | { readonly kind: 'turn-unhealthy'; readonly afterMs: number; readonly output: string }
  | { readonly kind: 'slow-start'; readonly delayMs: number }
  /** With a restart policy this is a crash loop. */
  | { readonly kind: 'exit'; readonly code: number; readonly afterMs?: number }
  | { readonly kind: 'ignore-sigterm' }
  | { readonly kind: 'log-flood'; readonly lines: number }
  /** Takes memory until the container's limit ends it. */
  | { readonly kind: 'eat-memory'; readonly afterMs?: number }

/**
 * When Docker's check gets its answer. `held`: after the first few, only when something changes or 10 s are over, so that
 * checks are few and still tell of each change at once: each one costs 50 ms of the processor.
 */
export type CheckAnswers = 'prompt' | 'held'

/** One image of one service of the shop. */
export type AppImage = {
  /** With the registry's address, such as `127.0.0.1:5000/shop/web`. */
  readonly repository: string
  readonly tag: string
  readonly service: string
  readonly version: string
  /** Commit the image was built from. */
  readonly revision: string
  readonly createdAt: string
  readonly behaviour: AppBehaviour
  /** Null leaves the image without a health check. */
  readonly healthEveryMs?: number | null
  /** Default: `held` where the load is to be light. */
  readonly checks?: CheckAnswers
  /** Failed checks don't count for so long; for checks so frequent that a busy machine's app starts more slowly. */
  readonly startPeriodMs?: number
  /** Go's name of the processor, such as `arm64`; without it the machine's own. */
  readonly architecture?: string
  readonly labels?: Readonly<Record<string, string>>
  /** Bytes of noise in a layer of the image's own, for pulls that take their time. */
  readonly ballastBytes?: number
}

const NANOSECONDS_PER_MS = 1_000_000

/** For how long the app may hold the answer to a check back; 0 where it is to answer at once. */
export function holdChecksMs({ checks }: AppImage): number {
  return (checks ?? (isLoadLight() ? 'held' : 'prompt')) === 'held' ? 10_000 : 0
}

export function referenceOf(image: AppImage): string {
  return `${image.repository}:${image.tag}`
}

export function machineArchitecture(): string {
  return process.arch === 'x64' ? 'amd64' : process.arch
}

/** The image's configuration as Docker stores it; its digest is the image's id. */
export function imageConfig(image: AppImage, layerDiffIds: readonly string[]): Buffer {
  const config = {
    architecture: image.architecture ?? machineArchitecture(),
    os: 'linux',
    created: image.createdAt,
    config: containerDefaults(image),
    rootfs: { type: 'layers', diff_ids: layerDiffIds },
    history: layerDiffIds.map(() => ({ created: image.createdAt, created_by: 'shop build' })),
  }
  return Buffer.from(JSON.stringify(config))
}

function containerDefaults(image: AppImage): Readonly<Record<string, unknown>> {
  const everyMs = image.healthEveryMs === undefined ? 1000 : image.healthEveryMs
  const nanoseconds = (ms: number): number => ms * NANOSECONDS_PER_MS
  return {
    Env: [
      'PATH=/bin',
      `APP_SERVICE=${image.service}`,
      `APP_VERSION=${image.version}`,
      `APP_REVISION=${image.revision}`,
      `APP_BEHAVIOUR=${JSON.stringify(image.behaviour)}`,
    ],
    Cmd: ['node', '/app/server.cjs'],
    WorkingDir: '/app',
    ExposedPorts: { '8080/tcp': {} },
    Labels: labelsOf(image),
    ...(everyMs === null
      ? {}
      : {
          Healthcheck: {
            Test: ['CMD', '/app/check'],
            Interval: nanoseconds(everyMs),
            Timeout: nanoseconds(3000 + 1.2 * holdChecksMs(image)),
            Retries: 2,
            ...(image.startPeriodMs === undefined ? {} : { StartPeriod: nanoseconds(image.startPeriodMs) }),
            // An honest slow starter says so: its failures until then don't count.
            ...(image.behaviour.kind === 'slow-start' ? { StartPeriod: nanoseconds(2 * image.behaviour.delayMs) } : {}),
          },
        }),
  }
}

function labelsOf(image: AppImage): Readonly<Record<string, string>> {
  return {
    'org.opencontainers.image.title': `shop ${image.service}`,
    'org.opencontainers.image.version': image.version,
    'org.opencontainers.image.revision': image.revision,
    'org.opencontainers.image.created': image.createdAt,
    'org.opencontainers.image.source': `https://git.example.com/shop/${image.service}`,
    ...image.labels,
  }
}

export function sha256(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`
}
