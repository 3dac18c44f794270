import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildImages } from '../harness/built-image'
import { type ComposeClient, compose, composeUp } from '../harness/compose'
import { freePorts } from '../harness/free-port'
import { loadImages } from '../harness/load-images'
import { SERVICES, SHOP_BUILDS, type ServiceName, type ShopBuildName, imagesOfBuild } from '../harness/shop-catalog'
import { type Slot, writeSlotProject } from '../harness/slot-project'
import { waitUntil } from '../harness/wait-until'
import type { DemoEngine } from './demo-engine'

/** On everything the demo makes; nothing without it is ever touched. */
export const demoLabels = { 'dev.berth.demo': '1' } as const

export const demoSlots = ['dev1', 'dev2', 'dev3', 'dev4'] as const
const imagePrefix = 'berth-demo'

type DemoSlot = { readonly build: ShopBuildName; readonly waitFor: 'healthy' | 'unhealthy' | 'stopped' }

/** Two kickoffs on two slots, one whose api is unhealthy, one stopped. */
const slotStates: Readonly<Record<(typeof demoSlots)[number], DemoSlot>> = {
  dev1: { build: 'checkoutRetry', waitFor: 'healthy' },
  dev2: { build: 'payment', waitFor: 'healthy' },
  dev3: { build: 'brokenDatabase', waitFor: 'unhealthy' },
  dev4: { build: 'dashboard', waitFor: 'stopped' },
}

/** On the host and to be switched to; the broken one is put back by Berth. */
const builds: readonly ShopBuildName[] = ['checkoutRetry', 'payment', 'brokenDatabase', 'dashboard', 'search']

type Listed = {
  readonly Labels: Readonly<Record<string, string>>
  readonly Status: string
}

/** Makes what is missing of the demo; slots that are there already stay as the user left them. */
export async function buildDemo(
  engine: DemoEngine,
  demoDirectory: string,
  client: ComposeClient,
  say: (line: string) => void,
): Promise<void> {
  const containers = await engine.read<readonly Listed[]>('/containers/json?all=1')
  refuseForeignProjects(containers)
  const missing = demoSlots.filter((slot) => containersOf(containers, slot).length < SERVICES.length)
  if (missing.length === 0) return
  say('Building small images …')
  await loadImages(engine, await buildImages(builds.flatMap(demoImages)))
  say(`Starting ${missing.join(', ')} …`)
  await startSlots(engine, demoDirectory, client, missing)
}

function demoImages(name: ShopBuildName): ReturnType<typeof imagesOfBuild> {
  return imagesOfBuild(imagePrefix, SHOP_BUILDS[name], demoLabels)
}

function containersOf(containers: readonly Listed[], project: string): readonly Listed[] {
  return containers.filter(({ Labels }) => Labels['com.docker.compose.project'] === project)
}

function refuseForeignProjects(containers: readonly Listed[]): void {
  const taken = demoSlots.filter((slot) =>
    containersOf(containers, slot).some(({ Labels }) => Labels['dev.berth.demo'] !== '1'),
  )
  if (taken.length === 0) return
  throw new Error(
    `This engine has Compose projects of yours that are called as the demo's (${taken.join(', ')}), so nothing was changed. ` +
      'Name another engine in DOCKER_HOST to see the demo.',
  )
}

async function startSlots(
  engine: DemoEngine,
  demoDirectory: string,
  client: ComposeClient,
  names: readonly (typeof demoSlots)[number][],
): Promise<void> {
  const ports = await freePorts(names.length * SERVICES.length)
  await Promise.all(
    names.map(async (name, index) => {
      const slotPorts = ports.slice(index * SERVICES.length, (index + 1) * SERVICES.length)
      const slot = writeProject(demoDirectory, name, slotStates[name].build, slotPorts)
      await composeUp(engine, slot, client)
      await settle(engine, slot, client, slotStates[name].waitFor)
    }),
  )
}

function writeProject(demoDirectory: string, name: string, build: ShopBuildName, ports: readonly number[]): Slot {
  const { tag } = SHOP_BUILDS[build]
  const [api = 0, admin = 0, web = 0] = ports
  const tags: Record<ServiceName, string> = { api: tag, admin: tag, web: tag }
  const options = { name, imagePrefix, tags, ports: { api, admin, web }, labels: demoLabels, publishOn: '127.0.0.1' }
  return writeSlotProject(join(demoDirectory, 'slots'), options)
}

async function settle(
  engine: DemoEngine,
  slot: Slot,
  client: ComposeClient,
  waitFor: DemoSlot['waitFor'],
): Promise<void> {
  if (waitFor === 'stopped') {
    await compose(engine, slot, ['stop'], client)
    return
  }
  const count = waitFor === 'healthy' ? SERVICES.length : 1
  await waitUntil(`${slot.name} to be ${waitFor}`, 60_000, async () => {
    const containers = containersOf(await engine.read<readonly Listed[]>('/containers/json'), slot.name)
    return containers.filter(({ Status }) => Status.includes(`(${waitFor})`)).length >= count
  })
}

/** A home folder of Berth whose settings name the demo's engine; resolves with its path. */
export function writeDemoHome(engine: DemoEngine, demoDirectory: string): string {
  const home = join(demoDirectory, 'home')
  mkdirSync(home, { recursive: true })
  const hosts = [{ id: 'demo', name: 'demo', address: engine.address }]
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ hosts }), { flag: 'w' })
  return home
}
