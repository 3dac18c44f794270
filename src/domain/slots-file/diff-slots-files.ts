import { displayText } from '../display-text'
import { mayBeSecret } from '../secret-value'
import { sampleTag } from './read-slots-file'
import { serviceSettings } from './service-settings'
import { slotServices } from './slot-services'
import type { Color, SlotDefinition, SlotsFile } from './slots-file'

/** What publishing a file would change for one slot. */
export type SlotDifference = {
  readonly slot: string
  readonly kind: 'unchanged' | 'changed' | 'added' | 'removed'
  /** Services with changes, in the file's order; of an added or removed slot all, without settings. */
  readonly services: readonly ServiceDifference[]
  /** Of the slot itself: `host`, `urls.web`, `networks.front`, `volumes.data`. */
  readonly settings: readonly SettingDifference[]
}

/** What changes for one service of a slot. */
export type ServiceDifference = {
  readonly service: string
  readonly kind: 'changed' | 'added' | 'removed'
  readonly settings: readonly SettingDifference[]
}

/** A setting by its name in the file, such as `environment.API_URL`. */
export type SettingDifference = {
  readonly name: string
  readonly kind: 'changed' | 'added' | 'removed'
  /** Ready to show; null where there was none, or where the value may be secret (`hidden`). */
  readonly from: string | null
  readonly to: string | null
  readonly hidden: boolean
}

/** Compares two files slot by slot, `after`'s slots first. `before` null: nothing was published yet. Shows no secret. */
export function diffSlotsFiles(before: SlotsFile | null, after: SlotsFile): readonly SlotDifference[] {
  const olds = new Map(before?.slots.map((slot) => [slot.slot, slot]))
  const kept = new Set(after.slots.map(({ slot }) => slot))
  const gone = before?.slots.filter(({ slot }) => !kept.has(slot)) ?? []
  return [
    ...after.slots.map((slot) => diffSlot(before, olds.get(slot.slot), after, slot)),
    ...gone.map(({ slot }) => ({
      slot,
      kind: 'removed' as const,
      services: listed(before, slot, 'removed'),
      settings: [],
    })),
  ]
}

function diffSlot(
  before: SlotsFile | null,
  old: SlotDefinition | undefined,
  after: SlotsFile,
  slot: SlotDefinition,
): SlotDifference {
  const name = slot.slot
  if (before === null || old === undefined) {
    return { slot: name, kind: 'added', services: listed(after, name, 'added'), settings: [] }
  }
  const colors: readonly (Color | null)[] = old.hasColors || slot.hasColors ? ['blue', 'green'] : [null]
  const services = mergedServices(
    colors.map((color) => diffServices(read(before, name, color), read(after, name, color))),
  )
  const settings = diffSettings(slotSettings(before, old), slotSettings(after, slot))
  const same = services.length === 0 && settings.length === 0
  return { slot: name, kind: same ? 'unchanged' : 'changed', services, settings }
}

type Settings = ReadonlyMap<string, string>

/** Each service's settings, in the file's order. */
function read(file: SlotsFile, slot: string, color: Color | null): ReadonlyMap<string, Settings> {
  const reading = slotServices(file, slot, { tag: sampleTag, color })
  const services = reading.kind === 'read' ? reading.slot.services : []
  return new Map(services.map((spec) => [spec.service, serviceSettings(spec)]))
}

function listed(file: SlotsFile | null, slot: string, kind: 'added' | 'removed'): readonly ServiceDifference[] {
  if (file === null) return []
  return [...read(file, slot, null).keys()].map((service) => ({ service, kind, settings: [] }))
}

function diffServices(
  before: ReadonlyMap<string, Settings>,
  after: ReadonlyMap<string, Settings>,
): readonly ServiceDifference[] {
  const names = new Set([...after.keys(), ...before.keys()])
  return [...names].flatMap((service): readonly ServiceDifference[] => {
    const old = before.get(service)
    const now = after.get(service)
    if (old === undefined) return [{ service, kind: 'added', settings: [] }]
    if (now === undefined) return [{ service, kind: 'removed', settings: [] }]
    const settings = diffSettings(old, now)
    return settings.length === 0 ? [] : [{ service, kind: 'changed', settings }]
  })
}

/** Both colours' changes as one; what both name is told once. */
function mergedServices(sides: readonly (readonly ServiceDifference[])[]): readonly ServiceDifference[] {
  const merged = new Map<string, ServiceDifference>()
  for (const difference of sides.flat()) {
    const known = merged.get(difference.service)
    const names = new Set(known?.settings.map(({ name }) => name))
    const settings = [...(known?.settings ?? []), ...difference.settings.filter(({ name }) => !names.has(name))]
    merged.set(difference.service, { ...difference, settings })
  }
  return [...merged.values()]
}

function slotSettings(file: SlotsFile, { slot, host, urls }: SlotDefinition): Settings {
  const reading = slotServices(file, slot, { tag: sampleTag, color: null })
  const { networks, volumes } = reading.kind === 'read' ? reading.slot : { networks: [], volumes: [] }
  return new Map([
    ...(host === null ? [] : [['host', host] as const]),
    ...Object.entries(urls).map(([service, url]) => [`urls.${service}`, url] as const),
    ...networks.map((network) => [`networks.${network.key}`, JSON.stringify(network)] as const),
    ...volumes.map((volume) => [`volumes.${volume.key}`, JSON.stringify(volume)] as const),
  ])
}

function diffSettings(before: Settings, after: Settings): readonly SettingDifference[] {
  const names = new Set([...after.keys(), ...before.keys()])
  return [...names].flatMap((name): readonly SettingDifference[] => {
    const from = before.get(name) ?? null
    const to = after.get(name) ?? null
    if (from === to) return []
    const hidden = mayBeSecret(name, from ?? '') || mayBeSecret(name, to ?? '')
    const kind = from === null ? 'added' : to === null ? 'removed' : 'changed'
    return [{ name: displayText(name), kind, from: shown(from, hidden), to: shown(to, hidden), hidden }]
  })
}

function shown(value: string | null, hidden: boolean): string | null {
  return value === null || hidden ? null : displayText(value)
}
