import { checkSlot } from './check-slot'
import type { Field } from './field'
import { type givenVariables, readFileExtension, type SlotEntry } from './file-extension'
import { interpolateField } from './interpolate-node'
import type { VariableLookup } from './interpolate-text'
import type { NetworkSpec, VolumeSpec } from './network-and-volume-spec'
import { type EnvironmentFile, parseEnvironmentFile } from './parse-environment-file'
import { readNetworks, readVolumes } from './read-networks-and-volumes'
import { readProfiles, readService, type ReadService } from './read-service'
import { readEntries } from './read-values'
import { createRemarks, type Remark, type Remarks } from './remark'
import type { ServiceSpec } from './service-spec'
import type { Color, SlotsFile, SlotsSource } from './slots-file'

/** For which image tag and side the services are wanted. */
export type SlotVariables = {
  readonly tag: string
  /** Null: a slot without colours. A slot with colours is then read as blue, as on its first deployment. */
  readonly color: Color | null
}

/** What a slot is to run. */
export type SlotServices = {
  /** In the file's order; without those whose profiles are not active. */
  readonly services: readonly ServiceSpec[]
  /** Those that the services use. */
  readonly networks: readonly NetworkSpec[]
  readonly volumes: readonly VolumeSpec[]
}

/** The services, or everything that keeps them from being read. */
export type SlotReading =
  | { readonly kind: 'read'; readonly slot: SlotServices; readonly warnings: readonly Remark[] }
  | { readonly kind: 'faulty'; readonly faults: readonly Remark[] }

/** Fills the slot's variables into a file and reads its services. A slot that the file does not name has none. */
export function slotServices(file: SlotsFile, slot: string, variables: SlotVariables): SlotReading {
  const remarks = createRemarks()
  const opened = openSource(file.source, remarks)
  const entry = opened.extension.slots.find((known) => known.slot === slot)
  if (entry === undefined) return { kind: 'read', slot: { services: [], networks: [], volumes: [] }, warnings: [] }
  const read = readSlotServices(opened, entry, variables)
  const faults = remarks.faults()
  return faults.length > 0
    ? { kind: 'faulty', faults }
    : { kind: 'read', slot: read.slot, warnings: remarks.warnings() }
}

/** A file whose parts that are the same for all slots were read. */
export type OpenedSource = {
  readonly source: SlotsSource
  readonly root: Field
  readonly extension: ReturnType<typeof readFileExtension>
  readonly remarks: Remarks
}

/** Reads what is the same for all slots. */
export function openSource(source: SlotsSource, remarks: Remarks): OpenedSource {
  const root: Field = { node: source.root, at: source.root.at, path: '', file: source.composeName, remarks }
  const lookup = variableLookup(source, [], null)
  const extension = readFileExtension(root, readEntries(root).get('x-berth'), lookup)
  return { source, root, extension, remarks }
}

/** A slot's services and where each stands in the file. */
export type ReadSlot = { readonly slot: SlotServices; readonly fields: ReadonlyMap<string, Field> }

/** Reads one slot of an opened file; faults go to its remarks. */
export function readSlotServices(opened: OpenedSource, entry: SlotEntry, variables: SlotVariables): ReadSlot {
  const { source, root, extension, remarks } = opened
  const lookup = slotLookup(source, entry, variables, remarks)
  const parts = readEntries(root)
  const filled = (key: string): Field | undefined => {
    const part = parts.get(key)
    return part && interpolateField(part, lookup)
  }
  const { slot } = entry
  const networks = readNetworks(filled('networks'), slot)
  const volumes = readVolumes(filled('volumes'), slot)
  const environmentFile = environmentFileReader(source.files, lookup)
  const surroundings = { slot, lookup, environmentFile, directory: extension.directory, volumes, networks }
  const proxy = extension.proxy && interpolateField(extension.proxy, lookup)
  const services = readEntries(parts.get('services'))
  const active = activeProfiles(lookup)
  const read: ReadService[] = []
  for (const [name, service] of services) {
    const field = interpolateField(service, lookup)
    const one = readService(name, field, proxy, surroundings)
    const profiles = readProfiles(field)
    if (profiles.length === 0 || profiles.some((profile) => active.has(profile) || active.has('*'))) read.push(one)
  }
  const checked = checkSlot(read, new Set(services.keys()))
  const specs = entry.colors === null ? checked.map(withoutColors) : checked
  return {
    slot: { services: specs, ...used(specs, networks, volumes) },
    fields: new Map(read.map((one) => [one.spec.service, one.field])),
  }
}

/** The variables of one slot, on one side. */
export function slotLookup(
  source: SlotsSource,
  entry: SlotEntry,
  { tag, color }: SlotVariables,
  remarks: Remarks,
): VariableLookup {
  const colorVariables = entry.colors === null ? {} : entry.colors[color ?? 'blue']
  const given: Record<(typeof givenVariables)[number], string> = {
    SLOT: entry.slot,
    COMPOSE_PROJECT_NAME: entry.slot,
    TAG: tag,
  }
  return variableLookup(source, [given, colorVariables, entry.env], remarks)
}

/** Variables by which `.env` makes Compose read other files. */
const composeOwn = ['COMPOSE_FILE', 'COMPOSE_PATH_SEPARATOR', 'COMPOSE_ENV_FILES', 'COMPOSE_DISABLE_ENV_FILE']

/** The variables in Compose's order: what the caller gives, then the publisher's own, then `.env`. */
export function variableLookup(
  source: Pick<SlotsSource, 'files' | 'environment' | 'composeName'>,
  layers: readonly Readonly<Record<string, string>>[],
  remarks: Remarks | null,
): VariableLookup {
  const outer: VariableLookup = (name) => {
    const layer = [...layers, source.environment].find((values) => Object.hasOwn(values, name))
    return layer?.[name] ?? null
  }
  const parsed = parseEnvironmentFile(source.files['.env'] ?? '', outer)
  if (remarks !== null) {
    for (const fault of parsed.faults) remarks.fault({ ...fault, file: '.env', path: '' })
    for (const warning of parsed.warnings) remarks.warn({ ...warning, file: '.env', path: '' })
    for (const name of composeOwn) {
      if (!parsed.variables.has(name)) continue
      remarks.fault({ code: 'env-changes-compose', details: { name }, file: '.env', line: 1, column: 1, path: '' })
    }
  }
  return (name) => outer(name) ?? parsed.variables.get(name) ?? null
}

/** Without colours both containers would publish the same ports, so one has to go before the other comes. */
function withoutColors(spec: ServiceSpec): ServiceSpec {
  const hasFixedPort = spec.ports.some(({ published }) => published !== null && published.first === published.last)
  if (spec.strategy === 'recreate' || !hasFixedPort) return spec
  return { ...spec, strategy: 'recreate', strategyObstacle: 'no-colors', switchOver: null }
}

/** Many services name the same file: each is read once. */
function environmentFileReader(
  files: SlotsSource['files'],
  lookup: VariableLookup,
): (path: string) => EnvironmentFile | null {
  const read = new Map<string, EnvironmentFile>()
  return (path) => {
    const text = Object.hasOwn(files, path) ? files[path] : undefined
    if (text === undefined) return null
    const parsed = read.get(path) ?? parseEnvironmentFile(text, lookup)
    read.set(path, parsed)
    return parsed
  }
}

function activeProfiles(lookup: VariableLookup): ReadonlySet<string> {
  const names = (lookup('COMPOSE_PROFILES') ?? '').split(',').map((name) => name.trim())
  return new Set(names.filter((name) => name !== ''))
}

function used(
  services: readonly ServiceSpec[],
  networks: ReadonlyMap<string, NetworkSpec>,
  volumes: ReadonlyMap<string, VolumeSpec>,
): Pick<SlotServices, 'networks' | 'volumes'> {
  const networkKeys = new Set(
    services.flatMap(({ network }) => (network.kind === 'networks' ? network.networks.map(({ key }) => key) : [])),
  )
  const volumeKeys = new Set(
    services.flatMap((service) => service.volumes.flatMap((mount) => (mount.kind === 'volume' ? [mount.key] : []))),
  )
  return {
    networks: [...networks.values()].filter(({ key }) => networkKeys.has(key)),
    volumes: [...volumes.values()].filter(({ key }) => volumeKeys.has(key)),
  }
}
