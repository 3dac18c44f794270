/** What a deployment puts behind a container's own name while two generations stand side by side, then its id. */
const mark = '.berth-'

/** The name a container has while the deployment is under way. */
export function temporaryName(name: string, deploymentId: string): string {
  return `${name}${mark}${deploymentId}`
}

/** Whether a container's name is one that a deployment gave it for the meantime. */
export function isTemporaryName(name: string): boolean {
  return /\.berth-[A-Za-z0-9_-]+$/.test(name)
}
