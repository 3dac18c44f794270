import type { DeployableService } from '../../../domain/deployable-slot'
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
