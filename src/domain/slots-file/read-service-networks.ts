import { fault, type Field } from './field'
import { readSection } from './read-section'
import { isNull, readEntries, readItems, readNumber, readText, readTexts } from './read-values'
import type { ServiceNetwork, ServiceNetworks } from './service-spec'
import type { ServiceSurroundings } from './service-surroundings'

/** `network_mode` and `networks`; without either the service is in the network `default`. */
export function readServiceNetworks(
  service: string,
  mode: Field | undefined,
  networks: Field | undefined,
  surroundings: ServiceSurroundings,
): ServiceNetworks {
  if (mode !== undefined) {
    if (networks !== undefined) fault(networks, 'network-mode-and-networks')
    return readMode(mode)
  }
  const wanted = networks === undefined ? [] : readWanted(networks)
  if (networks !== undefined && wanted.length === 0) fault(networks, 'value-missing')
  const placed = wanted.flatMap(({ field, key, priority, ...rest }) => {
    const network = surroundings.networks.get(key)
    if (network === undefined) return fault(field, 'network-unknown', { network: key }) ?? []
    const aliases = [...new Set([service, ...rest.aliases])]
    return [{ priority, network: { ...rest, key, name: network.name, aliases } }]
  })
  const sorted = placed.sort(
    (one, other) => other.priority - one.priority || (one.network.key < other.network.key ? -1 : 1),
  )
  return {
    kind: 'networks',
    networks: networks === undefined ? [inDefault(service, surroundings)] : sorted.map((entry) => entry.network),
  }
}

function readMode(field: Field): ServiceNetworks {
  const text = readText(field)
  if (text === 'host' || text === 'none' || text === 'bridge') return { kind: text }
  if (text !== null) fault(field, 'network-mode-unsupported', { mode: text })
  return { kind: 'none' }
}

function inDefault(service: string, { slot, networks }: ServiceSurroundings): ServiceNetwork {
  const name = networks.get('default')?.name ?? `${slot}_default`
  return { key: 'default', name, aliases: [service], ...noAddresses }
}

const noAddresses = { ipv4Address: null, ipv6Address: null, linkLocalIps: [], macAddress: null } as const

type Wanted = Omit<ServiceNetwork, 'name'> & { readonly field: Field; readonly priority: number }

function readWanted(networks: Field): readonly Wanted[] {
  if (networks.node.kind === 'list') {
    return readItems(networks).flatMap((field) => {
      const key = readText(field)
      return key === null ? [] : [{ field, key, priority: 0, aliases: [], ...noAddresses }]
    })
  }
  return [...readEntries(networks)].map(([key, field]) => ({ field, key, ...readPlace(field) }))
}

function readPlace(field: Field): Omit<Wanted, 'field' | 'key'> {
  if (isNull(field)) return { priority: 0, aliases: [], ...noAddresses }
  const section = readSection(field, {
    supported: ['aliases', 'ipv4_address', 'ipv6_address', 'link_local_ips', 'mac_address', 'priority'],
    refused: { driver_opts: 'key-unsupported', gw_priority: 'key-unsupported', interface_name: 'key-unsupported' },
  })
  return {
    priority: readNumber(section.priority, -1_000_000, 1_000_000) ?? 0,
    aliases: readTexts(section.aliases),
    ipv4Address: readAddress(section.ipv4_address, /^\d{1,3}(?:\.\d{1,3}){3}$/),
    ipv6Address: readAddress(section.ipv6_address, /^[0-9a-f:.]*:[0-9a-f:.]*$/i),
    linkLocalIps: readTexts(section.link_local_ips),
    macAddress: readAddress(section.mac_address, /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i),
  }
}

function readAddress(field: Field | undefined, pattern: RegExp): string | null {
  const text = readText(field)
  if (field === undefined || text === null) return null
  return pattern.test(text) ? text : fault(field, 'address-invalid')
}
