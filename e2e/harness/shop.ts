import { join } from 'node:path'
import type { CheckAnswers } from './app-image'
import { type BuiltImage, buildImages } from './built-image'
import { composeUp } from './compose'
import { type DockerEngine, startDockerEngine } from './docker-engine'
import { freePorts } from './free-port'
import { loadImages } from './load-images'
import { pullImages } from './pull-images'
import { type Credentials, type Registry, startRegistry } from './registry'
import { SERVICES, SHOP_BUILDS, type ServiceName, type ShopBuildName, imagesOfBuild } from './shop-catalog'
import { type Slot, writeSlotProject } from './slot-project'
import { waitUntil } from './wait-until'

export type ShopOptions = {
  readonly name?: string
  /** Slots to make, and what runs on each; a record of builds per service makes a mixed slot. */
  readonly slots?: Readonly<Record<string, ShopBuildName | Readonly<Record<ServiceName, ShopBuildName>>>>
  /** Further builds whose images are on the host. Default: dashboard, payment, brokenDatabase. */
  readonly onHost?: readonly ShopBuildName[]
  /** Builds that only the registry has. Default: search. */
  readonly inRegistry?: readonly ShopBuildName[]
  readonly checks?: CheckAnswers
  readonly auth?: Credentials
  readonly liveRestore?: boolean
  readonly dataMegabytes?: number
  /** Of the registry, to count what it sends. */
  readonly accessLog?: boolean
}

/** A team's development host: an engine, its registry and slots made by the real Compose client. */
export type Shop = {
  readonly engine: DockerEngine
  readonly registry: Registry
  /** `127.0.0.1:PORT/shop`. */
  readonly imagePrefix: string
  readonly slots: Readonly<Record<string, Slot>>
  /** Full image name, such as `127.0.0.1:PORT/shop/web:kickoff-240510-dashboard`. */
  reference(service: ServiceName, build: ShopBuildName): string
  /** Id of a slot's container of a service, as Compose labelled it, running or not; null without one. */
  containerId(slot: string, service: ServiceName): Promise<string | null>
  /** Waits until Docker calls all containers of a slot healthy. */
  untilHealthy(slot: string): Promise<void>
  /** Puts further builds into the registry, without the host. */
  publish(builds: readonly ShopBuildName[]): Promise<void>
  /** Ends and deletes everything. */
  remove(): void
}

const DEFAULT_SLOTS = { dev1: 'dashboard', dev2: 'payment', dev3: 'dashboard', dev4: 'payment' } as const

/** Four slots of three services (or what the options say), running; not yet healthy, see `untilHealthy`. */
export async function startShop(options: ShopOptions = {}): Promise<Shop> {
  const name = options.name ?? 'shop'
  const slotBuilds = Object.entries(options.slots ?? DEFAULT_SLOTS).map(([slot, build]) => ({
    slot,
    builds: buildsOf(build),
  }))
  const running = slotBuilds.flatMap(({ builds }) => Object.values(builds))
  const onHost = unique([...running, ...(options.onHost ?? ['dashboard', 'payment', 'brokenDatabase'])])
  const inRegistry = unique([...onHost, ...(options.inRegistry ?? ['search'])])
  const [engine, registry] = await Promise.all([
    startDockerEngine({
      name,
      liveRestore: options.liveRestore ?? false,
      ...(options.dataMegabytes === undefined ? {} : { dataMegabytes: options.dataMegabytes }),
    }),
    startRegistry({ ...(options.auth ? { auth: options.auth } : {}), accessLog: options.accessLog ?? false }),
  ])
  const imagePrefix = `${registry.address}/shop`
  const published: Published = { registry, prefix: imagePrefix, ...(options.checks ? { checks: options.checks } : {}) }
  const images = await publish(published, inRegistry)
  await bringToHost(engine, registry, images, onHost)
  const slots = await startSlots(engine, imagePrefix, slotBuilds)
  return describeShop(engine, published, slots)
}

type SlotBuilds = {
  readonly slot: string
  readonly builds: Readonly<Record<ServiceName, ShopBuildName>>
}

function buildsOf(build: ShopBuildName | Readonly<Record<ServiceName, ShopBuildName>>): SlotBuilds['builds'] {
  return typeof build === 'string' ? { api: build, admin: build, web: build } : build
}

/** Where builds are published, under which names, and what all of them have in common. */
type Published = {
  readonly registry: Registry
  readonly prefix: string
  readonly checks?: CheckAnswers
}

async function publish(
  { registry, prefix, ...common }: Published,
  builds: readonly ShopBuildName[],
): Promise<readonly BuiltImage[]> {
  const images = await buildImages(
    builds.flatMap((name) => imagesOfBuild(prefix, SHOP_BUILDS[name])).map((image) => ({ ...image, ...common })),
  )
  await registry.push(images)
  return images
}

/** Loading brings the large base at once; pulling after it gives each image its registry's digest. */
async function bringToHost(
  engine: DockerEngine,
  registry: Registry,
  images: readonly BuiltImage[],
  builds: readonly ShopBuildName[],
): Promise<void> {
  const tags = new Set<string>(builds.map((name) => SHOP_BUILDS[name].tag))
  const wanted = images.filter(({ image }) => tags.has(image.tag))
  if (wanted.length === 0) return
  await loadImages(engine, wanted)
  await pullImages(engine, wanted, registry.auth)
}

async function startSlots(
  engine: DockerEngine,
  imagePrefix: string,
  slotBuilds: readonly SlotBuilds[],
): Promise<Record<string, Slot>> {
  const ports = await freePorts(slotBuilds.length * SERVICES.length)
  const slots = slotBuilds.map(({ slot, builds }, index) =>
    writeSlotProject(join(engine.directory, 'slots'), {
      name: slot,
      imagePrefix,
      tags: perService((service) => SHOP_BUILDS[builds[service]].tag),
      ports: perService((_, position) => ports[index * SERVICES.length + position] ?? 0),
    }),
  )
  await Promise.all(slots.map(async (slot) => composeUp(engine, slot)))
  return Object.fromEntries(slots.map((slot) => [slot.name, slot]))
}

function perService<T>(value: (service: ServiceName, position: number) => T): Record<ServiceName, T> {
  const [api, admin, web] = SERVICES.map(value) as [T, T, T]
  return { api, admin, web }
}

function describeShop(engine: DockerEngine, published: Published, slots: Record<string, Slot>): Shop {
  const { registry, prefix: imagePrefix } = published
  const listed = async (slot: string, service?: ServiceName): Promise<readonly ListedContainer[]> => {
    const label = [`com.docker.compose.project=${slot}`, ...(service ? [`com.docker.compose.service=${service}`] : [])]
    return engine.read(`/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify({ label }))}`)
  }
  return {
    engine,
    registry,
    imagePrefix,
    slots,
    reference: (service, build) => `${imagePrefix}/${service}:${SHOP_BUILDS[build].tag}`,
    containerId: async (slot, service) => (await listed(slot, service))[0]?.Id ?? null,
    untilHealthy: async (slot) => {
      await waitUntil(`${slot} to be healthy`, 60_000, async () =>
        (await listed(slot)).every((container) => container.Status.includes('(healthy)')),
      )
    },
    publish: async (builds) => {
      await publish(published, builds)
    },
    remove: () => {
      engine.remove()
      registry.remove()
    },
  }
}

type ListedContainer = {
  readonly Id: string
  readonly Status: string
}

function unique(names: readonly ShopBuildName[]): readonly ShopBuildName[] {
  return [...new Set(names)]
}
