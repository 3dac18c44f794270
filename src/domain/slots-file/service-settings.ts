import type { ServiceSpec } from './service-spec'

/** How a spec's parts are called in the file. */
const settingNames: Readonly<Record<keyof ServiceSpec, string>> = {
  service: 'service',
  image: 'image',
  containerName: 'container_name',
  command: 'command',
  entrypoint: 'entrypoint',
  environment: 'environment',
  labels: 'labels',
  user: 'user',
  groupAdd: 'group_add',
  workingDir: 'working_dir',
  hostname: 'hostname',
  domainname: 'domainname',
  tty: 'tty',
  stdinOpen: 'stdin_open',
  init: 'init',
  readOnly: 'read_only',
  privileged: 'privileged',
  ports: 'ports',
  expose: 'expose',
  volumes: 'volumes',
  tmpfs: 'tmpfs',
  network: 'networks',
  dns: 'dns',
  dnsSearch: 'dns_search',
  dnsOpt: 'dns_opt',
  extraHosts: 'extra_hosts',
  dependsOn: 'depends_on',
  healthcheck: 'healthcheck',
  restart: 'restart',
  stopSignal: 'stop_signal',
  stopGracePeriodMs: 'stop_grace_period',
  capAdd: 'cap_add',
  capDrop: 'cap_drop',
  securityOpt: 'security_opt',
  sysctls: 'sysctls',
  ulimits: 'ulimits',
  devices: 'devices',
  pid: 'pid',
  ipc: 'ipc',
  usernsMode: 'userns_mode',
  shmSizeBytes: 'shm_size',
  logging: 'logging',
  resources: 'resources',
  strategy: 'x-berth.strategy',
  strategyObstacle: 'x-berth.strategy',
  sharedVolumes: 'x-berth.sharedVolumes',
  health: 'x-berth.health',
  switchOver: 'x-berth.switchOver',
}

/** Parts whose own keys are settings: `environment.API_URL`, `healthcheck.interval`. */
const opened: ReadonlySet<keyof ServiceSpec> = new Set(['environment', 'labels', 'sysctls', 'healthcheck', 'resources'])

const partNames: Readonly<Record<string, string>> = {
  intervalMs: 'interval',
  timeoutMs: 'timeout',
  startPeriodMs: 'start_period',
  startIntervalMs: 'start_interval',
  memoryBytes: 'mem_limit',
  memoryReservationBytes: 'mem_reservation',
  memorySwapBytes: 'memswap_limit',
  cpuShares: 'cpu_shares',
  cpuQuotaMicroseconds: 'cpu_quota',
  cpuPeriodMicroseconds: 'cpu_period',
  pids: 'pids_limit',
}

/** A service's settings by their names in the file, those at their defaults left out. Values may be secret. */
export function serviceSettings(spec: ServiceSpec): ReadonlyMap<string, string> {
  const settings = new Map<string, string>()
  for (const [part, value] of Object.entries(spec) as [keyof ServiceSpec, unknown][]) {
    const name = settingNames[part]
    if (opened.has(part) && typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) put(settings, innerName(part, key), entry)
    } else put(settings, name, value)
  }
  return settings
}

function innerName(part: keyof ServiceSpec, key: string): string {
  if (part === 'resources') return partNames[key] ?? key
  if (part === 'healthcheck') return `healthcheck.${partNames[key] ?? key}`
  return `${settingNames[part]}.${key}`
}

function put(settings: Map<string, string>, name: string, value: unknown): void {
  const isDefault = value === null || value === false || (Array.isArray(value) && value.length === 0)
  if (!isDefault) settings.set(name, typeof value === 'string' ? value : JSON.stringify(value))
}
