import { berthLabels } from '../../domain/label-names'
import type { Execution, Replacement } from './execution'

/** The answer to a create may have been lost: the container is known by its name and label. */
export async function findNew(
  run: Pick<Execution, 'client' | 'host' | 'deploymentId'>,
  { temporaryName }: Pick<Replacement, 'temporaryName'>,
): Promise<string | null> {
  const label = `${berthLabels.deployment}=${run.deploymentId}`
  const own = await run.host.read((signal) => run.client.listContainers(label, signal))
  return own.find(({ name }) => name === temporaryName)?.id ?? null
}
