import type { MountSpec } from '../../../domain/slots-file/mount-spec'
import type { ResourceLimits, ServiceSpec } from '../../../domain/slots-file/service-spec'

type Body = Readonly<Record<string, unknown>>

/**
 * `HostConfig` of a container by the slots file. `anonymous`: volumes without a name that the old container has, by their
 * places; the new one takes them over, as Compose does it. Pure.
 */
export function hostConfigOfSpec(spec: ServiceSpec, anonymous: ReadonlyMap<string, string>): Body {
  const { restart, logging } = spec
  return {
    ...mountsOf(spec, anonymous),
    ...resourcesOf(spec.resources),
    ...given({
      Init: spec.init,
      PidMode: spec.pid,
      IpcMode: spec.ipc,
      UsernsMode: spec.usernsMode,
      ShmSize: spec.shmSizeBytes,
      LogConfig: logging === null ? null : { Type: logging.driver ?? '', Config: logging.options },
    }),
    RestartPolicy: { Name: restart.name, MaximumRetryCount: restart.maximumRetries },
    PortBindings: portBindings(spec),
    ReadonlyRootfs: spec.readOnly,
    Privileged: spec.privileged,
    GroupAdd: spec.groupAdd,
    CapAdd: spec.capAdd,
    CapDrop: spec.capDrop,
    SecurityOpt: spec.securityOpt,
    Sysctls: spec.sysctls,
    Ulimits: spec.ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
    Devices: spec.devices.map(({ source, target, permissions }) => ({
      PathOnHost: source,
      PathInContainer: target,
      CgroupPermissions: permissions,
    })),
    Dns: spec.dns,
    DnsSearch: spec.dnsSearch,
    DnsOptions: spec.dnsOpt,
    ExtraHosts: spec.extraHosts.map(({ hostname, address }) => `${hostname}:${address}`),
  }
}

function given(fields: Readonly<Record<string, unknown>>): Body {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function portBindings({ ports }: ServiceSpec): Body {
  const bindings: Record<string, { readonly HostIp: string; readonly HostPort: string }[]> = {}
  for (const { port, protocol, hostIp, published } of ports) {
    const key = `${port}/${protocol}`
    bindings[key] = [...(bindings[key] ?? []), { HostIp: hostIp ?? '', HostPort: hostPort(published) }]
  }
  return bindings
}

function hostPort(published: ServiceSpec['ports'][number]['published']): string {
  if (published === null) return ''
  return published.first === published.last ? String(published.first) : `${published.first}-${published.last}`
}

/** The kernel counts CPUs in billionths; `cpus` and a quota exclude each other, which the file's reader has seen to. */
function resourcesOf(limits: ResourceLimits): Body {
  return given({
    Memory: limits.memoryBytes,
    MemoryReservation: limits.memoryReservationBytes,
    MemorySwap: limits.memorySwapBytes,
    NanoCpus: limits.cpus === null ? null : Math.round(limits.cpus * 1e9),
    CpuShares: limits.cpuShares,
    CpuQuota: limits.cpuQuotaMicroseconds,
    CpuPeriod: limits.cpuPeriodMicroseconds,
    CpusetCpus: limits.cpuset,
    PidsLimit: limits.pids,
  })
}

/**
 * Named volumes and binds go as Compose gives them: as `Binds`, by which the engine makes a missing directory. What a
 * bind can't say (a directory that must be there, a colon in a path, a tmpfs) goes as a mount.
 */
function mountsOf(spec: ServiceSpec, anonymous: ReadonlyMap<string, string>): Body {
  const parts = spec.volumes.map((mount) => mountOf(mount, anonymous))
  return {
    Binds: parts.flatMap((part) => ('bind' in part ? [part.bind] : [])),
    Mounts: parts.flatMap((part) => ('mount' in part ? [part.mount] : [])),
    Tmpfs: Object.fromEntries(spec.tmpfs.map(({ target, options }) => [target, options])),
  }
}

type MountPart = { readonly bind: string } | { readonly mount: Body }

function mountOf(mount: MountSpec, anonymous: ReadonlyMap<string, string>): MountPart {
  const { target, readOnly } = mount
  switch (mount.kind) {
    case 'volume':
      return { bind: bindText(mount.name, target, readOnly, mount.noCopy ? ['nocopy'] : []) }
    case 'anonymous': {
      const name = anonymous.get(target)
      const options = mount.noCopy ? { VolumeOptions: { NoCopy: true } } : {}
      if (name === undefined) return { mount: { Type: 'volume', Target: target, ReadOnly: readOnly, ...options } }
      return { bind: bindText(name, target, readOnly, mount.noCopy ? ['nocopy'] : []) }
    }
    case 'bind': {
      const { source, propagation, selinux, createHostPath } = mount
      const fits = createHostPath && !`${source}${target}`.includes(':')
      if (fits) return { bind: bindText(source, target, readOnly, [propagation, selinux]) }
      const options = propagation === null ? {} : { BindOptions: { Propagation: propagation } }
      return { mount: { Type: 'bind', Source: source, Target: target, ReadOnly: readOnly, ...options } }
    }
    case 'tmpfs': {
      const options = given({ SizeBytes: mount.sizeBytes, Mode: mount.mode })
      return { mount: { Type: 'tmpfs', Target: target, ReadOnly: readOnly, TmpfsOptions: options } }
    }
  }
}

function bindText(source: string, target: string, readOnly: boolean, more: readonly (string | null)[]): string {
  const options = [readOnly ? 'ro' : 'rw', ...more.filter((option) => option !== null)]
  return `${source}:${target}:${options.join(',')}`
}
