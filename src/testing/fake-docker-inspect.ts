import { BerthError } from '../domain/berth-error'
import type { ContainerObservation } from '../domain/container-observation'
import type { PublishedPort } from '../domain/host-port'
import type { ContainerCreateBody, RawInspect } from '../engine/ports'
import { type FakeMount, mountsOf } from './fake-docker-files'
import { emit, type FakeContainer, fakeId, type FakeImage, type FakeState, imageOf } from './fake-docker-state'

type Dictionary = Readonly<Record<string, unknown>>

/** Makes the container as Docker would, or refuses it: 409 for a taken name, 404 for an image that is not there. */
export function create(state: FakeState, name: string, body: ContainerCreateBody, number: number): FakeContainer {
  const taken = [...state.containers.values()].some((other) => other.observation.name === name)
  if (taken) throw refused(`Conflict. The container name "/${name}" is already in use`, 409)
  const image = imageOf(state, String(body['Image']))
  if (image === undefined) throw refused(`No such image: ${String(body['Image'])}`, 404)
  const networks = new Map(Object.entries(dictionary(dictionary(body['NetworkingConfig'])['EndpointsConfig'])))
  const observation = observationOf(fakeId(number), name, body, image, state.nowMs())
  const container: FakeContainer = {
    observation,
    body,
    networks,
    files: new Map(),
    processes: [],
    log: [],
    followers: new Set(),
  }
  state.containers.set(observation.id, container)
  emit(state, {
    kind: 'container',
    action: 'create',
    id: observation.id,
    attributes: { ...observation.labels, name, image: observation.imageReference },
  })
  return container
}

function observationOf(
  id: string,
  name: string,
  body: Dictionary,
  image: FakeImage,
  nowMs: number,
): ContainerObservation {
  const host = dictionary(body['HostConfig'])
  const checked = image.behaviour.kind === 'checked' || dictionary(body['Healthcheck'])['Test'] !== undefined
  const policy = dictionary(host['RestartPolicy'])['Name']
  return {
    id,
    name,
    imageReference: String(body['Image']),
    imageId: image.id,
    labels: { ...image.labels, ...(dictionary(body['Labels']) as Record<string, string>) },
    status: 'created',
    health: 'none',
    healthCheck: checked ? { intervalMs: 1_000, timeoutMs: 1_000, startPeriodMs: 0, retries: 3 } : null,
    checks: [],
    failingStreak: 0,
    restarts: 0,
    restartPolicy: policy === 'always' || policy === 'on-failure' || policy === 'unless-stopped' ? policy : 'no',
    exitCode: null,
    outOfMemory: false,
    memoryLimitBytes: typeof host['Memory'] === 'number' && host['Memory'] > 0 ? host['Memory'] : null,
    startError: '',
    createdAtMs: nowMs,
    startedAtMs: null,
    finishedAtMs: null,
    autoRemove: host['AutoRemove'] === true,
  }
}

/** A container's inspect answer, in the shape API 1.41 gives it. */
export function rawContainer(container: FakeContainer, image: FakeImage | undefined): RawInspect {
  const { observation, body } = container
  const { HostConfig: host, NetworkingConfig: _networking, ...config } = body
  const defaults = image?.config ?? {}
  return {
    Id: observation.id,
    Name: `/${observation.name}`,
    Image: observation.imageId,
    Created: new Date(observation.createdAtMs).toISOString(),
    RestartCount: observation.restarts,
    State: {
      Status: observation.status,
      Running: observation.status === 'running',
      ExitCode: observation.exitCode ?? 0,
      OOMKilled: observation.outOfMemory,
      Error: observation.startError,
    },
    Config: {
      ...defaults,
      Hostname: observation.id.slice(0, 12),
      ...config,
      Env: mergedEnvironment(defaults['Env'], config['Env']),
      Labels: observation.labels,
    },
    HostConfig: {
      ...dictionary(host),
      RestartPolicy: { Name: observation.restartPolicy, MaximumRetryCount: 0 },
      AutoRemove: observation.autoRemove,
    },
    Mounts: mountsOf(container).map(rawMount),
    NetworkSettings: { Networks: Object.fromEntries(container.networks) },
  }
}

/** The image's variables stay where the container names no other value; a name alone takes one away. */
function mergedEnvironment(ofImage: unknown, own: unknown): readonly string[] {
  const [defaults, set] = [texts(ofImage), texts(own)]
  const names = new Set(set.map(nameOf))
  return [...set.filter((entry) => entry.includes('=')), ...defaults.filter((entry) => !names.has(nameOf(entry)))]
}

const nameOf = (entry: string): string => entry.split('=')[0] ?? ''

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function rawMount({ type, source, target, readOnly }: FakeMount): Dictionary {
  const place =
    type === 'volume' ? { Name: source, Source: `/var/lib/docker/volumes/${source}/_data` } : { Source: source }
  return { Type: type, ...place, Destination: target, RW: !readOnly }
}

/** What a container's settings publish. */
export function publishedPorts({ body, observation }: FakeContainer): readonly PublishedPort[] {
  const bindings = Object.entries(dictionary(dictionary(body['HostConfig'])['PortBindings']))
  return bindings.flatMap(([key, places]) =>
    (Array.isArray(places) ? places : []).map((place: unknown) => {
      const { HostIp, HostPort } = dictionary(place)
      const hostIp = typeof HostIp === 'string' && HostIp !== '' ? HostIp : null
      return { container: observation.name, hostIp, protocol: key.split('/')[1] ?? 'tcp', port: Number(HostPort) }
    }),
  )
}

/** An image's inspect answer. */
export function rawImage(image: FakeImage): RawInspect {
  const [os = '', architecture = ''] = image.platform.split('/')
  return {
    Id: image.id,
    RepoTags: image.tags,
    RepoDigests: image.digests,
    Config: { ...image.config, Labels: image.labels },
    Os: os,
    Architecture: architecture,
    Size: image.sizeBytes,
  }
}

function dictionary(value: unknown): Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Dictionary) : {}
}

function refused(reason: string, status: number): BerthError {
  return new BerthError('docker-refused', { operation: 'create container', reason, status })
}
