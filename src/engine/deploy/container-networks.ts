import type { RawContainer, RawEndpoint } from './raw-container'

/** What a container is on one network, as Docker takes it when a container is connected. */
export type NetworkConnection = {
  /** Name or ID. */
  readonly network: string
  readonly endpoint: Readonly<Record<string, unknown>>
}

/** Docker takes one network when a container is created; the others are connected afterwards. */
export type ContainerNetworks = {
  readonly first: NetworkConnection | null
  readonly others: readonly NetworkConnection[]
}

/**
 * The networks of the new container. Addresses that Docker gave out are dropped, those that were asked for are kept.
 * `lastingName` becomes an alias: other services may know the container by its name, which it has only in the end.
 */
export function containerNetworks(container: RawContainer, lastingName: string): ContainerNetworks {
  const mode = container.HostConfig.NetworkMode
  if (mode === 'host' || mode === 'none' || mode.startsWith('container:')) return { first: null, others: [] }
  const connections = Object.entries(container.NetworkSettings).map(([name, endpoint]) => ({
    name,
    id: endpoint.NetworkID,
    connection: {
      network: name,
      endpoint: name === 'bridge' ? {} : endpointOf(endpoint, container.Id, lastingName),
    },
  }))
  const isMain = ({ name, id }: { readonly name: string; readonly id: string }): boolean =>
    name === mode || id === mode || (isDefault(mode) && name === 'bridge')
  const main = connections.find(isMain) ?? (isDefault(mode) ? undefined : connections[0])
  return {
    first: main === undefined || main.name === 'bridge' ? null : main.connection,
    others: connections.filter((entry) => entry !== main).map(({ connection }) => connection),
  }
}

function isDefault(mode: string): boolean {
  return mode === '' || mode === 'default' || mode === 'bridge'
}

function endpointOf(endpoint: RawEndpoint, containerId: string, lastingName: string): NetworkConnection['endpoint'] {
  const shortId = containerId.slice(0, 12)
  const aliases = [...new Set([...(endpoint.Aliases ?? []).filter((alias) => alias !== shortId), lastingName])]
  return {
    Aliases: aliases,
    ...(Object.keys(endpoint.IPAMConfig).length === 0 ? {} : { IPAMConfig: endpoint.IPAMConfig }),
    ...(Object.keys(endpoint.DriverOpts).length === 0 ? {} : { DriverOpts: endpoint.DriverOpts }),
    ...((endpoint.Links ?? []).length === 0 ? {} : { Links: endpoint.Links }),
    ...((endpoint.GwPriority ?? 0) === 0 ? {} : { GwPriority: endpoint.GwPriority }),
  }
}
