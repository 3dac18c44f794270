import { imageLabels } from '../../domain/label-names'
import type { Fields } from '../engine/fields'
import { buildImage, type SampleImage } from '../engine/image'
import { hourMs, kickoffs, type KickoffName, type ServiceName } from './kickoffs'
import { programOf } from './programs'

const megabyte = 1_000_000
const nanosecondsPerSecond = 1_000_000_000

/** What tells one service's images from another's. */
const shapes: Readonly<
  Record<
    ServiceName,
    { readonly port: number; readonly command: readonly string[]; readonly base: number; readonly app: number }
  >
> = {
  web: { port: 3000, command: ['node', 'server.js'], base: 62, app: 24 },
  api: { port: 8080, command: ['java', '-jar', 'shop.jar'], base: 96, app: 38 },
  admin: { port: 8000, command: ['gunicorn', 'shop.wsgi'], base: 54, app: 17 },
}

/** The port that a service listens at in its container. */
export function portOf(service: ServiceName): number {
  return shapes[service].port
}

/** An image of a service of a branch; `build` counts what CI made of the branch, 0 being the newest that hosts have. */
export function imageOf(name: KickoffName, service: ServiceName, nowMs: number, build = 0): SampleImage {
  const kickoff = kickoffs[name]
  const { base, app } = shapes[service]
  const revision = build === 0 ? kickoff.revision : newRevision(kickoff.revision)
  // Rounded, so that what is built twice is the same.
  const createdAtMs = roundHour(nowMs) - (build === 0 ? kickoff.builtHoursAgo * hourMs : 20 * 60_000)
  return buildImage({
    createdAtMs,
    defaults: defaultsOf(service, revision, kickoff.version, createdAtMs),
    layers: [
      { name: `base ${service}`, sizeBytes: base * megabyte },
      { name: `libraries ${service} ${kickoff.version.slice(0, 4)}`, sizeBytes: Math.round(app * 0.6 * megabyte) },
      { name: `app ${service} ${revision}`, sizeBytes: app * megabyte },
    ],
    program: programOf(service, kickoff),
  })
}

function roundHour(atMs: number): number {
  return Math.floor(atMs / hourMs) * hourMs
}

/** Another commit of the same branch. */
function newRevision(revision: string): string {
  return `${revision.slice(3)}${revision.slice(0, 3)}`
}

function defaultsOf(service: ServiceName, revision: string, version: string, createdAtMs: number): Fields {
  const { port, command } = shapes[service]
  return {
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', `APP_VERSION=${version}`],
    Cmd: command,
    WorkingDir: '/app',
    ExposedPorts: { [`${String(port)}/tcp`]: {} },
    Labels: {
      'org.opencontainers.image.title': `shop ${service}`,
      [imageLabels.version]: version,
      [imageLabels.revision]: revision,
      [imageLabels.created]: new Date(createdAtMs).toISOString(),
    },
    Healthcheck: {
      Test: ['CMD', 'curl', '-fsS', `http://localhost:${String(port)}/health`],
      Interval: 2 * nanosecondsPerSecond,
      Timeout: 3 * nanosecondsPerSecond,
      Retries: 6,
    },
  }
}
