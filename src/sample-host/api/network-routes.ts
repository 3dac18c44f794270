import { joinNetwork, leaveNetwork } from '../engine/container-networks'
import { type Fields, fieldsOf, textIn, textMapIn } from '../engine/fields'
import { Refusal } from '../engine/refusal'
import { addNetwork, findContainer, findNetwork, type Network, type World } from '../engine/world'
import type { Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Networks, and who is on them. */
export const networkRoutes: readonly RouteEntry[] = [
  [
    'GET',
    '/networks',
    (world, { answer }) =>
      answer(
        200,
        [...world.networks.values()].map((one) => shown(world, one)),
      ),
  ],
  ['POST', '/networks/create', create],
  ['GET', '/networks/:', (world, { answer }, [name = '']) => answer(200, shown(world, getNetwork(world, name)))],
  ['DELETE', '/networks/:', remove],
  ['POST', '/networks/:/connect', connect],
  ['POST', '/networks/:/disconnect', disconnect],
]

function getNetwork(world: World, name: string): Network {
  const network = findNetwork(world, name)
  if (network === null) throw new Refusal(404, `network ${name} not found`)
  return network
}

/** Running containers alone are shown on a network. */
function membersOf(world: World, { id }: Network): readonly (readonly [string, Fields])[] {
  return [...world.containers.values()].flatMap((container) => {
    const endpoint = [...container.networks.values()].find(({ networkId }) => networkId === id)
    if (endpoint === undefined || container.status !== 'running') return []
    return [[container.id, { Name: container.name, IPv4Address: `${endpoint.address}/16` }] as const]
  })
}

function shown(world: World, network: Network): Fields {
  const { settings, number } = network
  const ipam = fieldsOf(settings['IPAM'])
  const Config = Array.isArray(ipam['Config'])
    ? ipam['Config']
    : [{ Subnet: `172.${String(number)}.0.0/16`, Gateway: `172.${String(number)}.0.1` }]
  return {
    Id: network.id,
    Name: network.name,
    Created: new Date(network.createdAtMs).toISOString(),
    Scope: 'local',
    Driver: textIn(settings, 'Driver') || 'bridge',
    EnableIPv6: settings['EnableIPv6'] === true,
    IPAM: { Driver: 'default', Options: null, Config },
    Internal: settings['Internal'] === true,
    Attachable: settings['Attachable'] === true,
    Containers: Object.fromEntries(membersOf(world, network)),
    Options: textMapIn(settings, 'Options'),
    Labels: textMapIn(settings, 'Labels'),
  }
}

async function create(world: World, { readJson, answer }: Exchange): Promise<void> {
  const settings = await readJson()
  const name = textIn(settings, 'Name')
  if (settings['CheckDuplicate'] === true && findNetwork(world, name) !== null) {
    throw new Refusal(409, `network with name ${name} already exists`)
  }
  const { id } = addNetwork(world, name, settings)
  world.events.tell('network', 'create', id, { name, type: textIn(settings, 'Driver') || 'bridge' })
  answer(201, { Id: id, Warning: '' })
}

function remove(world: World, { answer }: Exchange, [name = '']: readonly string[]): void {
  const network = getNetwork(world, name)
  if (membersOf(world, network).length > 0) {
    const what = `network ${network.name} id ${network.id} has active endpoints`
    throw new Refusal(403, `error while removing network: ${what}`)
  }
  world.networks.delete(network.id)
  world.events.tell('network', 'destroy', network.id, { name: network.name, type: 'bridge' })
  answer(204)
}

async function connect(world: World, { readJson, answer }: Exchange, [name = '']: readonly string[]): Promise<void> {
  const body = await readJson()
  const network = getNetwork(world, name)
  joinNetwork(world, findContainer(world, textIn(body, 'Container')), network, fieldsOf(body['EndpointConfig']))
  answer(200)
}

async function disconnect(world: World, { readJson, answer }: Exchange, [name = '']: readonly string[]): Promise<void> {
  const body = await readJson()
  const network = getNetwork(world, name)
  leaveNetwork(world, findContainer(world, textIn(body, 'Container')), network)
  answer(200)
}
