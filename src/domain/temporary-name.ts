import { berthLabels } from './label-names'

/** What a deployment puts behind a container's own name while two generations stand side by side, then its id. */
const mark = '.berth-'

/** The name a container has while the deployment is under way. */
export function temporaryName(name: string, deploymentId: string): string {
  return `${name}${mark}${deploymentId}`
}

/** The name the container is to have in the end: what stands before the mark, or the name itself where there is none. */
export function lastingName(name: string): string {
  return name.replace(markedEnd, '')
}

/** Whether a container's name is one that a deployment gave it for the meantime. */
export function isTemporaryName(name: string): boolean {
  return markedEnd.test(name)
}

/** Whether a deployment made the container and has not given it its lasting name (yet): its label names the deployment in the name. */
export function isLeftBehind(container: {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}): boolean {
  const deploymentId = container.labels[berthLabels.deployment] ?? ''
  return deploymentId !== '' && container.name === temporaryName(lastingName(container.name), deploymentId)
}

const markedEnd = /\.berth-[A-Za-z0-9_-]+$/
