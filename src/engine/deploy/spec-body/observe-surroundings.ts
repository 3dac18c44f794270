import type { DeployableService } from '../../../domain/deployable-slot'
import { composeLabels } from '../../../domain/label-names'
import type { PlanWarning } from '../../../domain/plan'
import type { ServiceSpec } from '../../../domain/slots-file/service-spec'
import type { DockerClient } from '../../ports'
import { anonymousVolumeNames } from '../carried-mounts'
import { publishedPorts } from '../published-ports'
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
  const taken = await publishedPorts(client, others, signal)
  return wanted.flatMap(({ service, port, protocol }): readonly PlanWarning[] => {
    const other = taken.find((one) => one.port === port && one.protocol === protocol)
    return other === undefined ? [] : [{ kind: 'port-taken', service, port, container: other.container }]
  })
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
