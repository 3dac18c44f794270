import type { Deployment } from '../../../src/domain/deployment'

/**
 * What to type on the host where Berth could not put services back. By container ID: the old container's name may have
 * been given to the new one meanwhile.
 */
export function byHandCommands(deployment: Deployment, services: readonly string[]): string {
  return deployment.plan.services
    .filter((service) => services.includes(service.name))
    .flatMap(({ containerId }) => (containerId === null ? [] : [`docker start ${containerId.slice(0, 12)}`]))
    .join('\n')
}
