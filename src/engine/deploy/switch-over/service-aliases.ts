import type { Execution } from '../execution'
import type { NetworkConnection } from '../container-networks'
import { readRawContainer } from '../raw-container'
import type { Recreation } from '../recreate-body'
import { isOwnAlias, ownAlias } from './own-alias'

/** A container to be made without the names that others find its service by, and the connections that give them to it. */
export type NamelessRecreation = Recreation & { readonly named: readonly NetworkConnection[] }

type Endpoints = Readonly<Record<string, NetworkConnection['endpoint']>>

/**
 * Takes the aliases out of what a container is made with. Docker's DNS answers with every running container that has an
 * alias, healthy or not, and a container's aliases in a network are as it was connected: they come by a later connect.
 * `part` is the container's color, or its deployment's ID: it gets a name of its own by it. Pure.
 */
export function withoutAliases(
  { body, otherNetworks }: Recreation,
  lastingName: string,
  part: string,
): NamelessRecreation {
  const networking = (body['NetworkingConfig'] ?? {}) as { readonly EndpointsConfig?: Endpoints }
  const first = Object.entries(networking.EndpointsConfig ?? {}).map(([network, endpoint]) => ({ network, endpoint }))
  const nameless = ({ network, endpoint }: NetworkConnection): NetworkConnection => {
    const { Aliases: _names, ...rest } = endpoint
    return { network, endpoint: rest }
  }
  const named = ({ network, endpoint }: NetworkConnection): NetworkConnection => {
    const lasting = aliasesOf(endpoint).filter((alias) => !isOwnAlias(alias))
    return { network, endpoint: { ...endpoint, Aliases: [...lasting, ownAlias(lastingName, part)] } }
  }
  const networks = [...first, ...otherNetworks].filter(({ endpoint }) => aliasesOf(endpoint).length > 0)
  if (first.length === 0) return { body, otherNetworks: otherNetworks.map(nameless), named: networks.map(named) }
  const EndpointsConfig = Object.fromEntries(first.map(nameless).map(({ network, endpoint }) => [network, endpoint]))
  return {
    body: { ...body, NetworkingConfig: { ...networking, EndpointsConfig } },
    otherNetworks: otherNetworks.map(nameless),
    named: networks.map(named),
  }
}

function aliasesOf(endpoint: NetworkConnection['endpoint']): readonly string[] {
  const { Aliases: aliases } = endpoint
  return Array.isArray(aliases) ? aliases.filter((alias) => typeof alias === 'string') : []
}

/**
 * Gives a running container its names, network by network: off and on again, as Docker knows no other way. Its
 * connections in that network break. Where it has the names already nothing is done. Answers whether anything was.
 */
export async function takeAliases(
  run: Pick<Execution, 'client' | 'host' | 'changes'>,
  id: string,
  named: readonly NetworkConnection[],
): Promise<boolean> {
  let changed = false
  for (const connection of named) {
    const present = await aliasesIn(run, id, connection.network)
    if (present !== null && aliasesOf(connection.endpoint).every((alias) => present.includes(alias))) continue
    if (present !== null) await leave(run, id, connection.network)
    await run.changes.connect(id, connection)
    changed = true
  }
  return changed
}

/** Null where the container is not on the network. */
async function aliasesIn(
  { client, host }: Pick<Execution, 'client' | 'host'>,
  id: string,
  network: string,
): Promise<readonly string[] | null> {
  const { NetworkSettings } = readRawContainer(await host.read((signal) => client.inspectContainer(id, signal)))
  const found = Object.entries(NetworkSettings).find(
    ([name, { NetworkID }]) => name === network || NetworkID === network,
  )
  return found === undefined ? null : (found[1].Aliases ?? [])
}

async function leave(run: Pick<Execution, 'client' | 'host'>, id: string, network: string): Promise<void> {
  await run.host.change(
    (signal) => run.client.disconnectNetwork(network, id, false, signal),
    async () =>
      (await aliasesIn(run, id, network)) === null ? { kind: 'done', result: undefined } : { kind: 'not-done' },
  )
}
