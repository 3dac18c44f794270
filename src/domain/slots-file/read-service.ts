import { parseImageReference } from '../image-reference'
import { fault, type Field, warn } from './field'
import type { ServiceSpec } from './service-spec'
import * as settings from './read-container-settings'
import { type WantedDependency, readDependencies } from './read-dependencies'
import { readEnvironment } from './read-environment'
import { readHealthcheck } from './read-healthcheck'
import { readMounts, readTmpfs } from './read-mounts'
import { readExpose, readPorts } from './read-ports'
import { readResources } from './read-resources'
import { readSection, type Section } from './read-section'
import { readServiceExtension } from './read-service-extension'
import { readServiceNetworks } from './read-service-networks'
import * as values from './read-values'
import { readTextMap } from './read-key-values'
import { type ServiceKey, serviceKeys } from './service-keys'
import type { ServiceSurroundings } from './service-surroundings'

/** A service as read, before it is seen beside the slot's others. */
export type ReadService = {
  readonly field: Field
  readonly spec: ServiceSpec
  readonly dependencies: readonly WantedDependency[]
}

/** The profiles of a service; none: it is always there. */
export function readProfiles(service: Field): readonly string[] {
  const field = values.readEntries(service).get('profiles')
  return values.readTexts(field)
}

/** Reads a service whose variables are filled in. */
export function readService(
  name: string,
  field: Field,
  proxy: Field | undefined,
  surroundings: ServiceSurroundings,
): ReadService {
  const section = readSection(field, serviceKeys)
  checkPulling(field, section)
  const dependencies = readDependencies(section.depends_on)
  const spec: ServiceSpec = {
    service: name,
    image: readImage(section.image),
    ...readProcess(section),
    environment: readEnvironment(section.env_file, section.environment, surroundings),
    labels: settings.readLabels(section.labels),
    ...readConnections(name, section, surroundings),
    volumes: readMounts(section.volumes, surroundings),
    tmpfs: readTmpfs(section.tmpfs),
    // Both are settled once the whole slot is known.
    dependsOn: [],
    strategyObstacle: null,
    healthcheck: readHealthcheck(section.healthcheck),
    ...readHostSettings(section),
    ...readServiceExtension(section['x-berth'], proxy),
  }
  return { field, spec, dependencies }
}

type Keys = Section<ServiceKey>

/** Berth pulls what a plan needs and never builds; one container a service. */
function checkPulling(field: Field, { image, build, pull_policy: pullPolicy, scale }: Keys): void {
  if (image === undefined) fault(build ?? field, build === undefined ? 'image-missing' : 'build-without-image')
  else if (build !== undefined) warn(build, 'build-not-done')
  values.readWord(pullPolicy, ['always', 'missing', 'if_not_present'])
  const count = values.readInteger(scale, 0, 1_000_000)
  if (scale !== undefined && count !== null && count !== 1) fault(scale, 'replicas-unsupported')
}

function readImage(field: Field | undefined): string {
  const text = values.readText(field)
  if (field === undefined || text === null) return ''
  const reference = parseImageReference(text)
  if (reference === null) fault(field, 'image-invalid')
  else if (reference.digest === null && (reference.tag ?? 'latest') === 'latest')
    warn(field, 'image-tag-moves', { image: text })
  return text
}

function readProcess(section: Keys) {
  return {
    containerName: readContainerName(section.container_name),
    command: settings.readCommand(section.command),
    entrypoint: settings.readCommand(section.entrypoint),
    user: values.readText(section.user),
    groupAdd: values.readTexts(section.group_add),
    workingDir: values.readText(section.working_dir),
    tty: values.readBoolean(section.tty),
    stdinOpen: values.readBoolean(section.stdin_open),
    init: values.readOptionalBoolean(section.init),
    restart: settings.readRestart(section.restart),
    stopSignal: values.readText(section.stop_signal),
    stopGracePeriodMs: values.readDurationMs(section.stop_grace_period),
    logging: settings.readLogging(section.logging),
  }
}

function readContainerName(field: Field | undefined): string | null {
  const name = values.readText(field)
  if (field === undefined || name === null) return null
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{1,200}$/.test(name) ? name : fault(field, 'name-invalid')
}

function readConnections(name: string, section: Keys, surroundings: ServiceSurroundings) {
  return {
    hostname: values.readText(section.hostname),
    domainname: values.readText(section.domainname),
    ports: readPorts(section.ports),
    expose: readExpose(section.expose),
    network: readServiceNetworks(name, section.network_mode, section.networks, surroundings),
    dns: values.readTextOrTexts(section.dns),
    dnsSearch: values.readTextOrTexts(section.dns_search),
    dnsOpt: values.readTexts(section.dns_opt),
    extraHosts: settings.readExtraHosts(section.extra_hosts),
  }
}

function readHostSettings(section: Keys) {
  return {
    readOnly: values.readBoolean(section.read_only),
    privileged: values.readBoolean(section.privileged),
    capAdd: values.readTexts(section.cap_add),
    capDrop: values.readTexts(section.cap_drop),
    securityOpt: settings.readSecurityOptions(section.security_opt),
    sysctls: readTextMap(section.sysctls),
    ulimits: settings.readUlimits(section.ulimits),
    devices: settings.readDevices(section.devices),
    pid: values.readWord(section.pid, ['host']),
    ipc: values.readWord(section.ipc, ['host', 'private', 'shareable', 'none']),
    usernsMode: values.readWord(section.userns_mode, ['host']),
    shmSizeBytes: values.readBytes(section.shm_size),
    resources: readResources(section, section.deploy),
  }
}
