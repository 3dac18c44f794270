import { passesFilters } from '../engine/event-log'
import { type Fields, fieldsOf } from '../engine/fields'
import { architecture } from '../engine/image'
import { volumeUser } from '../engine/volumes'
import type { World } from '../engine/world'
import { engineVersion, type Exchange } from './exchange'
import type { RouteEntry } from './route-table'

/** Who answers, what happens, what is on the disk. */
export const systemRoutes: readonly RouteEntry[] = [
  ['GET', '/_ping', (_, { answer }) => answer(200, 'OK')],
  ['HEAD', '/_ping', (_, { answer }) => answer(200)],
  ['GET', '/version', (_, { answer }) => answer(200, { ...engineVersion, Os: 'linux', Arch: architecture() })],
  ['GET', '/info', (world, { answer }) => answer(200, infoOf(world))],
  ['GET', '/events', sendEvents],
  ['GET', '/system/df', (world, { answer }) => answer(200, diskUse(world))],
]

function infoOf(world: World): Fields {
  const containers = [...world.containers.values()]
  return {
    ID: world.engineId,
    Name: world.hostName,
    Containers: containers.length,
    ContainersRunning: containers.filter(({ status }) => status === 'running').length,
    Images: world.images.all().length,
    Driver: 'overlay2',
    DriverStatus: [['Backing Filesystem', 'extfs']],
    KernelVersion: '5.15.0-sample',
    OperatingSystem: 'Berth sample',
    OSType: 'linux',
    Architecture: architecture() === 'amd64' ? 'x86_64' : 'aarch64',
    NCPU: world.processors,
    MemTotal: world.memoryBytes,
    DockerRootDir: '/var/lib/docker',
    SystemTime: new Date().toISOString(),
    ServerVersion: engineVersion.Version,
  }
}

/** For as long as somebody listens. */
function sendEvents(world: World, { query, signal, begin }: Exchange): void {
  const filters = readFilters(query)
  const response = begin('application/json')
  const stop = world.events.listen((event) => {
    if (passesFilters(event, filters)) response.write(`${JSON.stringify(event)}\n`)
  })
  signal.addEventListener('abort', stop, { once: true })
}

/** The `filters` of a request: lists of values by name. Older clients write sets instead of lists. */
export function readFilters(query: URLSearchParams): Readonly<Record<string, readonly string[]>> {
  const filters = fieldsOf(JSON.parse(query.get('filters') || '{}'))
  return Object.fromEntries(
    Object.entries(filters).map(([name, values]) => [
      name,
      Array.isArray(values) ? values.map(String) : Object.keys(fieldsOf(values)),
    ]),
  )
}

function diskUse(world: World): Fields {
  const images = world.images.all().map(({ image }) => image)
  const layers = new Map(
    images.flatMap((image) => image.layers.map((layer) => [layer.digest, layer.sizeBytes] as const)),
  )
  const containers = [...world.containers.values()]
  return {
    LayersSize: [...layers.values()].reduce((sum, bytes) => sum + bytes, 0),
    Images: images.map((image) => ({
      Id: image.id,
      Size: image.sizeBytes,
      SharedSize: image.layers
        .filter(({ digest }) =>
          images.some((other) => other !== image && other.layers.some((layer) => layer.digest === digest)),
        )
        .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      Containers: containers.filter((container) => container.image.id === image.id).length,
    })),
    Containers: containers.map(({ id, status, files }) => ({ Id: id, State: status, SizeRw: files.size() })),
    Volumes: [...world.volumes.values()].map(({ name, files }) => ({
      Name: name,
      UsageData: { Size: files.size(), RefCount: volumeUser(world, name) === null ? 0 : 1 },
    })),
    BuildCache: [],
  }
}
