import type { AppBehaviour } from '../harness/app-image'
import { type BuiltImage, buildImages } from '../harness/built-image'
import type { DockerEngine } from '../harness/docker-engine'
import { imagesOfBuild, SERVICES, type ServiceName } from '../harness/shop-catalog'

/** Builds that come up fast, so that hundreds of deployments fit into a run. */
const builds = {
  left: build('kickoff-240801-left', 'aaaaaa1'),
  right: build('kickoff-240802-right', 'bbbbbb2'),
  webFails: build('kickoff-240803-web-fails', 'c0ffee3', { web: { kind: 'unhealthy', output: '500 render failed' } }),
  neverHealthy: build('kickoff-240804-never', 'c0ffee4', { api: { kind: 'unhealthy', output: '503 db DOWN' } }),
  turns: build('kickoff-240805-turns', 'c0ffee5', {
    // Passes its gate, and fails while the front ends, which take their time, wait for theirs.
    api: { kind: 'turn-unhealthy', afterMs: 1_500, output: '503 pool empty' },
    web: { kind: 'slow-start', delayMs: 6_000 },
  }),
  exits: build('kickoff-240806-exits', 'c0ffee6', { api: { kind: 'exit', code: 3 } }),
  slow: build('kickoff-240807-slow', 'c0ffee7', { api: { kind: 'slow-start', delayMs: 4_000 } }),
} as const

/** A build that faults are tried with. */
export type FaultBuild = keyof typeof builds

/** A build's tag. */
export function tagOf(name: FaultBuild): string {
  return builds[name].tag
}

/** What a service of the build answers with. */
export function revisionOf(name: FaultBuild): string {
  return builds[name].revision
}

/** A build's images; `changes` are of all of them. */
export function imagesOf(
  prefix: string,
  name: FaultBuild,
  changes: { readonly tag?: string; readonly ballastBytes?: number } = {},
): Promise<readonly BuiltImage[]> {
  const images = imagesOfBuild(prefix, builds[name]).map((image) => ({
    ...image,
    ...changes,
    // Each check costs a machine as much as starting a program does: more of them make all of it slower, not faster.
    healthEveryMs: 800,
    // The first checks come before a busy machine has the app up; only honest apps are given that time.
    ...(image.behaviour.kind === 'healthy' || image.behaviour.kind === 'turn-unhealthy'
      ? { startPeriodMs: 10_000 }
      : {}),
  }))
  return buildImages(images)
}

/** Takes a build's images off a host, where they are there; no container may use them. */
export async function removeImages(
  engine: DockerEngine,
  prefix: string,
  name: FaultBuild,
  services: readonly ServiceName[] = SERVICES,
): Promise<void> {
  for (const service of services) {
    const path = `/images/${prefix}/${service}:${tagOf(name)}`
    const isThere = await engine.call({ path: `${path}/json` }).then(
      () => true,
      () => false,
    )
    if (isThere) await engine.call({ method: 'DELETE', path: `${path}?force=1` })
  }
}

type Behaviours = Readonly<Partial<Record<ServiceName, AppBehaviour>>>

function build(tag: string, revision: string, behaviours: Behaviours = {}) {
  return { tag, revision, version: 'v2.0.0', createdAt: '2024-08-01T09:00:00Z', behaviours }
}
