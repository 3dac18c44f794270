/** The private store's name for the last lines of a container that a deployment removed. */
export function lastLogName(deploymentId: string, service: string): string {
  return `log/${deploymentId}/${service}`
}
