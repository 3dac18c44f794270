import { z } from 'zod'
import type { DeployableService } from '../../../domain/deployable-slot'
import { composeLabels } from '../../../domain/label-names'
import type { PlanWarning } from '../../../domain/plan'
import type { ServiceSpec } from '../../../domain/slots-file/service-spec'
import type { DockerClient } from '../../ports'
import { anonymousVolumeNames } from '../carried-mounts'
import { readRawContainer } from '../raw-container'

/** The nameless volumes of each service's present container: by service, then by their places. */
export async function anonymousVolumesOf(
  client: DockerClient,
  present: readonly DeployableService[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const entries = present.map(async ({ label, container }) => {
    const raw = readRawContainer(await client.inspectContainer(container.id, signal))
    return [label, anonymousVolumeNames(raw)] as const
  })
  return new Map(await Promise.all(entries))
}

const portsSchema = z.object({
  Name: z.string(),
  NetworkSettings: z.looseObject({
    Ports: z
      .record(z.string(), z.array(z.looseObject({ HostPort: z.string() })).nullish())
      .nullish()
      .transform((ports) => ports ?? {}),
  }),
})

/** Ports that the services want and that a running container outside of the slot has. */
export async function takenPorts(
  client: DockerClient,
  slot: string,
  specs: readonly ServiceSpec[],
  signal: AbortSignal,
): Promise<readonly PlanWarning[]> {
  const wanted = specs.flatMap(({ service, ports }) =>
    ports.flatMap(({ published, protocol }) =>
      published !== null && published.first === published.last
        ? [{ service, port: published.first, protocol: protocol as string }]
        : [],
    ),
  )
  if (wanted.length === 0) return []
  const others = (await client.listContainers(null, signal)).filter(
    ({ labels }) => labels[composeLabels.project] !== slot,
  )
  const taken = (await Promise.all(others.map(({ id }) => portsOf(client, id, signal)))).flat()
  return wanted.flatMap(({ service, port, protocol }): readonly PlanWarning[] => {
    const other = taken.find((one) => one.port === port && one.protocol === protocol)
    return other === undefined ? [] : [{ kind: 'port-taken', service, port, container: other.container }]
  })
}

type TakenPort = { readonly container: string; readonly port: number; readonly protocol: string }

async function portsOf(client: DockerClient, id: string, signal: AbortSignal): Promise<readonly TakenPort[]> {
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

/** Paths of the host that a service mounts for the first time: nobody can tell from here whether they are there. */
export async function firstBinds(
  client: DockerClient,
  services: readonly { readonly spec: ServiceSpec; readonly present: DeployableService | null }[],
  signal: AbortSignal,
): Promise<readonly PlanWarning[]> {
  const warnings = services.map(async ({ spec, present }): Promise<readonly PlanWarning[]> => {
    const made = spec.volumes.flatMap((mount) => (mount.kind === 'bind' && mount.createHostPath ? [mount.source] : []))
    if (made.length === 0) return []
    const known =
      present === null
        ? []
        : readRawContainer(await client.inspectContainer(present.container.id, signal)).Mounts.map(
            ({ Source }) => Source,
          )
    const fresh = [...new Set(made)].filter((path) => !known.includes(path))
    return fresh.map((path) => ({ kind: 'bind-path-missing', service: spec.service, path }))
  })
  return (await Promise.all(warnings)).flat()
}
