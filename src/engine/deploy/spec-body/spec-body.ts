import { berthLabels, composeLabels } from '../../../domain/label-names'
import type { HealthcheckSpec, ServiceNetwork, ServiceSpec } from '../../../domain/slots-file/service-spec'
import type { NetworkConnection } from '../container-networks'
import type { Recreation, Wanted } from '../recreate-body'
import { hostConfigOfSpec } from './host-config'

/** What a container of the slots file carries beside its own settings. */
export type SpecIdentity = {
  /** The Compose project: the slot's name. */
  readonly project: string
  readonly composeName: string
  /** Where the file stands on the host; null: it says nothing about that. */
  readonly directory: string | null
  readonly settingsHash: string
  readonly settingsVersion: number
  readonly color: 'blue' | 'green' | null
  /** Nameless volumes of the old container, by their places. */
  readonly anonymousVolumes: ReadonlyMap<string, string>
}

const nanosecondsInMs = 1_000_000

/** The body for a service's container by the slots file, as Compose would make it, with Berth's labels. Pure. */
export function specBody(spec: ServiceSpec, identity: SpecIdentity, wanted: Wanted): Recreation {
  const [first, ...others] = connections(spec, wanted.lastingName)
  const macAddress = spec.network.kind === 'networks' ? (spec.network.networks[0]?.macAddress ?? null) : null
  const body = {
    ...given({
      Hostname: spec.hostname,
      Domainname: spec.domainname,
      User: spec.user,
      WorkingDir: spec.workingDir,
      StopSignal: spec.stopSignal,
      StopTimeout: spec.stopGracePeriodMs === null ? null : Math.ceil(spec.stopGracePeriodMs / 1_000),
      Cmd: spec.command,
      Entrypoint: spec.entrypoint,
      Healthcheck: spec.healthcheck === null ? null : healthcheckOf(spec.healthcheck),
      MacAddress: macAddress,
    }),
    Image: wanted.reference,
    Tty: spec.tty,
    OpenStdin: spec.stdinOpen,
    // A name without a value takes the image's own variable away.
    Env: Object.entries(spec.environment).map(([name, value]) => (value === null ? name : `${name}=${value}`)),
    ExposedPorts: Object.fromEntries(
      [...spec.ports, ...spec.expose].map(({ port, protocol }) => [`${port}/${protocol}`, {}]),
    ),
    Labels: { ...spec.labels, ...ownLabels(spec, identity), ...wanted.labels },
    HostConfig: { ...hostConfigOfSpec(spec, identity.anonymousVolumes), NetworkMode: networkMode(spec) },
    ...(first === undefined ? {} : { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }),
  }
  return { body, otherNetworks: others }
}

function given(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function healthcheckOf(check: HealthcheckSpec): Readonly<Record<string, unknown>> {
  if (check.kind === 'disabled') return { Test: ['NONE'] }
  const nanoseconds = (ms: number | null): number | null => (ms === null ? null : ms * nanosecondsInMs)
  return given({
    Test: check.test,
    Interval: nanoseconds(check.intervalMs),
    Timeout: nanoseconds(check.timeoutMs),
    StartPeriod: nanoseconds(check.startPeriodMs),
    StartInterval: nanoseconds(check.startIntervalMs),
    Retries: check.retries,
  })
}

/** Compose's labels, by which its client finds the container, and Berth's of where its settings come from. */
function ownLabels(spec: ServiceSpec, identity: SpecIdentity): Readonly<Record<string, string>> {
  const dependencies = spec.dependsOn.map(({ service, condition }) => `${service}:${condition}:false`)
  return {
    [composeLabels.project]: identity.project,
    [composeLabels.service]: spec.service,
    [composeLabels.containerNumber]: '1',
    [composeLabels.oneOff]: 'False',
    [composeLabels.configHash]: identity.settingsHash,
    [composeLabels.configFiles]: identity.composeName,
    ...(identity.directory === null ? {} : { [composeLabels.workingDirectory]: identity.directory }),
    ...(dependencies.length === 0 ? {} : { [composeLabels.dependsOn]: dependencies.join(',') }),
    [berthLabels.settings]: identity.settingsHash,
    [berthLabels.settingsVersion]: String(identity.settingsVersion),
    ...(identity.color === null ? {} : { [berthLabels.color]: identity.color }),
  }
}

function networkMode({ network }: ServiceSpec): string {
  switch (network.kind) {
    case 'host':
    case 'none':
    case 'bridge':
      return network.kind
    case 'networks':
      return network.networks[0]?.name ?? 'default'
  }
}

function connections({ network }: ServiceSpec, lastingName: string): readonly NetworkConnection[] {
  if (network.kind !== 'networks') return []
  return network.networks.map((place) => ({ network: place.name, endpoint: endpointOf(place, lastingName) }))
}

/** Other services may know the container by its name, which it has only in the end. */
function endpointOf(place: ServiceNetwork, lastingName: string): NetworkConnection['endpoint'] {
  const { aliases, ipv4Address, ipv6Address, linkLocalIps } = place
  const addresses = given({
    IPv4Address: ipv4Address,
    IPv6Address: ipv6Address,
    LinkLocalIPs: linkLocalIps.length === 0 ? null : linkLocalIps,
  })
  return {
    Aliases: [...new Set([...aliases, lastingName])],
    ...(Object.keys(addresses).length === 0 ? {} : { IPAMConfig: addresses }),
  }
}
