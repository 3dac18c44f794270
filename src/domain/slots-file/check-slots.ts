import { samePublishedPort } from './check-slot'
import { fault, type Field, warn } from './field'
import { readEntries } from './read-values'
import type { SlotEntry } from './file-extension'
import type { PortSpec } from './service-spec'
import type { ReadSlot } from './slot-services'

/** A slot as read in both colours. */
export type ReadColors = {
  readonly entry: SlotEntry
  readonly blue: ReadSlot
  /** Null: the slot has no colours. */
  readonly green: ReadSlot | null
}

/** Looks at all slots of a file together: what they would take from each other on one host, and what names nothing. */
export function checkSlots(read: readonly ReadColors[], services: readonly string[]): void {
  for (const { entry } of read) checkUrls(entry.field, entry.urls, services)
  const claimed = new Map<string, Claim[]>()
  for (const claim of read.flatMap(claimsOf)) {
    const key = claim.kind === 'port' ? `${claim.port.published?.first ?? 0}` : claim.name
    const rivals = claimed.get(key) ?? []
    const rival = rivals.find((other) => other.slot !== claim.slot && sameHost(other, claim) && meets(other, claim))
    if (rival !== undefined) sayRivals(claim, rival)
    claimed.set(key, [...rivals.slice(-20), claim])
  }
  checkProxyFiles(read)
}

function checkUrls(field: Field, urls: Readonly<Record<string, string>>, services: readonly string[]): void {
  const place = readEntries(field).get('urls') ?? field
  for (const service of Object.keys(urls)) {
    if (!services.includes(service)) fault(place, 'url-service-unknown', { service })
  }
}

/** Something of the host that only one container can have. */
type Claim = { readonly slot: string; readonly host: string | null; readonly field: Field } & (
  { readonly kind: 'port'; readonly port: PortSpec } | { readonly kind: 'name'; readonly name: string }
)

function claimsOf({ entry, blue, green }: ReadColors): readonly Claim[] {
  const { slot, host, field } = entry
  const specs = [
    ...blue.slot.services,
    ...(green?.slot.services.filter((spec) => spec.strategy === 'blue-green') ?? []),
  ]
  return specs.flatMap((spec): readonly Claim[] => [
    ...spec.ports.map((port) => ({ kind: 'port' as const, slot, host, field, port })),
    ...(spec.containerName === null ? [] : [{ kind: 'name' as const, slot, host, field, name: spec.containerName }]),
  ])
}

function sameHost(one: Claim, other: Claim): boolean {
  return one.host === null || other.host === null || one.host === other.host
}

function meets(one: Claim, other: Claim): boolean {
  if (one.kind === 'port' && other.kind === 'port') return samePublishedPort(one.port, other.port)
  return one.kind === 'name' && other.kind === 'name' && one.name === other.name
}

/** Slots may take turns, so this is not a fault. */
function sayRivals(claim: Claim, rival: Claim): void {
  switch (claim.kind) {
    case 'port':
      warn(claim.field, 'port-in-two-slots', { port: claim.port.published?.first ?? 0, slot: rival.slot })
      return
    case 'name':
      warn(claim.field, 'container-name-in-two-slots', { name: claim.name, slot: rival.slot })
  }
}

/** Two services that write one file of one proxy would undo each other. */
function checkProxyFiles(read: readonly ReadColors[]): void {
  const writers = new Map<string, string>()
  for (const { entry, blue } of read) {
    const own = new Set(blue.slot.services.map(({ service }) => service))
    for (const { service, switchOver } of blue.slot.services) {
      if (switchOver === null) continue
      // A proxy that is a service of the slot is another container in each slot.
      const proxy = own.has(switchOver.container) ? `${entry.slot}/${switchOver.container}` : switchOver.container
      const target = JSON.stringify([entry.host, proxy, switchOver.file])
      const other = writers.get(target)
      const field = blue.fields.get(service)
      if (other !== undefined && field !== undefined) {
        fault(field, 'proxy-file-twice', { file: switchOver.file, other, service: `${entry.slot} ${service}` })
      }
      writers.set(target, `${entry.slot} ${service}`)
    }
  }
}
