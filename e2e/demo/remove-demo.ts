import { existsSync, rmSync } from 'node:fs'
import { cacheDirectory as layerDirectory } from '../harness/base-layer'
import { DockerApiError } from '../harness/docker-api'
import { sweepDirectory } from '../harness/sweep'
import { demoSlots } from './build-demo'
import { type DemoEngine, findLocalEngine, privateEngineDirectory } from './demo-engine'

const ours = encodeURIComponent(JSON.stringify({ label: ['dev.berth.demo=1'] }))

/** Takes every trace of the demo away; resolves with what was removed, one line each. */
export async function removeDemo(dockerHost: string | undefined, demoDirectory: string): Promise<readonly string[]> {
  const localEngine = await findLocalEngine(dockerHost)
  const removed = localEngine === null ? [] : await clearEngine(localEngine)
  const engineDirectory = privateEngineDirectory(demoDirectory)
  if (existsSync(engineDirectory)) {
    sweepDirectory(engineDirectory)
    removed.push(`the private engine with all it held (${engineDirectory})`)
  }
  for (const path of [demoDirectory, layerDirectory()]) {
    if (!existsSync(path)) continue
    rmSync(path, { recursive: true, force: true })
    removed.push(path)
  }
  return removed
}

/** Only what carries the demo's label, and what Berth's locks left for its slots. */
async function clearEngine(engine: DemoEngine): Promise<string[]> {
  const carried = await carriedVolumes(engine)
  const removed = [...(await clearContainers(engine)), ...(await clearNetworksAndVolumes(engine))]
  for (const name of carried) await engine.call({ method: 'DELETE', path: `/volumes/${name}?force=1` })
  return [...removed, ...carried.map((name) => `volume ${name}`), ...(await clearImages(engine))]
}

type Named = {
  readonly Id: string
  readonly Names: readonly string[]
  readonly Labels: Readonly<Record<string, string>>
}

/** Volumes without a name that a switch carried over: Docker takes them for named ones from then on, and keeps them. */
async function carriedVolumes(engine: DemoEngine): Promise<readonly string[]> {
  type Mounted = { readonly Mounts: readonly { readonly Type: string; readonly Name?: string }[] }
  const containers = await engine.read<readonly Mounted[]>(`/containers/json?all=1&filters=${ours}`)
  const names = containers.flatMap(({ Mounts }) =>
    Mounts.flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : [])),
  )
  return [...new Set(names)].filter((name) => /^[0-9a-f]{64}$/.test(name))
}

async function clearContainers(engine: DemoEngine): Promise<string[]> {
  const containers = await engine.read<readonly Named[]>(`/containers/json?all=1&filters=${ours}`)
  const slots = new Set(containers.map(({ Labels }) => Labels['com.docker.compose.project']))
  const locked = encodeURIComponent(JSON.stringify({ label: ['dev.berth.lock'] }))
  const locks = (await engine.read<readonly Named[]>(`/containers/json?all=1&filters=${locked}`)).filter(({ Labels }) =>
    demoSlots.some((slot) => slots.has(slot) && Labels['dev.berth.lock'] === slot),
  )
  for (const { Id } of [...containers, ...locks]) {
    await engine.call({ method: 'DELETE', path: `/containers/${Id}?force=1&v=1` })
  }
  return [...containers, ...locks].map(({ Names }) => `container ${Names.join(' ').replaceAll('/', '')}`)
}

async function clearNetworksAndVolumes(engine: DemoEngine): Promise<string[]> {
  const networks = await engine.read<readonly { readonly Id: string; readonly Name: string }[]>(
    `/networks?filters=${ours}`,
  )
  for (const { Id } of networks) await engine.call({ method: 'DELETE', path: `/networks/${Id}` })
  const { Volumes } = await engine.read<{ readonly Volumes: readonly { readonly Name: string }[] | null }>(
    `/volumes?filters=${ours}`,
  )
  const volumes = Volumes ?? []
  for (const { Name } of volumes) await engine.call({ method: 'DELETE', path: `/volumes/${Name}` })
  return [...networks.map(({ Name }) => `network ${Name}`), ...volumes.map(({ Name }) => `volume ${Name}`)]
}

async function clearImages(engine: DemoEngine): Promise<string[]> {
  const images = await engine.read<readonly { readonly Id: string; readonly RepoTags: readonly string[] | null }[]>(
    `/images/json?filters=${ours}`,
  )
  for (const { Id } of images) await engine.call({ method: 'DELETE', path: `/images/${Id}?force=1` })
  const removed = images.map(({ Id, RepoTags }) => `image ${RepoTags?.join(' ') ?? Id}`)
  return (await clearLockImage(engine)) ? [...removed, 'image berth-lock:1'] : removed
}

/** The empty image of Berth's locks: Docker itself refuses while a lock of another slot uses it. */
async function clearLockImage(engine: DemoEngine): Promise<boolean> {
  try {
    await engine.call({ method: 'DELETE', path: '/images/berth-lock:1' })
    return true
  } catch (error) {
    if (error instanceof DockerApiError && [404, 409].includes(error.status)) return false
    throw error
  }
}
