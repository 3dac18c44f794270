import { BerthError } from '../../../domain/berth-error'
import { composeLabels } from '../../../domain/label-names'
import type { PlanWarning } from '../../../domain/plan'
import type { NetworkSpec, VolumeSpec } from '../../../domain/slots-file/network-and-volume-spec'
import type { DockerClient, NetworkObservation, VolumeObservation } from '../../ports'

/** The networks and volumes that a slot's services use. */
export type SlotParts = { readonly networks: readonly NetworkSpec[]; readonly volumes: readonly VolumeSpec[] }

/** What of them the host lacks, and what it has with other settings. */
export type SlotPartsLook = { readonly missing: readonly string[]; readonly warnings: readonly PlanWarning[] }

/** Compares with what is on the host. Throws `network-missing` or `volume-missing` for external ones that are not there. */
export async function lookAtParts(
  client: DockerClient,
  { networks, volumes }: SlotParts,
  signal: AbortSignal,
): Promise<SlotPartsLook> {
  const looks = await Promise.all([
    ...networks.map((spec) => lookAtNetwork(client, spec, signal)),
    ...volumes.map((spec) => lookAtVolume(client, spec, signal)),
  ])
  return {
    missing: looks.flatMap(({ missing }) => missing),
    warnings: looks.flatMap(({ warnings }) => warnings),
  }
}

/** Makes what is missing, as Compose would; may be run again. */
export async function prepareParts(
  client: DockerClient,
  project: string,
  { networks, volumes }: SlotParts,
  signal: AbortSignal,
): Promise<void> {
  for (const spec of networks.filter(({ external }) => !external)) {
    if ((await client.inspectNetwork(spec.name, signal)) === null) await makeNetwork(client, project, spec, signal)
  }
  for (const spec of volumes.filter(({ external }) => !external)) {
    const options = { labels: { ...spec.labels, ...labelsOf(project, 'volume', spec.key) }, ...driverOf(spec) }
    await client.createVolume(spec.name, options, signal)
  }
}

async function lookAtNetwork(client: DockerClient, spec: NetworkSpec, signal: AbortSignal): Promise<SlotPartsLook> {
  const found = await client.inspectNetwork(spec.name, signal)
  if (found === null && spec.external) throw new BerthError('network-missing', { name: spec.name })
  if (found === null) return { missing: [spec.name], warnings: [] }
  const warnings: PlanWarning[] = isSameNetwork(spec, found) ? [] : [{ kind: 'network-differs', name: spec.name }]
  return { missing: [], warnings }
}

async function lookAtVolume(client: DockerClient, spec: VolumeSpec, signal: AbortSignal): Promise<SlotPartsLook> {
  const found = await client.inspectVolume(spec.name, signal)
  if (found === null && spec.external) throw new BerthError('volume-missing', { name: spec.name })
  if (found === null) return { missing: [spec.name], warnings: [] }
  const warnings: PlanWarning[] = isSameVolume(spec, found) ? [] : [{ kind: 'volume-differs', name: spec.name }]
  return { missing: [], warnings }
}

/** The engine chooses what the file does not say: only what it says is compared. */
function isSameNetwork(spec: NetworkSpec, found: NetworkObservation): boolean {
  if (spec.external) return true
  const subnets = (spec.ipam?.config ?? []).flatMap(({ subnet }) => subnet ?? [])
  return (
    found.driver === (spec.driver ?? 'bridge') &&
    found.internal === spec.internal &&
    found.enableIpv6 === spec.enableIpv6 &&
    Object.entries(spec.driverOpts).every(([name, value]) => found.options[name] === value) &&
    subnets.every((subnet) => found.ranges.some((range) => range.subnet === subnet))
  )
}

function isSameVolume(spec: VolumeSpec, found: VolumeObservation): boolean {
  if (spec.external) return true
  const names = new Set([...Object.keys(spec.driverOpts), ...Object.keys(found.driverOptions)])
  return (
    found.driver === (spec.driver ?? 'local') &&
    [...names].every((name) => found.driverOptions[name] === spec.driverOpts[name])
  )
}

async function makeNetwork(
  client: DockerClient,
  project: string,
  spec: NetworkSpec,
  signal: AbortSignal,
): Promise<void> {
  const { ipam } = spec
  await client.createNetwork(
    {
      Name: spec.name,
      CheckDuplicate: true,
      Driver: spec.driver ?? 'bridge',
      Options: spec.driverOpts,
      Internal: spec.internal,
      Attachable: spec.attachable,
      EnableIPv6: spec.enableIpv6,
      Labels: { ...spec.labels, ...labelsOf(project, 'network', spec.key) },
      ...(ipam === null ? {} : { IPAM: ipamOf(ipam) }),
    },
    signal,
  )
}

function ipamOf({ driver, config, options }: NonNullable<NetworkSpec['ipam']>): Readonly<Record<string, unknown>> {
  return {
    Driver: driver ?? 'default',
    Options: options,
    Config: config.map(({ subnet, ipRange, gateway, auxAddresses }) => ({
      ...(subnet === null ? {} : { Subnet: subnet }),
      ...(ipRange === null ? {} : { IPRange: ipRange }),
      ...(gateway === null ? {} : { Gateway: gateway }),
      AuxiliaryAddresses: auxAddresses,
    })),
  }
}

function labelsOf(project: string, kind: 'network' | 'volume', key: string): Readonly<Record<string, string>> {
  return { [composeLabels.project]: project, [composeLabels[kind]]: key }
}

function driverOf({ driver, driverOpts }: VolumeSpec): {
  readonly driver?: string
  readonly driverOptions: Readonly<Record<string, string>>
} {
  return { ...(driver === null ? {} : { driver }), driverOptions: driverOpts }
}
