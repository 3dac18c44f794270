import { fault, type Field } from './field'
import type { IpamSpec, NetworkSpec, VolumeSpec } from './network-and-volume-spec'
import { readLabels } from './read-container-settings'
import { readTextMap } from './read-key-values'
import { readSection } from './read-section'
import { isNull, readBoolean, readEntries, readItems, readText } from './read-values'

/** The networks of the file by key, `default` among them. */
export function readNetworks(field: Field | undefined, slot: string): ReadonlyMap<string, NetworkSpec> {
  const named = [...readEntries(field)].map(([key, entry]) => [key, readNetwork(entry, key, slot)] as const)
  return new Map([['default', plainNetwork('default', `${slot}_default`)], ...named])
}

/** The named volumes of the file by key. */
export function readVolumes(field: Field | undefined, slot: string): ReadonlyMap<string, VolumeSpec> {
  return new Map([...readEntries(field)].map(([key, entry]) => [key, readVolume(entry, key, slot)]))
}

function readNetwork(field: Field, key: string, slot: string): NetworkSpec {
  if (isNull(field)) return plainNetwork(key, `${slot}_${key}`)
  const section = readSection(field, {
    supported: ['attachable', 'driver', 'driver_opts', 'enable_ipv6', 'external', 'internal', 'ipam', 'labels', 'name'],
    refused: { enable_ipv4: 'key-unsupported' },
  })
  const external = readExternal(section.external, section.name, field)
  if (external !== null) {
    refuseBeside(section, ['attachable', 'driver', 'driver_opts', 'enable_ipv6', 'internal', 'ipam', 'labels'])
    return { ...plainNetwork(key, external.name ?? key), external: true }
  }
  return {
    key,
    name: readEngineName(section.name) ?? `${slot}_${key}`,
    external: false,
    driver: readText(section.driver),
    driverOpts: readTextMap(section.driver_opts),
    internal: readBoolean(section.internal),
    attachable: readBoolean(section.attachable),
    enableIpv6: readBoolean(section.enable_ipv6),
    ipam: section.ipam === undefined ? null : readIpam(section.ipam),
    labels: readLabels(section.labels),
  }
}

function plainNetwork(key: string, name: string): NetworkSpec {
  const nothing = { driver: null, driverOpts: {}, internal: false, attachable: false, enableIpv6: false } as const
  return { key, name, external: false, ...nothing, ipam: null, labels: {} }
}

function readIpam(field: Field): IpamSpec {
  const { driver, config, options } = readSection(field, { supported: ['driver', 'config', 'options'] })
  return {
    driver: readText(driver),
    config: readItems(config).map((item) => {
      const entry = readSection(item, { supported: ['subnet', 'ip_range', 'gateway', 'aux_addresses'] })
      return {
        subnet: readText(entry.subnet),
        ipRange: readText(entry.ip_range),
        gateway: readText(entry.gateway),
        auxAddresses: readTextMap(entry.aux_addresses),
      }
    }),
    options: readTextMap(options),
  }
}

function readVolume(field: Field, key: string, slot: string): VolumeSpec {
  const plain = { key, external: false, driver: null, driverOpts: {}, labels: {} } as const
  if (isNull(field)) return { ...plain, name: `${slot}_${key}` }
  const section = readSection(field, { supported: ['driver', 'driver_opts', 'external', 'labels', 'name'] })
  const external = readExternal(section.external, section.name, field)
  if (external !== null) {
    refuseBeside(section, ['driver', 'driver_opts', 'labels'])
    return { ...plain, name: external.name ?? key, external: true }
  }
  const driverOpts = readTextMap(section.driver_opts)
  if (section.driver_opts !== undefined && /^[.~]/.test(driverOpts['device'] ?? '')) {
    fault(section.driver_opts, 'bind-relative', { path: driverOpts['device'] ?? '' })
  }
  return {
    key,
    name: readEngineName(section.name) ?? `${slot}_${key}`,
    external: false,
    driver: readText(section.driver),
    driverOpts,
    labels: readLabels(section.labels),
  }
}

/** `external: true` or the older `external: {name: x}`; null where it is not external. */
function readExternal(
  external: Field | undefined,
  name: Field | undefined,
  field: Field,
): { readonly name: string | null } | null {
  if (external === undefined) return null
  if (external.node.kind !== 'map') return readBoolean(external) ? { name: readEngineName(name) } : null
  const inner = readSection(external, { supported: ['name'] })
  if (name !== undefined && inner.name !== undefined) fault(field, 'named-twice', { name: 'name' })
  return { name: readEngineName(inner.name ?? name) }
}

function readEngineName(field: Field | undefined): string | null {
  const name = readText(field)
  if (field === undefined || name === null) return null
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{1,200}$/.test(name) ? name : fault(field, 'name-invalid')
}

function refuseBeside(section: Readonly<Record<string, Field | undefined>>, keys: readonly string[]): void {
  for (const key of keys) {
    const field = section[key]
    if (field !== undefined) fault(field, 'beside-external', { key })
  }
}
