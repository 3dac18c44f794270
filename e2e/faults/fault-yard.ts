import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { berthLabels, composeLabels } from '../../src/domain/label-names'
import { toErrorData } from '../../src/domain/berth-error'
import type { DeploymentResult } from '../../src/domain/deployment'
import type { Operation } from '../../src/domain/operation'
import { composeUp } from '../harness/compose'
import type { DockerEngine } from '../harness/docker-engine'
import {
  createProcessPool,
  type DeployerProcess,
  type ProcessOutcome,
  type ProcessPool,
} from '../harness/fault-process'
import { type Fault, type FaultProxy, openFaultProxy } from '../harness/fault-proxy'
import { loadImages } from '../harness/load-images'
import { publishFile } from '../harness/publish-file'
import { pullImages } from '../harness/pull-images'
import { type Shop, startShop } from '../harness/shop'
import type { ServiceName } from '../harness/shop-catalog'
import { openShopDeployer, type ShopDeployer } from '../harness/shop-deployer'
import { type Front, frontVolume, startFront } from './front'
import { hurriedTakeover } from './hurried-takeover'
import { type FaultBuild, imagesOf, tagOf } from './fault-builds'

/** The slot that faults are tried on. */
export const SLOT = 'dev1'

/** Who deploys in a process of its own. */
export const owner = '정유진'

/** Where faults are tried: one engine with one slot, a proxy in front of it, and people who deploy. */
export type FaultYard = {
  readonly shop: Shop
  readonly engine: DockerEngine
  readonly proxy: FaultProxy
  /** Somebody else, who reaches the engine without the proxy. */
  readonly colleague: ShopDeployer
  /** What users come through where the slot is switched from blue to green and back; null: it is recreated. */
  readonly front: Front | null
  /** Where users ask a service. */
  readonly addressOf: (service: ServiceName) => string
  /** Puts a build into the registry. */
  readonly publish: (build: FaultBuild, changes?: Parameters<typeof imagesOf>[2]) => Promise<void>
  readonly processes: ProcessPool
  /** Deploys in a process of its own, through the proxy, with the fault that the process is the object of. */
  readonly deployUnder: (
    operation: Operation,
    fault: ((process: DeployerProcess) => Fault) | null,
    options?: { readonly clockOffsetMs?: number },
  ) => Promise<ProcessOutcome>
  /** Writes down in each of the slot's volumes what must be there still when the fault is over. */
  readonly markVolumes: () => Promise<Markers>
  /** Takes the slot away and makes it anew, by Compose and a deployment of `left`. */
  readonly reset: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What was written into each volume, by the volume's name. */
export type Markers = ReadonlyMap<string, string>

/** An operation that deploys a build. */
export function deploymentOf(
  build: FaultBuild,
  services: readonly string[] | null = null,
): Extract<Operation, { kind: 'deploy' }> {
  return { kind: 'deploy', tag: tagOf(build), services: services === null ? null : [...services], recreate: 'changed' }
}

/**
 * Runs an operation as a person does who is told that the slot changed after the plan was made (a container that had
 * just been started became healthy, say): looks at the new plan, and confirms that.
 */
export async function runConfirmed(person: ShopDeployer, operation: Operation): Promise<DeploymentResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await person.run(SLOT, operation).catch((error: unknown): DeploymentResult => {
      return { kind: 'refused', error: toErrorData(error) }
    })
    const isOutdated = result.kind === 'refused' && result.error.code === 'plan-outdated'
    if (!isOutdated || attempt === 5) return result
  }
}

/** Opens one, with `left` running and `right` on the host. */
export async function openFaultYard({
  strategy = 'recreate',
  ...options
}: {
  readonly name: string
  /** Of all three services; blue-green: by a published slots file, behind a proxy. */
  readonly strategy?: 'recreate' | 'blue-green'
  readonly liveRestore?: boolean
  readonly dataMegabytes?: number
}): Promise<FaultYard> {
  const shop = await startShop({ ...options, slots: { [SLOT]: 'dashboard' }, onHost: ['dashboard'], inRegistry: [] })
  const { engine, registry } = shop
  const proxy = await openFaultProxy(engine.socketPath, join(engine.directory, 'faults.sock'))
  const processes = createProcessPool(engine.directory)
  const colleague = openShopDeployer(shop, '박서준', undefined, undefined, hurriedTakeover)
  for (const build of ['left', 'right'] as const) {
    const images = await imagesOf(shop.imagePrefix, build)
    await registry.push(images)
    await loadImages(engine, images)
    await pullImages(engine, images, null)
  }
  const front = strategy === 'blue-green' ? await startFront(shop, SLOT) : null
  if (front !== null) await publishFile(colleague, front.composeText)
  const yard: FaultYard = {
    front,
    addressOf: (service) => `http://127.0.0.1:${String((front ?? shop.slots[SLOT])?.ports[service] ?? 0)}/`,
    shop,
    engine,
    proxy,
    colleague,
    publish: async (build, changes) => registry.push(await imagesOf(shop.imagePrefix, build, changes)),
    processes,
    deployUnder: async (operation, fault, { clockOffsetMs = 0 } = {}) => {
      if (front !== null) await publishFile(colleague, front.composeText)
      const process = await processes.take()
      proxy.arm(fault?.(process) ?? null)
      const outcome = await process.deploy({ address: proxy.address, by: owner, slot: SLOT, operation, clockOffsetMs })
      if (outcome.kind !== 'killed') processes.giveBack(process)
      await proxy.settled()
      if (fault === null) return outcome
      if (!proxy.hasStruck()) throw new Error(`the fault never struck; the deployment: ${JSON.stringify(outcome)}`)
      // One that failed to strike has shown nothing, whatever came after it.
      await proxy.struck()
      return outcome
    },
    markVolumes: () => markVolumes(engine),
    reset: () => reset(shop, colleague),
    close: async () => {
      processes.close()
      await Promise.all([proxy.close(), colleague.close()])
      shop.remove()
    },
  }
  const deployed = await runConfirmed(colleague, deploymentOf('left'))
  if (deployed.kind !== 'succeeded') throw new Error(`the slot was not made: ${JSON.stringify(deployed)}`)
  return yard
}

type Volume = { readonly Name: string; readonly Mountpoint: string }

/** The slot's volumes; Berth's own and the proxy's are their own matter. */
export async function slotVolumes(engine: DockerEngine): Promise<readonly Volume[]> {
  const { Volumes } = await engine.read<{ readonly Volumes: readonly Volume[] | null }>('/volumes')
  return (Volumes ?? []).filter(({ Name }) => !Name.startsWith('berth-') && Name !== frontVolume)
}

async function markVolumes(engine: DockerEngine): Promise<Markers> {
  const markers = new Map<string, string>()
  for (const { Name, Mountpoint } of await slotVolumes(engine)) {
    const marker = `kept ${Name}`
    writeFileSync(join(Mountpoint, 'marker'), marker)
    markers.set(Name, marker)
  }
  return markers
}

/** The marked volumes that are gone, or have lost what was in them. */
export async function lostVolumes(engine: DockerEngine, markers: Markers): Promise<readonly string[]> {
  const present = new Map((await slotVolumes(engine)).map(({ Name, Mountpoint }) => [Name, Mountpoint]))
  return [...markers].flatMap(([name, marker]) => {
    const at = present.get(name)
    return at !== undefined && readSafely(join(at, 'marker')) === marker ? [] : [name]
  })
}

function readSafely(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

async function reset(shop: Shop, colleague: ShopDeployer): Promise<void> {
  const { engine } = shop
  // One that was killed in the middle may not know its own state any more.
  await engine.kill()
  await engine.start()
  await shop.registry.start()
  const never = new AbortController().signal
  const listed = await colleague.client.listContainers(null, never)
  for (const { id, labels, name } of listed) {
    const isOurs = labels[composeLabels.project] === SLOT || berthLabels.lock in labels || name.startsWith('foreign')
    if (isOurs) await engine.call({ method: 'DELETE', path: `/containers/${id}?force=1` })
  }
  // Nameless ones would otherwise stay, belong to nobody, and be missed when somebody prunes them.
  for (const { Name } of await slotVolumes(engine)) await engine.call({ method: 'DELETE', path: `/volumes/${Name}` })
  const project = shop.slots[SLOT]
  if (project === undefined) throw new Error('a yard without its slot')
  await composeUp(engine, project)
  const deployed = await runConfirmed(colleague, deploymentOf('left'))
  if (deployed.kind !== 'succeeded') throw new Error(`the slot was not made anew: ${JSON.stringify(deployed)}`)
}
