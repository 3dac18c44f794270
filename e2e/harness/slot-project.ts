import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ComposeProject } from './compose'
import { SERVICES, type ServiceName } from './shop-catalog'

export type SlotOptions = {
  /** Project name, such as `dev1`. */
  readonly name: string
  /** `127.0.0.1:5000/shop`: where the images' names begin. */
  readonly imagePrefix: string
  readonly tags: Readonly<Record<ServiceName, string>>
  /** Published port of each service. */
  readonly ports: Readonly<Record<ServiceName, number>>
  /** Of containers, network and volumes. */
  readonly labels?: Readonly<Record<string, string>>
  /** Address the ports are published on; without it all of the machine's. */
  readonly publishOn?: string
  /** What front ends wait for before they are started. Default: that the back end was started. */
  readonly waitFor?: 'service_started' | 'service_healthy'
}

/** One slot: a Compose project with a file of its own. */
export type Slot = {
  readonly name: string
  readonly ports: Readonly<Record<ServiceName, number>>
} & ComposeProject

/** Writes the project's file below `directory`; the slot's containers come with `composeUp`. */
export function writeSlotProject(directory: string, options: SlotOptions): Slot {
  const folder = join(directory, options.name)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'compose.yaml')
  // JSON is YAML, and one way less to write it.
  writeFileSync(file, JSON.stringify(composeFile(options), null, 2))
  return { name: options.name, project: options.name, file, ports: options.ports }
}

function composeFile(options: SlotOptions): object {
  const labels = options.labels ?? {}
  const services = SERVICES.map((service) => [
    service,
    {
      image: `${options.imagePrefix}/${service}:${options.tags[service]}`,
      restart: 'unless-stopped',
      ports: [
        `${options.publishOn === undefined ? '' : `${options.publishOn}:`}${String(options.ports[service])}:8080`,
      ],
      mem_limit: '256m',
      labels,
      ...extrasOf(service, options.waitFor ?? 'service_started'),
    },
  ])
  return {
    services: Object.fromEntries(services) as Record<string, object>,
    volumes: { data: { labels } },
    networks: { default: { labels } },
  }
}

/** What a switch must carry over: environment, named and anonymous volumes, aliases, order. */
function extrasOf(service: ServiceName, condition: NonNullable<SlotOptions['waitFor']>): object {
  const afterApi = { depends_on: { api: { condition } } }
  switch (service) {
    case 'api':
      return {
        volumes: ['data:/data'],
        environment: { SPRING_PROFILES_ACTIVE: 'dev' },
        networks: { default: { aliases: ['backend'] } },
      }
    case 'admin':
      return { volumes: ['/cache'], environment: { DJANGO_DEBUG: '1' }, ...afterApi }
    case 'web':
      return { environment: { API_URL: 'http://api:8080' }, ...afterApi }
  }
}
