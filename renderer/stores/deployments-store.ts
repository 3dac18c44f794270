import { create } from 'zustand'
import type { Deployment } from '../../src/domain/deployment'

type DeploymentsState = {
  /** Deployments of this engine that run or have ended and are not dismissed, by id, oldest first. */
  readonly deployments: ReadonlyMap<string, Deployment>
}

/** The deployments this window can follow. Fed by the engine's events alone. */
export const useDeploymentsStore = create<DeploymentsState>(() => ({ deployments: new Map() }))

/** Takes in what an event says of one deployment. */
export function storeDeployment(deployment: Deployment): void {
  useDeploymentsStore.setState(({ deployments }) => ({
    deployments: new Map(deployments).set(deployment.id, deployment),
  }))
}

/** Drops a deployment that was dismissed. */
export function forgetDeployment(deploymentId: string): void {
  useDeploymentsStore.setState(({ deployments }) => {
    const left = new Map(deployments)
    left.delete(deploymentId)
    return { deployments: left }
  })
}

/** A new engine tells all it remembers; what the old one knew is gone. */
export function clearDeployments(): void {
  useDeploymentsStore.setState({ deployments: new Map() })
}
