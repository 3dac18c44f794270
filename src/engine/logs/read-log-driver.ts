import { z } from 'zod'
import { displayText } from '../../domain/display-text'
import type { DockerClient } from '../ports'

const inspectSchema = z.object({ HostConfig: z.object({ LogConfig: z.object({ Type: z.string() }) }) })

/** The name of a container's log driver, harmless for display; `?` where it can't be told. */
export async function readLogDriver(
  client: Pick<DockerClient, 'inspectContainer'>,
  containerId: string,
  signal: AbortSignal,
): Promise<string> {
  try {
    const inspect = inspectSchema.parse(await client.inspectContainer(containerId, signal))
    return displayText(inspect.HostConfig.LogConfig.Type, 64)
  } catch {
    return '?'
  }
}
