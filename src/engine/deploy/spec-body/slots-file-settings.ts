import { createHash } from 'node:crypto'
import { BerthError } from '../../../domain/berth-error'
import { type DeployableService, deployableServices } from '../../../domain/deployable-slot'
import { berthLabels } from '../../../domain/label-names'
import type { PlannedStrategy } from '../../../domain/plan'
import type { WantedService } from '../../../domain/plan-input'
import type { ServiceSpec, SwitchOverSpec } from '../../../domain/slots-file/service-spec'
import { type SlotServices, slotServices } from '../../../domain/slots-file/slot-services'
import type { Color, SlotsFile } from '../../../domain/slots-file/slots-file'
import type { LedgerAccess } from '../../ledger-access'
import { shownRemark } from '../../slots-file/publish-check'
import { settingsHash } from '../../slots-file/settings-hash'
import { filedPorts } from '../wanted-ports'
import type { SlotSettings, SlotSettingsRequest, SlotsFileSettings } from '../slot-settings'
import { findProxy, proxyProblem } from '../switch-over/find-proxy'
import { lookAtParts, prepareParts } from './prepare-slot'
import { anonymousVolumesOf, firstBinds } from './observe-surroundings'
import { publishedFiles } from './published-files'
import { specBody } from './spec-body'
import { wantedHealthCheck } from './wanted-health-check'

/** See `SlotsFileSettings`. */
export function createSlotsFileSettings(ledger: LedgerAccess): SlotsFileSettings {
  const files = publishedFiles(ledger)
  return async (request, signal) => {
    const published = await files(request.hostId, request.slot, signal)
    return published === null ? null : settingsOf(published.file, published.version, request, signal)
  }
}

/** A service of the file with what stands of it in the slot; `spec` is that of the color it is to have. */
type FiledService = {
  readonly spec: ServiceSpec
  readonly hash: string
  readonly present: DeployableService | null
  readonly strategy: PlannedStrategy
  readonly containerName: string
}

async function settingsOf(
  file: SlotsFile,
  version: number,
  request: SlotSettingsRequest,
  signal: AbortSignal,
): Promise<SlotSettings> {
  const { client, slot } = request
  const blue = readSlot(file, version, request, 'blue')
  const green = readSlot(file, version, request, 'green')
  const present = deployableServices(request.containers, slot) ?? []
  const filed = await Promise.all(
    blue.services.map((spec) => {
      const other = green.services.find(({ service }) => service === spec.service) ?? spec
      const own = present.find(({ label }) => label === spec.service) ?? null
      return fileService(request, { blue: spec, green: other }, own, present, signal)
    }),
  )
  const [parts, binds, anonymous] = await Promise.all([
    lookAtParts(client, blue, signal),
    firstBinds(client, filed, signal),
    anonymousVolumesOf(client, present, signal),
  ])
  const identity = { project: slot, composeName: file.source.composeName, directory: file.directory }
  return {
    wanted: {
      source: 'file',
      services: new Map(filed.map((service) => [service.spec.service, wantedService(service)])),
      prepare: parts.missing,
      warnings: [...parts.warnings, ...binds],
    },
    version,
    references: new Map(filed.map(({ spec }) => [spec.service, spec.image])),
    recipes: new Map(
      filed.map(({ spec, hash, strategy: { color } }) => {
        const anonymousVolumes = anonymous.get(spec.service) ?? new Map<string, string>()
        const own = { ...identity, settingsHash: hash, settingsVersion: version, color, anonymousVolumes }
        return [spec.service, (wanted) => specBody(spec, own, wanted)]
      }),
    ),
    switchOvers: new Map(filed.flatMap((service) => switchOverOf(service) ?? [])),
    probes: new Map(filed.map(({ spec }) => [spec.service, spec.health])),
    prepare: (inner) => prepareParts(client, slot, blue, inner),
  }
}

function readSlot(file: SlotsFile, version: number, { slot, tag }: SlotSettingsRequest, color: Color): SlotServices {
  const read = slotServices(file, slot, { tag, color })
  if (read.kind === 'read') return read.slot
  const first = read.faults[0]
  const at = first === undefined ? '' : `${first.file}:${first.line}:${first.column}`
  const what = first === undefined ? '' : shownRemark(first).code
  throw new BerthError('slots-file-invalid', { slot, version, at, what, count: read.faults.length })
}

async function fileService(
  request: SlotSettingsRequest,
  specs: Readonly<Record<Color, ServiceSpec>>,
  present: DeployableService | null,
  all: readonly DeployableService[],
  signal: AbortSignal,
): Promise<FiledService> {
  const hashes = { blue: settingsHash(specs.blue), green: settingsHash(specs.green) }
  const hasColors = hashes.blue !== hashes.green
  const strategy = await strategyFor(request, specs.blue, hasColors, present, signal)
  const spec = specs[strategy.color ?? 'blue']
  // Equal for both colors, so that a service that nothing changes for is not switched to the other one.
  const hash = hasColors ? createHash('sha256').update(`${hashes.blue} ${hashes.green}`).digest('hex') : hashes.blue
  return { spec, hash, present, strategy, containerName: containerNameOf(spec, request.slot, present, all) }
}

/** As the slot's other containers are named: newer Compose versions part the words by `-`, older ones by `_`. */
function containerNameOf(
  { containerName, service }: ServiceSpec,
  slot: string,
  present: DeployableService | null,
  all: readonly DeployableService[],
): string {
  if (containerName !== null) return containerName
  if (present !== null) return present.containerName
  const parting = all.some((other) => other.containerName.startsWith(`${slot}_`)) ? '_' : '-'
  return [slot, service, '1'].join(parting)
}

/** The color that a container has now; null: nobody can tell. */
function colorOf(present: DeployableService | null): Color | null {
  const color = present?.container.labels[berthLabels.color]
  return color === 'blue' || color === 'green' ? color : null
}

async function strategyFor(
  { client, slot, strategy: asked }: SlotSettingsRequest,
  spec: ServiceSpec,
  hasColors: boolean,
  present: DeployableService | null,
  signal: AbortSignal,
): Promise<PlannedStrategy> {
  const now = colorOf(present)
  const stay = hasColors ? (now ?? 'blue') : null
  if (spec.strategy !== 'blue-green') {
    return { kind: 'recreate', color: stay, instead: asked === 'blue-green' ? 'not-set-up' : null }
  }
  if (asked === 'recreate') return { kind: 'recreate', color: stay, instead: 'asked' }
  const proxy = spec.switchOver === null ? null : await proxyState(client, spec.switchOver, slot, signal)
  if (proxy !== null) return { kind: 'recreate', color: stay, instead: proxy }
  if (hasColors && present !== null && now === null) return { kind: 'recreate', color: stay, instead: 'foreign-color' }
  const next = now === 'blue' ? 'green' : 'blue'
  return { kind: 'blue-green', color: hasColors ? next : null, instead: null }
}

/** Why nothing can be led over to the other color; null: it can. Throws where the proxy is there and can't be used as the file says. */
async function proxyState(
  client: SlotSettingsRequest['client'],
  spec: SwitchOverSpec,
  slot: string,
  signal: AbortSignal,
): Promise<'no-proxy' | 'proxy-stopped' | null> {
  const look = await findProxy(client, spec, slot, signal)
  if (look.kind === 'missing') return 'no-proxy'
  if (look.kind === 'found') return look.proxy.isRunning ? null : 'proxy-stopped'
  throw proxyProblem(look, spec)
}

function wantedService(service: FiledService): WantedService {
  const { spec, hash, present, strategy, containerName } = service
  return {
    label: spec.service,
    containerName,
    dependencies: spec.dependsOn.map(({ service, condition }) => ({ label: service, condition })),
    healthCheck: wantedHealthCheck(spec.healthcheck, present?.container.healthCheck ?? null),
    ports: filedPorts(spec.ports),
    settingsHash: hash,
    strategy,
    hasSwitchOver: switchOverOf(service) !== null,
    settingsAreKnown: true,
    containerId: null,
  }
}

/** Without its proxy there is nothing to lead over. */
function switchOverOf({ spec, strategy }: FiledService): readonly (readonly [string, SwitchOverSpec])[] | null {
  const isReachable = strategy.instead !== 'no-proxy' && strategy.instead !== 'proxy-stopped'
  return spec.switchOver !== null && isReachable ? [[spec.service, spec.switchOver]] : null
}
