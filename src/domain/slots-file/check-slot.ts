import { sharesAddress } from '../host-port'
import { placeholdersOf } from '../upstream-template'
import { fault, type Field, warn } from './field'
import type { ReadService } from './read-service'
import { readEntries } from './read-values'
import type { Dependency, ServiceNetwork, PortSpec, ServiceSpec } from './service-spec'

/** Looks at a slot's services side by side and resolves what each depends on. `known`: all services of the file. */
export function checkSlot(read: readonly ReadService[], known: ReadonlySet<string>): readonly ServiceSpec[] {
  const active = new Set(read.map(({ spec }) => spec.service))
  const specs = read.map((service) => ({ ...service.spec, dependsOn: resolve(service, active, known) }))
  for (const { spec, field } of read) checkService(spec, field)
  checkCycles(specs, read)
  checkPorts(read)
  checkNames(read)
  return specs
}

function resolve(service: ReadService, active: ReadonlySet<string>, known: ReadonlySet<string>): readonly Dependency[] {
  return service.dependencies.flatMap(({ field, required, ...dependency }) => {
    const { service: name } = dependency
    if (name === service.spec.service) return fault(field, 'dependency-cycle', { services: name }) ?? []
    if (active.has(name)) return [dependency]
    if (!known.has(name)) fault(field, 'dependency-unknown', { service: name })
    else if (required) fault(field, 'dependency-inactive', { service: name })
    return []
  })
}

function checkService(spec: ServiceSpec, field: Field): void {
  const keys = readEntries(field)
  if (spec.healthcheck === null && spec.health.http === null) warn(field, 'no-health-check', { service: spec.service })
  if ((spec.network.kind === 'host' || spec.network.kind === 'none') && spec.ports.length > 0) {
    fault(keys.get('ports') ?? field, 'ports-without-network', { mode: spec.network.kind })
  }
  checkBlueGreen(spec, field)
}

/** Two containers of the service stand side by side for a while: they must not be in each other's way. */
function checkBlueGreen(spec: ServiceSpec, field: Field): void {
  if (spec.strategy !== 'blue-green') return
  const keys = readEntries(field)
  const writable = spec.volumes.filter((mount) => mount.kind !== 'tmpfs' && !mount.readOnly)
  if (writable.length > 0 && !spec.sharedVolumes) {
    const targets = writable.map(({ target }) => target).join(', ')
    fault(keys.get('volumes') ?? field, 'blue-green-writable-volume', { service: spec.service, targets })
  }
  if (spec.network.kind !== 'networks') {
    fault(keys.get('network_mode') ?? field, 'blue-green-without-network', { service: spec.service })
  } else if (spec.network.networks.some(hasFixedAddress)) {
    fault(keys.get('networks') ?? field, 'blue-green-fixed-address', { service: spec.service })
  }
  if (asksForPort(spec) && !spec.ports.some(({ protocol }) => protocol === 'tcp')) {
    fault(field, 'template-port-unpublished', { service: spec.service, placeholder: '{port}' })
  }
}

function hasFixedAddress({ ipv4Address, ipv6Address, linkLocalIps, macAddress }: ServiceNetwork): boolean {
  return (ipv4Address ?? ipv6Address ?? macAddress) !== null || linkLocalIps.length > 0
}

function asksForPort({ switchOver }: ServiceSpec): boolean {
  return switchOver !== null && placeholdersOf(switchOver.template).has('port')
}

/** Each service that waits for itself by way of others, once. */
function checkCycles(specs: readonly ServiceSpec[], read: readonly ReadService[]): void {
  const waitsFor = new Map(specs.map(({ service, dependsOn }) => [service, dependsOn.map((entry) => entry.service)]))
  const done = new Set<string>()
  for (const { service } of specs) {
    const cycle = findCycle(service, waitsFor, [], done)
    const field = read.find(({ spec }) => spec.service === cycle?.[0])?.field
    if (cycle === null || field === undefined) continue
    fault(readEntries(field).get('depends_on') ?? field, 'dependency-cycle', { services: cycle.join(' → ') })
  }
}

function findCycle(
  service: string,
  waitsFor: ReadonlyMap<string, readonly string[]>,
  path: readonly string[],
  done: Set<string>,
): readonly string[] | null {
  const start = path.indexOf(service)
  if (start !== -1) return [...path.slice(start), service]
  if (done.has(service)) return null
  done.add(service)
  for (const next of waitsFor.get(service) ?? []) {
    const cycle = findCycle(next, waitsFor, [...path, service], done)
    if (cycle !== null) return cycle
  }
  return null
}

/** One port of the host for two services: the second would not start. */
function checkPorts(read: readonly ReadService[]): void {
  const taken = new Map<number, { readonly port: PortSpec; readonly service: string }[]>()
  for (const { spec, field } of read) {
    const place = readEntries(field).get('ports') ?? field
    for (const port of spec.ports) {
      const number = port.published?.first ?? 0
      const others = taken.get(number) ?? []
      const other = number === 0 ? undefined : others.find((entry) => samePublishedPort(entry.port, port))
      if (other !== undefined) fault(place, 'port-twice', { port: number, service: other.service })
      taken.set(number, [...others.slice(-20), { port, service: spec.service }])
    }
  }
}

/** Whether two entries want the same single port of the host, each on an address that is the other's too. */
export function samePublishedPort(one: PortSpec, other: PortSpec): boolean {
  const ports = [one.published, other.published]
  if (ports.some((range) => range === null || range.first !== range.last)) return false
  if (one.protocol !== other.protocol || one.published?.first !== other.published?.first) return false
  return sharesAddress(one.hostIp, other.hostIp)
}

function checkNames(read: readonly ReadService[]): void {
  const names = new Map<string, string>()
  for (const { spec, field } of read) {
    if (spec.containerName === null) continue
    const other = names.get(spec.containerName)
    if (other !== undefined) {
      fault(readEntries(field).get('container_name') ?? field, 'container-name-twice', { service: other })
    }
    names.set(spec.containerName, spec.service)
  }
}
