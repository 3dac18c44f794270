import { fault, type Field } from './field'
import { readSection } from './read-section'
import { readItems, readText, readWord } from './read-values'
import type { ContainerPort, PortSpec } from './service-spec'

const protocols = ['tcp', 'udp', 'sctp'] as const
type PortRange = { readonly first: number; readonly last: number }

/** Most ports that one entry may stand for, and that one service may have. */
const longestRange = 1_000
const mostPorts = 2_000

/** `ports`, short and long, a range as one entry a port. */
export function readPorts(field: Field | undefined): readonly PortSpec[] {
  return bounded(field, (item) => (item.node.kind === 'map' ? longPorts(item) : shortPorts(item)))
}

/** `expose`: ports and ranges, with a protocol or without. */
export function readExpose(field: Field | undefined): readonly ContainerPort[] {
  return bounded(field, (item) => {
    const match = /^([\d-]+)(?:\/(tcp|udp|sctp))?$/.exec(readText(item) ?? '0')
    const range = match === null ? null : parseRange(match[1] ?? '')
    if (match === null || range === null) return item.node.kind === 'scalar' ? (fault(item, 'port-invalid') ?? []) : []
    return portsOf(range).map((port) => ({ port, protocol: protocolOf(match[2]) }))
  })
}

/** The ports of all items, as long as they are not too many. */
function bounded<Port>(field: Field | undefined, read: (item: Field) => readonly Port[]): readonly Port[] {
  const ports: Port[] = []
  for (const item of readItems(field)) {
    ports.push(...read(item))
    if (ports.length > mostPorts) return fault(item, 'too-many', { most: mostPorts }) ?? []
  }
  return ports
}

/** `[[address:]published:]container[/protocol]`; an IPv6 address stands in brackets. */
const shortPattern =
  /^(?:(?<hostIp>\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-fA-F:.]+\]):)?(?:(?<published>[\d-]*):)?(?<target>[\d-]+)(?:\/(?<protocol>\w+))?$/

function shortPorts(field: Field): readonly PortSpec[] {
  const text = readText(field)
  if (text === null) return []
  const groups = shortPattern.exec(text)?.groups
  const protocol = protocols.find((known) => known === (groups?.['protocol'] ?? 'tcp').toLowerCase())
  if (groups === undefined || protocol === undefined) return fault(field, 'port-invalid') ?? []
  const hostIp = groups['hostIp']?.replace(/^\[|\]$/g, '') ?? null
  const target = parseRange(groups['target'] ?? '')
  const published = groups['published'] ?? ''
  const publishedRange = published === '' ? null : parseRange(published)
  if (target === null || (published !== '' && publishedRange === null)) return fault(field, 'port-invalid') ?? []
  return spread(field, { hostIp, target, published: publishedRange, protocol })
}

function longPorts(field: Field): readonly PortSpec[] {
  const section = readSection(field, {
    supported: ['target', 'published', 'host_ip', 'protocol', 'mode'],
    // What it is called, for others.
    withoutEffect: ['name', 'app_protocol'],
  })
  // Outside Swarm both are the same.
  readWord(section.mode, ['host', 'ingress'])
  const protocol = readWord(section.protocol, protocols) ?? 'tcp'
  const hostIp = readText(section.host_ip)
  if (section.target === undefined) return fault(field, 'key-missing', { key: 'target' }) ?? []
  const target = parseRange(readText(section.target) ?? '')
  const publishedText = readText(section.published) ?? ''
  const published = publishedText === '' ? null : parseRange(publishedText)
  const isRange = target !== null && target.first !== target.last
  if (target === null || isRange || (publishedText !== '' && published === null)) {
    return fault(field, 'port-invalid') ?? []
  }
  return [{ hostIp, port: target.first, protocol, published }]
}

type Mapping = {
  readonly hostIp: string | null
  readonly target: PortRange
  readonly published: PortRange | null
  readonly protocol: PortSpec['protocol']
}

/** A range to a range goes one to one; a range to one port lets the engine choose. */
function spread(field: Field, { hostIp, target, published, protocol }: Mapping): readonly PortSpec[] {
  const ports = portsOf(target)
  if (published === null) return ports.map((port) => ({ hostIp, port, protocol, published: null }))
  if (ports.length === 1) return [{ hostIp, port: target.first, protocol, published }]
  if (published.last - published.first + 1 !== ports.length) return fault(field, 'port-ranges-differ') ?? []
  return ports.map((port, index) => {
    const number = published.first + index
    return { hostIp, port, protocol, published: { first: number, last: number } }
  })
}

function parseRange(text: string): PortRange | null {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text)
  if (match === null) return null
  const first = Number(match[1])
  const last = match[2] === undefined ? first : Number(match[2])
  return first >= 1 && last <= 65_535 && last >= first && last - first < longestRange ? { first, last } : null
}

function portsOf({ first, last }: PortRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

function protocolOf(text: string | undefined): ContainerPort['protocol'] {
  return protocols.find((known) => known === text) ?? 'tcp'
}
