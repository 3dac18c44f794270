import type { ContainerObservation } from '../../domain/container-observation'
import { type DeployableService, isUp } from '../../domain/deployable-slot'
import { berthLabels } from '../../domain/label-names'
import { isLeftBehind } from '../../domain/temporary-name'
import type { DockerClient, Log } from '../ports'
import type { ContainerChanges } from './container-changes'
import type { RemovedContainer } from './keep-last-log'
import { readRawContainer } from './raw-container'
import type { SteadyHost } from './steady-host'

/** What clearing up works with. */
export type SettleParts = {
  readonly client: DockerClient
  readonly host: SteadyHost
  readonly changes: ContainerChanges
  readonly log: Log
  /** Keeps the last lines of what is about to be removed, for the history of the deployment that left it. */
  readonly keepLastLog: (deploymentId: string, removed: RemovedContainer) => Promise<void>
  /** By services behind a proxy: takes its requests to the container that stays, before the others go. See `leaders`. */
  readonly leaders?: ReadonlyMap<string, (containerId: string) => Promise<void>>
}

/**
 * Clears up what a deployment that was cut off has left, service by service: the container that stands for the service
 * stays (see `DeployableService.container`), gets its lasting name and restart policy, and runs where one of the two
 * did; the others go. Answers whether there was anything.
 */
export async function settleLeftovers(parts: SettleParts, services: readonly DeployableService[]): Promise<boolean> {
  let found = false
  for (const service of services) {
    const leftovers = service.others.filter((other) => isLeftBehind(other) || isLeftBehind(service.container))
    if (leftovers.length === 0 && !isLeftBehind(service.container)) continue
    found = true
    parts.log('warn', 'clearing up after a deployment that was cut off', {
      service: service.name,
      removed: leftovers.map(({ name }) => name),
    })
    await settleService(parts, service, leftovers)
  }
  return found
}

async function settleService(
  { client, host, changes, leaders, keepLastLog }: SettleParts,
  { name, container, containerName }: DeployableService,
  leftovers: readonly ContainerObservation[],
): Promise<void> {
  // The old container's policy was set to "no"; the new one was made with the right one.
  const made = leftovers.filter(isLeftBehind).at(-1)
  const policy =
    made === undefined
      ? null
      : readRawContainer(await host.read((signal) => client.inspectContainer(made.id, signal))).HostConfig.RestartPolicy
  // First of all: with the new container goes the last that knows the policy. Also where the old one was never stopped.
  if (policy !== null && container.restartPolicy === 'no' && policy.name !== 'no') {
    await changes.setRestartPolicy(container.id, policy)
  }
  const lead = leaders?.get(name)
  if (lead !== undefined && leftovers.some(isUp)) {
    if (!isUp(container)) await changes.start(container.id)
    await lead(container.id)
  }
  const deploymentId = (made ?? container).labels[berthLabels.deployment] ?? ''
  for (const leftover of leftovers) {
    await keepLastLog(deploymentId, { service: name, id: leftover.id })
    if (isUp(leftover)) await changes.stop(leftover.id, null)
    await (isLeftBehind(leftover) ? changes.discardNew(leftover.id) : changes.removeOld(leftover.id))
  }
  if (container.name !== containerName) await changes.rename(container.id, containerName)
  if (!isUp(container) && leftovers.some(({ startedAtMs }) => startedAtMs !== null)) await changes.start(container.id)
}
