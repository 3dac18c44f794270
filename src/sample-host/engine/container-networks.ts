import { type Container, type Endpoint, isRunning } from './container'
import { type Fields, textIn, textsIn } from './fields'
import { Refusal } from './refusal'
import { findNetwork, type Network, type World } from './world'

/** Puts a container on a network, under the aliases and addresses that were asked for. */
export function joinNetwork(world: World, container: Container, network: Network, settings: Fields): void {
  if (container.networks.has(network.name)) {
    const what = `endpoint with name ${container.name} already exists in network ${network.name}`
    throw new Refusal(403, what)
  }
  const aliases = textsIn(settings, 'Aliases') ?? []
  const endpoint: Endpoint = { networkId: network.id, aliases, settings, address: '' }
  container.networks.set(network.name, endpoint)
  if (isRunning(container)) attach(world, container, endpoint, network)
}

/** Takes it off again. */
export function leaveNetwork(world: World, container: Container, network: Network): void {
  if (!container.networks.delete(network.name)) {
    throw new Refusal(500, `container ${container.id} is not connected to network ${network.name}`)
  }
  if (isRunning(container)) tellNetwork(world, 'disconnect', container, network)
}

/** As a container starts. A network that is gone keeps it from starting. */
export function attachNetworks(world: World, container: Container): void {
  for (const [name, endpoint] of container.networks) {
    const network = findNetwork(world, endpoint.networkId)
    if (network === null) throw new Refusal(404, `network ${name} not found`)
    attach(world, container, endpoint, network)
  }
}

/** As it ends: addresses are given back. */
export function detachNetworks(world: World, container: Container): void {
  for (const endpoint of container.networks.values()) {
    endpoint.address = ''
    const network = findNetwork(world, endpoint.networkId)
    if (network !== null) tellNetwork(world, 'disconnect', container, network)
  }
}

function attach(world: World, container: Container, endpoint: Endpoint, network: Network): void {
  network.lastAddress = (network.lastAddress % 250) + 1
  endpoint.address = `172.${String(network.number)}.0.${String(network.lastAddress + 1)}`
  tellNetwork(world, 'connect', container, network)
}

function tellNetwork(world: World, action: 'connect' | 'disconnect', container: Container, network: Network): void {
  const type = textIn(network.settings, 'Driver') || 'bridge'
  world.events.tell('network', action, network.id, { container: container.id, name: network.name, type })
}

/** What inspect shows of a container's networks. On one of its own making Docker adds the short ID to the aliases. */
export function shownNetworks(world: World, container: Container): Fields {
  return Object.fromEntries(
    [...container.networks].map(([name, { networkId, aliases, settings, address }]) => {
      const network = findNetwork(world, networkId)
      const isDefault = name === 'bridge' || name === 'host' || name === 'none'
      const gateway = address === '' || network === null ? '' : `172.${String(network.number)}.0.1`
      return [
        name,
        {
          IPAMConfig: settings['IPAMConfig'] ?? null,
          Links: settings['Links'] ?? null,
          Aliases: isDefault ? null : [...aliases, container.id.slice(0, 12)],
          NetworkID: networkId,
          EndpointID: address === '' ? '' : container.id,
          Gateway: gateway,
          IPAddress: address,
          IPPrefixLen: address === '' ? 0 : 16,
          DriverOpts: settings['DriverOpts'] ?? null,
        },
      ]
    }),
  )
}
