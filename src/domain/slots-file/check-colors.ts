import { samePublishedPort } from './check-slot'
import { fault, type Field, warn } from './field'
import type { SlotEntry } from './file-extension'
import { readEntries } from './read-values'
import { settingsText } from './settings-text'
import type { ServiceSpec } from './service-spec'
import type { ReadSlot } from './slot-services'

/** Looks at a slot's two sides together. `green` null: it has none. */
export function checkColors(entry: SlotEntry, blue: ReadSlot, green: ReadSlot | null): void {
  const { slot } = entry
  const greens = new Map(green?.slot.services.map((spec) => [spec.service, spec]))
  for (const spec of blue.slot.services) {
    const field = blue.fields.get(spec.service)
    const other = greens.get(spec.service)
    if (spec.strategyObstacle !== null) warn(entry.field, 'slot-without-colors', { slot, service: spec.service })
    if (field === undefined || other === undefined) continue
    if (spec.strategy === 'blue-green') checkPorts(slot, field, spec, other)
    else if (settingsText(spec) !== settingsText(other))
      fault(field, 'color-in-recreate', { service: spec.service, slot })
  }
}

function checkPorts(slot: string, field: Field, blue: ServiceSpec, green: ServiceSpec): void {
  const shared = blue.ports.find((port) => green.ports.some((other) => samePublishedPort(port, other)))
  if (shared === undefined) return
  const details = { slot, service: blue.service, port: shared.published?.first ?? 0 }
  fault(readEntries(field).get('ports') ?? field, 'colors-share-port', details)
}
