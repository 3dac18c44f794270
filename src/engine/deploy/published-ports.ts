import { z } from 'zod'
import type { DockerClient, ListedContainer } from '../ports'

const portsSchema = z.object({
  Name: z.string(),
  NetworkSettings: z.looseObject({
    Ports: z
      .record(z.string(), z.array(z.looseObject({ HostPort: z.string() })).nullish())
      .nullish()
      .transform((ports) => ports ?? {}),
  }),
})

/** A port of the host that a running container has. */
export type PublishedPort = { readonly container: string; readonly port: number; readonly protocol: string }

/** Those of the containers; none of one that stands still or has gone away meanwhile. */
export async function publishedPorts(
  client: DockerClient,
  containers: readonly Pick<ListedContainer, 'id'>[],
  signal: AbortSignal,
): Promise<readonly PublishedPort[]> {
  return (await Promise.all(containers.map(({ id }) => portsOf(client, id, signal)))).flat()
}

async function portsOf(client: DockerClient, id: string, signal: AbortSignal): Promise<readonly PublishedPort[]> {
  try {
    const { Name, NetworkSettings } = portsSchema.parse(await client.inspectContainer(id, signal))
    return Object.entries(NetworkSettings.Ports).flatMap(([key, bindings]) =>
      (bindings ?? []).map(({ HostPort }) => ({
        container: Name.replace(/^\//, ''),
        port: Number(HostPort),
        protocol: key.split('/')[1] ?? 'tcp',
      })),
    )
  } catch {
    // It went away meanwhile, and its ports with it.
    return []
  }
}
