import type { CheckView, ServiceView } from './board'
import type { ContainerObservation, HealthCheckResult, HostObservation } from './container-observation'
import { containerState } from './container-state'
import { displayBlock, displayText } from './display-text'
import type { KickoffReader } from './kickoff'
import { runningImage, type RunningImage } from './running-image'
import type { ServiceState } from './service-state'
import type { ServiceContainers } from './slot-containers'

/** A service's cell together with the facts that the slot is derived from. */
export type DerivedService = {
  readonly view: ServiceView
  readonly image: RunningImage
  /** The container that decides. */
  readonly container: ContainerObservation
}

/** A service from its containers: the worst one decides, the newest of the worst where several are. */
export function deriveService(
  service: ServiceContainers,
  images: HostObservation['images'],
  readKickoff: KickoffReader,
  nowMs: number,
): DerivedService | null {
  const judged = service.containers.map((container) => ({ container, state: containerState(container, nowMs) }))
  const [first, ...rest] = judged
  if (first === undefined) return null
  const worst = rest.reduce((chosen, next) => (severity(next.state) >= severity(chosen.state) ? next : chosen), first)
  const image = runningImage(worst.container, images.get(worst.container.imageId), readKickoff)
  const view = serviceView(service, worst.container, worst.state, image)
  return { view, image, container: worst.container }
}

function serviceView(
  service: ServiceContainers,
  container: ContainerObservation,
  state: ServiceState,
  image: RunningImage,
): ServiceView {
  return {
    name: service.name,
    state,
    image: image.text,
    tag: image.tag,
    digest: image.digest,
    revision: image.revision,
    version: image.version,
    builtAtMs: image.builtAtMs,
    kickoff: image.kickoff,
    health: container.health,
    checks: container.checks.map(checkView),
    startPeriodMs: startPeriodOf(container),
    restarts: container.restarts,
    exitCode: container.exitCode,
    outOfMemory: container.outOfMemory,
    containerId: container.id,
    containerName: displayText(container.name),
    containers: service.containers.length,
    createdAtMs: container.createdAtMs,
    startedAtMs: container.startedAtMs,
    finishedAtMs: container.finishedAtMs,
  }
}

/** Docker writes 0 where the image says nothing of it. */
function startPeriodOf(container: ContainerObservation): number | null {
  const startPeriodMs = container.healthCheck?.startPeriodMs ?? 0
  return startPeriodMs === 0 ? null : startPeriodMs
}

function checkView(check: HealthCheckResult): CheckView {
  return { ...check, output: displayBlock(check.output, 4_096).trimEnd() }
}

/** How bad a state is, for choosing between the containers of one service. */
function severity(state: ServiceState): number {
  switch (state.kind) {
    case 'unhealthy':
      return 6
    case 'not-run':
      return state.error === '' ? 2 : 6
    case 'starting':
      return 5
    case 'stopped':
      return 4
    case 'paused':
      return 3
    case 'running':
      return 1
    case 'healthy':
      return 0
  }
}
