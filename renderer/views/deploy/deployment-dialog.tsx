import type { ReactElement } from 'react'

/** A deployment that runs or has ended. */
export function DeploymentDialog({ deploymentId }: { readonly deploymentId: string }): ReactElement {
  return <h1>{deploymentId}</h1>
}
